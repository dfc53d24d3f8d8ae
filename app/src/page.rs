//! The whole page, and what its parts share.

use std::rc::Rc;

use bitbucket_cloud::{Budget, Client};
use js_sys::JSON;
use leptos::{
    mount::{UnmountHandle, mount_to_renderer},
    prelude::*,
};

use crate::{
    context::{Context, Place},
    element::Element,
    host::{Host, decode::decode},
    views,
};

/// The server's JSON script tag.
const CONTEXT: &str = "sightline-context";

/// Where the app was opened, and how it makes calls.
#[derive(Debug)]
pub struct Opened {
    /// `None` when the server did not say, or not in a way that can be read.
    pub context: Option<Context>,
    /// Who makes the calls.
    pub host: Host,
}

impl Opened {
    /// As this page says.
    pub fn here() -> Self {
        let context = document().get_element_by_id(CONTEXT);
        let context = context.and_then(|element| element.text_content());
        let context = context.and_then(|text| JSON::parse(&text).ok());
        Self {
            context: context.and_then(|context| decode(context).ok()),
            host: Host::detect(),
        }
    }
}

/// What is shown until this is dropped.
pub type Shown = UnmountHandle<web_sys::Element>;

/// Shows the app in `parent`.
pub fn show(parent: &web_sys::Element, opened: Opened) -> Shown {
    mount_to_renderer(parent, || view(opened))
}

/// What the parts of a page share: cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct App(StoredValue<Rc<Shared>, LocalStorage>);

/// See [`App`].
pub(crate) struct Shared {
    pub(crate) client: Client<Host>,
    pub(crate) context: Context,
}

impl App {
    pub(crate) fn shared(self) -> Rc<Shared> {
        self.0.get_value()
    }
}

/// The view of the page that was opened.
pub(crate) fn view(opened: Opened) -> Element {
    let Opened { context, host } = opened;
    let Some(context) = context else {
        return views::outside::view();
    };
    let place = context.place.clone();
    let app = App(StoredValue::new_local(Rc::new(Shared {
        client: Client::new(host, Budget::of(Budget::HOURLY)),
        context,
    })));
    match place {
        Place::Configure => views::configure::view(),
        Place::PullRequest { repository, id } => views::panel::view(app, repository, id),
        Place::Repository(repository) => views::repository::view(app, repository),
    }
}
