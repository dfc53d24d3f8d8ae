//! The map of a folder.

use bitbucket_cloud::Timestamp;
use leptos::prelude::*;
use sightline_insight::hotspots::{Hotspot, Place};

use super::{export::rows, page::source_page};
use crate::{
    components::chart::{Figure, Numbers, Tile, TileLink, Treemap, room},
    context::{PageContext, use_page},
    format::duration,
    model::hotspots::{HotspotTree, MapParts, name, path},
    state::hotspots::FolderStore,
    text::hotspots as words,
};

/// Legend and map.
#[component]
pub(super) fn FolderMap(
    /// The folder.
    folder: FolderStore,
) -> impl IntoView {
    let FolderStore {
        hotspots,
        tree,
        spots,
    } = folder;
    let page = use_page();
    let tiles = Memo::new(move |_| tiles(&page, &tree.read(), &spots.read()));
    let over = Signal::derive(move || {
        let changes = tree.read().changes(&hotspots.folder.read());
        words::over(changes, spots.read().len())
    });
    view! {
        <div class="view">
            <Shades/>
            <Figure
                name="hotspots"
                title=words::MAP
                about=words::MAP_ABOUT
                over
                table=move |()| rows(&tree.read(), &spots.read())
                numbers=Numbers::Elsewhere
            >
                // Another map has marks of its own: the first of them is in the order of focus.
                <For
                    each=move || [(hotspots.period.get(), hotspots.folder.get())]
                    key=Clone::clone
                    let:_map
                >
                    {move || {
                        let enter = move |path| hotspots.enter(path);
                        view! { <Treemap tiles=tiles.get() width=room() on_enter=enter/> }
                    }}
                </For>
            </Figure>
        </div>
    }
}

/// Legend of shades.
#[component]
fn Shades() -> impl IntoView {
    let shades = words::AGES.iter().enumerate().map(|(shade, name)| {
        let class = format!("sample shade-{shade}");
        view! {
            <li>
                <span class=class aria-hidden="true"></span>
                {*name}
            </li>
        }
    });
    view! {
        <div class="shades">
            <span class="subtle" id="shades">{words::SHADES}</span>
            <ul aria-labelledby="shades">{shades.collect_view()}</ul>
        </div>
    }
}

fn tiles(page: &PageContext, tree: &HotspotTree, spots: &[Hotspot]) -> Vec<Tile> {
    let MapParts { drawn, rest } = MapParts::new(spots);
    let drawn = drawn.iter().map(|spot| tile(page, tree, spot));
    drawn.chain(rest_tile(tree, rest)).collect()
}

fn tile(page: &PageContext, tree: &HotspotTree, spot: &Hotspot) -> Tile {
    let activity = spot.activity;
    let time = Timestamp::from_unix;
    let last = duration::ago(time(tree.now), time(activity.last_changed_on));
    let (link, leads) = match spot.place {
        Place::File(_) => (TileLink::To(source_page(page, tree, spot)), words::FILE),
        Place::Folder(_) => (TileLink::Inside(spot.path.clone()), words::OPENS),
    };
    let more = words::changes(activity.changes, &last);
    let sizes = (activity.people, activity.lines);
    Tile {
        name: name(spot),
        said: words::said(&path(spot), &more, sizes, leads),
        more,
        weight: activity.changes,
        shade: tree.shade(activity.last_changed_on),
        link,
    }
}

/// One tile for all that are too small.
fn rest_tile(tree: &HotspotTree, rest: &[Hotspot]) -> Option<Tile> {
    let last = rest
        .iter()
        .map(|spot| spot.activity.last_changed_on)
        .max()?;
    let name = words::others(rest.len());
    Some(Tile {
        said: name.clone(),
        name,
        more: String::new(),
        weight: rest.iter().map(|spot| spot.activity.changes).sum(),
        shade: tree.shade(last),
        link: TileLink::Nowhere,
    })
}
