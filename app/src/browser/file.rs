//! Files that leave the page.

use std::time::Duration;

use gloo_timers::callback::Timeout;
use js_sys::{Array, Promise, encode_uri_component};
use leptos::prelude::{document, provide_context, use_context, window};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement,
    HtmlImageElement, Url, Window,
};

/// Time after which a file's address ends. Safari reads it only a while after the click.
const LIFETIME: Duration = Duration::from_secs(60);
/// Pixels of a PNG for each pixel of its drawing, so that it stays sharp on dense screens.
const DENSITY: u32 = 2;

/// Way in which files leave the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Delivery {
    /// Through a tab of their own, from which readers save them: the sandbox of Bitbucket's frames
    /// has no `allow-downloads`.
    #[default]
    Tab,
    /// The browser saves them.
    Download,
}

/// Format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table.
    Csv,
    /// A drawing in pixels.
    Png,
    /// A drawing.
    Svg,
}

/// No tab opens, or the drawing cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Provides the way of this page.
pub fn provide_delivery(delivery: Delivery) {
    provide_context(delivery);
}

/// Way in which files leave this page.
pub fn use_delivery() -> Delivery {
    use_context().unwrap_or_default()
}

/// Place for one file. It is made while the reader's click still counts, for browsers open no tab
/// later.
#[derive(Debug)]
pub enum Outlet {
    /// The browser's downloads.
    Download,
    /// An empty tab.
    Tab(Window),
}

impl Outlet {
    /// A new one.
    ///
    /// # Errors
    /// [`Refused`] where no tab opens.
    pub fn open(delivery: Delivery) -> Result<Self, Refused> {
        match delivery {
            Delivery::Download => Ok(Self::Download),
            Delivery::Tab => {
                let tab = window().open_with_url_and_target("", "_blank")?;
                tab.map(Self::Tab).ok_or(Refused)
            }
        }
    }

    /// Puts a table or a drawing there; `text` is CSV or SVG.
    ///
    /// # Errors
    /// [`Refused`] where the browser does not draw it.
    pub async fn put(self, name: &str, format: Format, text: &str) -> Result<(), Refused> {
        let blob = match format {
            Format::Png => png(text).await,
            Format::Csv | Format::Svg => blob(text, self.mime(format)),
        };
        let blob = blob.inspect_err(|_| self.give_up())?;
        let address = Url::create_object_url_with_blob(&blob)?;
        match self {
            Self::Tab(tab) => tab.location().set_href(&address)?,
            Self::Download => {
                let link: HtmlElement = document().create_element("a")?.unchecked_into();
                link.set_attribute("href", &address)?;
                link.set_attribute("download", &format!("sightline-{name}.{}", format.ending()))?;
                link.click();
            }
        }
        let lifetime = u32::try_from(LIFETIME.as_millis()).unwrap_or(u32::MAX);
        Timeout::new(lifetime, move || drop(Url::revoke_object_url(&address))).forget();
        Ok(())
    }

    /// Leaves no empty tab.
    fn give_up(&self) {
        if let Self::Tab(tab) = self {
            // It may be closed already.
            let _ = tab.close();
        }
    }

    /// A tab shows plain text, and would download CSV.
    const fn mime(&self, format: Format) -> &'static str {
        match (self, format) {
            (_, Format::Svg | Format::Png) => "image/svg+xml;charset=utf-8",
            (Self::Download, Format::Csv) => "text/csv;charset=utf-8",
            (Self::Tab(_), Format::Csv) => "text/plain;charset=utf-8",
        }
    }
}

impl Format {
    /// End of a file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

fn blob(text: &str, mime: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
}

/// Draws an SVG, at its own size.
async fn png(svg: &str) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    let text = encode_uri_component(svg);
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{text}"));
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    let (width, height) = (
        image.natural_width() * DENSITY,
        image.natural_height() * DENSITY,
    );
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(
        &image,
        0.0,
        0.0,
        width.into(),
        height.into(),
    )?;
    let drawn = Promise::new(&mut |resolve, reject| {
        let take = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        if let Err(error) = canvas.to_blob(take.unchecked_ref()) {
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(drawn).await?.dyn_into()
}
