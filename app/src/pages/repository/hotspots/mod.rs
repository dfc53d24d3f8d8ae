//! Hotspots: where change concentrates, as a map to walk into and as a table.

mod breadcrumbs;
mod enter;
mod page;
mod table;
mod treemap;

use std::time::Duration;

use leptos::{either::EitherOf3, html::Span, prelude::*};

use super::{nothing_merged::NothingMerged, period::PeriodButtons};
use crate::{
    components::Loaded,
    model::hotspots::Known,
    state::{
        hotspots::{FolderStore, HotspotStore},
        repository::use_repository,
    },
    text::{flow, hotspots as words},
};
use breadcrumbs::Breadcrumbs;
use table::SpotTable;
use treemap::FolderMap;

/// Lines of the skeleton until history is there.
const LINES: usize = 12;

/// The view.
#[component]
pub(super) fn HotspotsView() -> impl IntoView {
    let repository = use_repository();
    let hotspots = HotspotStore::new(repository);
    let value = Memo::new(move |_| {
        let tree = hotspots.tree.read();
        let known = tree.as_ref()?.as_ref().map(|tree| tree.known());
        Some(known.map_err(Clone::clone))
    });
    repository.place_after_reading(value);
    let nothing = move || repository.nothing(words::NONE, hotspots.begin());
    view! {
        <section class="view hotspots" aria-labelledby="hotspots">
            <h2 id="hotspots">{words::HOTSPOTS}</h2>
            <p class="subtle about">{words::ABOUT}</p>
            <div class="controls">
                <PeriodButtons
                    shown=Signal::derive(move || Some(hotspots.period.get()))
                    on_choose=move |period| hotspots.choose(period)
                />
            </div>
            <Loaded value retry=move |()| repository.load() lines=LINES let:known>
                {match known {
                    Known::NothingMerged => EitherOf3::A(view! { <NothingMerged/> }),
                    Known::NothingChanged => {
                        EitherOf3::B(view! { <p class="empty">{nothing}</p> })
                    }
                    Known::Changes => EitherOf3::C(view! { <Folder hotspots/> }),
                }}
            </Loaded>
        </section>
    }
}

/// The folder that is open.
#[component]
fn Folder(
    /// State of the view.
    hotspots: HotspotStore,
) -> impl IntoView {
    let folder = FolderStore::new(hotspots);
    let here = NodeRef::<Span>::new();
    let focus_here = move |_: &String, _: Option<&String>, _: Option<()>| {
        // The button of the step is gone: who came by keyboard goes on from the folder's name.
        let focus = move || {
            if let Some(Some(here)) = here.try_get_untracked() {
                let _focused = here.focus();
            }
        };
        set_timeout(focus, Duration::ZERO);
    };
    // An address that is taken up may name the folder that is open already.
    let open = Memo::new(move |_| hotspots.folder.get());
    Effect::watch(move || open.get(), focus_here, false);
    let some = Memo::new(move |_| !folder.spots.read().is_empty());
    let table = move || {
        // Another folder is listed from its beginning.
        open.track();
        some.get().then(|| view! { <SpotTable folder/> })
    };
    let undated = Memo::new(move |_| flow::undated(folder.tree.read().undated));
    let repository = use_repository();
    let not_here = move || repository.nothing(words::NOT_HERE, hotspots.begin());
    view! {
        <div class="view">
            <Breadcrumbs hotspots here/>
            <Show
                when=move || some.get()
                fallback=move || view! { <p class="empty">{not_here}</p> }
            >
                <FolderMap folder/>
            </Show>
            {table}
            {move || undated.get().map(|said| view! { <p class="subtle">{said}</p> })}
            <p class="subtle about">{words::NOTE}</p>
        </div>
    }
}
