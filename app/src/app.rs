//! The whole app: which page is shown, and what its parts share.

use bitbucket_cloud::{Budget, Client};
use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    api::{Services, provide_services},
    browser::crash,
    cache::Cache,
    context::{Page, PageContext, provide_page},
    host::Host,
    pages::{OutsidePage, PullRequestPage, RepositoryPage},
};

/// The element that holds the app. The bridge measures its parent, `.ac-content`, by elements of its
/// own in there, which must stay.
const ROOT: &str = "sightline";

/// Arguments of [`App`]: where it was opened, and how it makes calls.
#[derive(Debug, Clone)]
pub struct Boot {
    /// `None` where the server did not say, or not in a way that can be read.
    pub context: Option<PageContext>,
    /// Who makes the calls.
    pub host: Host,
}

impl Boot {
    /// As this document says.
    pub fn from_document() -> Self {
        Self {
            context: PageContext::from_document(),
            host: Host::detect(),
        }
    }
}

/// Shows the page that the server prepared.
pub fn start() {
    crash::install(ROOT);
    let Some(root) = document().get_element_by_id(ROOT) else {
        return;
    };
    root.set_text_content(None);
    let boot = Boot::from_document();
    mount_to(root.unchecked_into(), move || view! { <App boot/> }).forget();
}

/// Provides services and page to everything below, and shows the page.
#[component]
pub fn App(
    /// Where the app was opened.
    boot: Boot,
) -> impl IntoView {
    let Boot { context, host } = boot;
    let Some(context) = context else {
        return view! { <OutsidePage/> }.into_any();
    };
    let page = context.page;
    provide_services(Services {
        session: host.keep_session(&context),
        cache: Cache::open(context.scope()),
        client: Client::new(host, Budget::of(Budget::HOURLY)),
        context: context.clone(),
    });
    provide_page(context);
    match page {
        Page::PullRequest { id } => view! { <PullRequestPage id/> }.into_any(),
        Page::Repository => view! { <RepositoryPage/> }.into_any(),
    }
}
