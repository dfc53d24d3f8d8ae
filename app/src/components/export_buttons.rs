//! Buttons that take a table or a drawing along: as a file, or through the clipboard.

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use super::{Button, ButtonKind, CopyButton, CopyWords};
use crate::{
    browser::file::{Format, Outlet, use_delivery},
    format::csv,
    text::export as words,
};

const WORDS: CopyWords = CopyWords {
    copy: words::COPY,
    copied: words::COPIED,
    refused: words::REFUSED,
    label: words::TABLE,
};

/// Takes a table along as CSV, and the drawing that shows it as SVG or PNG.
#[component]
pub fn ExportButtons(
    /// Name of the file, without `sightline-` and its ending.
    name: &'static str,
    /// Makes the table; its first row names the columns.
    #[prop(into)]
    rows: Callback<(), Vec<Vec<String>>>,
    /// Makes the drawing as SVG, where there is one.
    #[prop(optional, into)]
    drawing: Option<Callback<(), Option<String>>>,
) -> impl IntoView {
    let status = RwSignal::new("");
    let text = move |()| Some(csv::csv(&rows.run(())));
    let drawings = drawing.map(|text| {
        let formats = [Format::Svg, Format::Png];
        formats.map(|format| view! { <FileButton name format text status/> })
    });
    view! {
        <div class="taking">
            {drawings}
            <FileButton name format=Format::Csv text status/>
            <CopyButton words=WORDS text kind=ButtonKind::Quiet status/>
        </div>
    }
}

/// Takes one file along, and says what came of it.
#[component]
fn FileButton(
    /// Name of the file, without `sightline-` and its ending.
    name: &'static str,
    /// Its format.
    format: Format,
    /// Makes its text, which is SVG for a PNG; `None` while there is none.
    #[prop(into)]
    text: Callback<(), Option<String>>,
    /// Says what came of it.
    status: RwSignal<&'static str>,
) -> impl IntoView {
    let delivery = use_delivery();
    let take = move |()| {
        let Some(text) = text.run(()) else {
            return;
        };
        let outlet = Outlet::open(delivery);
        spawn_local_scoped_with_cancellation(async move {
            let put = match outlet {
                Ok(outlet) => outlet.put(name, format, &text).await,
                Err(refused) => Err(refused),
            };
            status.set(words::taken(delivery, put));
        });
    };
    view! { <Button name=words::button(delivery, format) kind=ButtonKind::Quiet on_press=take/> }
}
