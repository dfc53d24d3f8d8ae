//! The whole app: which page is shown, and what its parts share. Each page is a feature, so that a
//! program can hold one of them alone.

use bitbucket_cloud::{Budget, Client};
use leptos::{
    either::EitherOf3, mount::mount_to, prelude::*, task::spawn_local_scoped_with_cancellation,
};
use wasm_bindgen::JsCast;

use crate::{
    api::{Services, provide_services},
    browser::{
        crash,
        file::provide_delivery,
        frame::{self, Frame},
    },
    cache::Cache,
    components::Skeleton,
    context::{ConfigureContext, Opening, Page, PageContext, provide_page},
    host::{Extent, Forge, Host, Standalone},
    pages::{HostBar, NoPage, NotFoundPage, OutsidePage},
    state::page_link::provide_page_link,
    text,
};

#[cfg(not(all(feature = "panel", feature = "repository")))]
use crate::pages::MissingPage;
#[cfg(feature = "repository")]
use crate::pages::{ConfigurePage, RepositoryPage};
#[cfg(feature = "panel")]
use crate::pages::{HeadlinePage, PullRequestPage};

/// The element that holds the app. The bridge measures its parent, `.ac-content`, by elements of its
/// own in there, which must stay.
const ROOT: &str = "sightline";

/// Lines of the skeleton until a page is found.
const LINES: usize = 5;

/// Arguments of [`App`]: where it was opened, and how it makes calls.
#[derive(Debug, Clone)]
pub struct Boot {
    /// Page to open; `None` where no server said it, or not in a way that can be read.
    pub opening: Option<Opening>,
    /// Host that makes the calls, and that finds a page outside of Bitbucket.
    pub host: Host,
}

impl Boot {
    /// Arguments from this document. A page of the server that stands in no frame has no host to call: it is
    /// shown as one that was opened outside of Bitbucket, and waits for no answer.
    pub fn from_document() -> Self {
        let opening = match frame::current() {
            Frame::Framed => Opening::from_document(),
            Frame::Top => None,
        };
        Self {
            opening,
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

/// The page that is shown: the server's, one that is found, or none.
#[component]
pub fn App(
    /// Context in which the app was opened, and its host.
    boot: Boot,
) -> impl IntoView {
    let Boot { opening, host } = boot;
    match (opening, host) {
        (Some(Opening::Repository(context)), host) => view! { <Opened context host/> }.into_any(),
        (Some(Opening::Configure(context)), host) => {
            view! { <OpenedByAdmin context host/> }.into_any()
        }
        (None, Host::Connect(_)) => view! { <OutsidePage/> }.into_any(),
        (None, Host::Forge(host)) => view! { <OpenedInForge host/> }.into_any(),
        (None, Host::Standalone(host)) => view! { <OpenedAlone host/> }.into_any(),
    }
}

/// Provides services and page to everything below, and shows the page.
#[component]
fn Opened(
    /// Context of the page.
    context: PageContext,
    /// Makes the calls.
    host: Host,
    /// Part of the page that is shown.
    #[prop(default = Extent::Whole)]
    extent: Extent,
) -> impl IntoView {
    let page = context.page;
    if page == Page::Repository {
        provide_page_link(host.clone());
    }
    provide_delivery(host.delivery());
    provide_services(Services {
        session: host.keep_session(&context),
        cache: Cache::open(context.scope()),
        client: Client::new(host, Budget::of(Budget::HOURLY)),
        context: context.clone(),
    });
    provide_page(context);
    match (page, extent) {
        #[cfg(feature = "panel")]
        (Page::PullRequest { id }, Extent::Whole) => view! { <PullRequestPage id/> }.into_any(),
        #[cfg(feature = "panel")]
        (Page::PullRequest { id }, Extent::Headline) => view! { <HeadlinePage id/> }.into_any(),
        #[cfg(feature = "repository")]
        (Page::Repository, _) => view! { <RepositoryPage/> }.into_any(),
        #[cfg(not(all(feature = "panel", feature = "repository")))]
        _ => view! { <MissingPage/> }.into_any(),
    }
}

/// Shows the configure page. It calls the app's own server alone; the host tells the address around it.
#[component]
fn OpenedByAdmin(
    /// Context of the page.
    context: ConfigureContext,
    /// Host of the page.
    host: Host,
) -> impl IntoView {
    provide_page_link(host);
    #[cfg(feature = "repository")]
    {
        view! { <ConfigurePage context/> }
    }
    #[cfg(not(feature = "repository"))]
    {
        drop(context);
        view! { <MissingPage/> }
    }
}

/// Finds what a module of Forge is to show, and shows it.
#[component]
fn OpenedInForge(
    /// Finds the page, and makes its calls.
    host: Forge,
) -> impl IntoView {
    let host = StoredValue::new_local(host);
    let settling = host.get_value();
    spawn_local_scoped_with_cancellation(async move { settling.settle_in().await });
    let found = LocalResource::new(move || {
        let host = host.get_value();
        async move { host.find_page().await }
    });
    let failed = move |error| view! { <NotFoundPage error retry=move |()| found.refetch()/> };
    view! {
        <FoundPage found failed let:page>
            <Opened context=page.context host=Host::Forge(host.get_value()) extent=page.extent/>
        </FoundPage>
    }
}

/// Finds a page to show without a server, and shows it below a bar that says so.
#[component]
fn OpenedAlone(
    /// Finds the page, and makes its calls.
    host: Standalone,
) -> impl IntoView {
    let host = StoredValue::new_local(host);
    let found = LocalResource::new(move || {
        let host = host.get_value();
        async move { host.find_page().await }
    });
    let failed = move |error| {
        let api = host.with_value(|host| host.api().to_owned());
        view! { <NoPage error api retry=move |()| found.refetch()/> }
    };
    let bar = move |context: &PageContext| {
        let (address, api) =
            host.with_value(|host| (host.address().cloned(), host.api().to_owned()));
        view! { <HostBar context=context.clone() address api/> }
    };
    view! {
        <div class="alone">
            <FoundPage found failed let:context>
                {bar(&context)}
                <Opened context host=Host::Standalone(host.get_value())/>
            </FoundPage>
        </div>
    }
}

/// Page that a host finds: a skeleton until it answers, then the page, or why there is none.
#[component]
fn FoundPage<T, E, F, V>(
    /// The answer.
    found: LocalResource<Result<T, E>>,
    /// View of a failure.
    failed: impl Fn(E) -> F + Send + 'static,
    /// View of the page.
    children: impl Fn(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Clone + 'static,
    E: Clone + 'static,
    F: IntoView + 'static,
    V: IntoView + 'static,
{
    move || match found.get() {
        None => EitherOf3::A(view! {
            <h1 class="visually-hidden">{text::NAME}</h1>
            <Skeleton lines=LINES/>
        }),
        Some(Err(error)) => EitherOf3::B(failed(error)),
        Some(Ok(page)) => EitherOf3::C(children(page)),
    }
}
