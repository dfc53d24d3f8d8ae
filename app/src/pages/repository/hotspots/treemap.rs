//! The map of a folder.

use bitbucket_cloud::Timestamp;
use leptos::prelude::*;
use sightline_insight::hotspots::{Hotspot, Place};

use super::{export::rows, page::source_page};
use crate::{
    components::chart::{Figure, Numbers, Tile, TileLink, Treemap, room},
    context::{PageContext, use_page},
    format::duration,
    model::{
        hotspots::{HotspotTree, MapParts, name, path},
        shades::{Scale, ShadeBy},
    },
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
    let scale = Memo::new(move |_| {
        let spots = spots.read();
        let drawn = MapParts::new(&spots).drawn.iter();
        Scale::of(drawn.map(|spot| spot.activity.people))
    });
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

/// Finds the shade of a part.
#[derive(Debug, Clone, PartialEq)]
struct Shader {
    by: ShadeBy,
    scale: Scale,
}

impl Shader {
    fn shade(&self, tree: &HotspotTree, spot: &Hotspot) -> u32 {
        match self.by {
            ShadeBy::People => self.scale.shade(spot.activity.people),
            ShadeBy::LastChange => tree.shade(spot.activity.last_changed_on),
        }
    }
}

fn tiles(page: &PageContext, tree: &HotspotTree, spots: &[Hotspot], shader: &Shader) -> Vec<Tile> {
    let MapParts { drawn, rest } = MapParts::new(spots);
    let drawn = drawn.iter().map(|spot| tile(page, tree, spot, shader));
    drawn.chain(rest_tile(tree, rest, shader)).collect()
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

/// One tile for all that are too small, in the strongest shade of these.
fn rest_tile(tree: &HotspotTree, rest: &[Hotspot], shader: &Shader) -> Option<Tile> {
    let shades = rest.iter().map(|spot| shader.shade(tree, spot));
    let shade = shades.min()?;
    let name = words::others(rest.len());
    Some(Tile {
        said: name.clone(),
        name,
        more: String::new(),
        weight: rest.iter().map(|spot| spot.activity.changes).sum(),
        shade,
        link: TileLink::Nowhere,
    })
}
