//! The map of a folder.

use bitbucket_cloud::Timestamp;
use leptos::prelude::*;
use sightline_insight::hotspots::{Hotspot, Place};

use super::page::source_page;
use crate::{
    components::chart::{Figure, Numbers, Tile, TileLink, Treemap, room},
    context::{PageContext, use_page},
    format::duration,
    model::{
        hotspot_map::{RestPart, Shader},
        hotspots::{HotspotTree, MapParts, name, path},
        shades::{Scale, ShadeBy},
    },
    state::{export, hotspots::FolderStore},
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
    let scale = Memo::new(move |_| Scale::of_people(&spots.read()));
    let tiles = Memo::new(move |_| {
        let shader = Shader {
            by: hotspots.shade_by.get(),
            scale: scale.get(),
        };
        tiles(&page, &tree.read(), &spots.read(), &shader)
    });
    let over = Signal::derive(move || {
        let changes = tree.read().changes(&hotspots.folder.read());
        words::over(changes, spots.read().len())
    });
    view! {
        <div class="view">
            <Shades folder scale/>
            <Figure
                name="hotspots"
                title=words::MAP
                about=words::MAP_ABOUT
                over
                table=move |()| export::hotspots::rows(&tree.read(), &spots.read())
                numbers=Numbers::Elsewhere
            >
                // Another map has marks of its own: the first of them is in the order of focus.
                <For
                    each=move || [(hotspots.period.get(), hotspots.folder.get())]
                    key=Clone::clone
                    let:_map
                >
                    {move || {
                        let enter = move |path| super::enter::enter(hotspots, path);
                        view! { <Treemap tiles=tiles.get() width=room() on_enter=enter/> }
                    }}
                </For>
            </Figure>
        </div>
    }
}

/// Measure of the shades, buttons that choose it, and the legend.
#[component]
fn Shades(
    /// The folder.
    folder: FolderStore,
    /// Classes of numbers of people.
    scale: Memo<Scale>,
) -> impl IntoView {
    let chosen = folder.hotspots.shade_by;
    let buttons = ShadeBy::ALL.map(|by| {
        let pressed = move || (chosen.get() == by).to_string();
        view! {
            <button class="button" type="button" aria-pressed=pressed on:click=move |_| chosen.set(by)>
                {words::shade_by(by)}
            </button>
        }
    });
    let names = move || match chosen.get() {
        ShadeBy::LastChange => words::AGES.map(str::to_owned).to_vec(),
        ShadeBy::People => scale
            .read()
            .classes
            .iter()
            .copied()
            .map(words::people)
            .collect(),
    };
    let legend = move || {
        let names = names().into_iter().enumerate();
        names
            .map(|(shade, name)| view! { <Sample shade name/> })
            .collect_view()
    };
    view! {
        <div class="controls">
            <div class="toggles" role="group" aria-label=words::SHADE_BY>
                {buttons.into_iter().collect_view()}
            </div>
        </div>
        <div class="shades">
            <span class="subtle" id="shades">{move || words::shade_about(chosen.get())}</span>
            <ul aria-labelledby="shades">{legend}</ul>
        </div>
    }
}

/// A shade and what it stands for.
#[component]
fn Sample(
    /// The shade.
    shade: usize,
    /// Its name.
    name: String,
) -> impl IntoView {
    let class = format!("sample shade-{shade}");
    view! {
        <li>
            <span class=class aria-hidden="true"></span>
            {name}
        </li>
    }
}

fn tiles(page: &PageContext, tree: &HotspotTree, spots: &[Hotspot], shader: &Shader) -> Vec<Tile> {
    let MapParts { drawn, rest } = MapParts::new(spots);
    let drawn = drawn.iter().map(|spot| tile(page, tree, spot, shader));
    drawn
        .chain(shader.rest(tree, rest).map(rest_tile))
        .collect()
}

fn tile(page: &PageContext, tree: &HotspotTree, spot: &Hotspot, shader: &Shader) -> Tile {
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
        shade: shader.shade(tree, spot),
        link,
    }
}

/// One tile for all that are too small.
fn rest_tile(rest: RestPart) -> Tile {
    let name = words::others(rest.parts);
    Tile {
        said: name.clone(),
        name,
        more: String::new(),
        weight: rest.changes,
        shade: rest.shade,
        link: TileLink::Nowhere,
    }
}
