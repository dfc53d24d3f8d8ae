//! The page of a repository: views, one at a time.

mod below;
mod crawl_controls;
mod flow;
mod hotspots;
mod nothing_merged;
mod overlaps;
mod period;
mod queue;
mod workload;

use leptos::{either::Either, ev, prelude::*};

use crate::{
    browser::address,
    cache::local_storage,
    components::{ButtonKind, CopyButton, CopyWords, Skeleton},
    context::{Viewer, use_page},
    state::{page_link::use_page_link, repository::provide_repository},
    text::{self, repository as words},
};
use crawl_controls::CrawlControls;
use flow::FlowView;
use hotspots::HotspotsView;
use overlaps::OverlapsView;
use queue::QueueView;
use workload::WorkloadView;

/// A view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Queue,
    Flow,
    Hotspots,
    Overlaps,
    Workload,
}

impl View {
    const ALL: [Self; 5] = [
        Self::Queue,
        Self::Flow,
        Self::Hotspots,
        Self::Overlaps,
        Self::Workload,
    ];

    /// Name in the address.
    const fn name(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Flow => "flow",
            Self::Hotspots => "hotspots",
            Self::Overlaps => "overlaps",
            Self::Workload => "load",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }
}

/// Lines of the skeleton until the host tells the address of the page.
const LINES: usize = 5;

const LINK: CopyWords = CopyWords {
    copy: words::COPY_LINK,
    copied: words::LINK_COPIED,
    refused: words::LINK_REFUSED,
    label: words::LINK,
};

/// Name under which the last view is kept.
const LAST: &str = "page";

/// The page. Which view is shown, the address around the frame says.
#[component]
pub fn RepositoryPage() -> impl IntoView {
    let link = use_page_link();
    let settled = Memo::new(move |_| link.is_settled());
    move || match settled.get() {
        false => Either::Left(view! { <Skeleton lines=LINES/> }),
        true => {
            link.take_over();
            Either::Right(view! { <Views/> })
        }
    }
}

/// Navigation, the view that the address names, and what was read of the past.
#[component]
fn Views() -> impl IntoView {
    let store = provide_repository();
    let key = store.view_settings.key(LAST);
    let here = View::named(&address::read().0);
    let kept = || View::named(&local_storage::kept(&key)?);
    let first = here.or_else(kept).unwrap_or(View::Queue);
    let chosen = RwSignal::new(first);
    let listener = window_event_listener(ev::hashchange, move |_| {
        // Back to the beginning, there is no view in the address.
        let view = View::named(&address::read().0).unwrap_or(first);
        local_storage::keep(&key, view.name());
        if chosen.get_untracked() != view {
            store.placed.set(false);
            chosen.set(view);
        }
    });
    on_cleanup(move || listener.remove());
    let shown = RwSignal::new(first);
    Effect::new(move |_| {
        let view = chosen.get();
        if view != shown.get_untracked() {
            store.leave_queue(move || shown.set(chosen.get_untracked()));
        }
    });
    let anonymous = use_page().viewer == Viewer::Anonymous;
    view! {
        <div class="wide">
            <h1 class="visually-hidden">{text::NAME}</h1>
            <Navigation chosen/>
            {anonymous.then(|| view! { <p class="note">{text::NOT_SIGNED_IN}</p> })}
            {move || match shown.get() {
                View::Queue => view! { <QueueView/> }.into_any(),
                View::Flow => view! { <FlowView/> }.into_any(),
                View::Hotspots => view! { <HotspotsView/> }.into_any(),
                View::Overlaps => view! { <OverlapsView/> }.into_any(),
                View::Workload => view! { <WorkloadView/> }.into_any(),
            }}
            <CrawlControls/>
        </div>
    }
}

/// Links to all views.
#[component]
fn Navigation(
    /// The one that is shown.
    chosen: RwSignal<View>,
) -> impl IntoView {
    let link = use_page_link();
    let links = View::ALL.map(|view| {
        let current = move || (chosen.get() == view).then_some("page");
        view! {
            <li>
                <a href=format!("#{}", view.name()) aria-current=current>
                    {words::view(view.name())}
                </a>
            </li>
        }
    });
    view! {
        <nav class="views" aria-label=words::VIEWS>
            <ul>{links.into_iter().collect_view()}</ul>
            {move || link.is_known().then(|| {
                let text = move |()| link.to(chosen.get_untracked().name());
                view! { <CopyButton words=LINK text kind=ButtonKind::Quiet/> }
            })}
        </nav>
    }
}
