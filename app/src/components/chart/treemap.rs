//! Treemaps: areas by number, shades by age.

use leptos::{either::EitherOf3, prelude::*, svg};
use sightline_charts::{Point, Rect, treemap};

use super::{
    marks::tabindex,
    shapes::{label, rect},
    sheet::Sheet,
};

/// Width of a letter at the size of labels, about.
const LETTER: f32 = 6.6;
const HEIGHT: f32 = 420.0;

/// A part of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Written on it where it fits.
    pub name: String,
    /// Written below that, where it fits.
    pub more: String,
    /// All of its numbers in words.
    pub said: String,
    /// Its area.
    pub weight: u32,
    /// Its shade, from 0.
    pub shade: u32,
    /// Target of its link.
    pub link: TileLink,
}

/// Target of a link from a part of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TileLink {
    /// Into itself, by that path.
    Inside(String),
    /// No link.
    Nowhere,
    /// To a page.
    To(String),
}

/// A map of tiles.
#[component]
pub fn Treemap(
    /// Its parts.
    tiles: Vec<Tile>,
    /// Its width in units of the page.
    width: f32,
    /// Runs with the path of a part that is walked into.
    #[prop(into)]
    on_enter: Callback<String>,
) -> impl IntoView {
    let weights: Vec<u32> = tiles.iter().map(|tile| tile.weight).collect();
    let area = Rect {
        width,
        height: HEIGHT,
        ..Rect::default()
    };
    let areas = treemap(&weights, area);
    let marks = tiles.into_iter().zip(areas).enumerate();
    let marks = marks.map(move |(at, (tile, area))| {
        view! { <TileMark tile area tabindex=tabindex(at, 0) on_enter/> }
    });
    view! {
        <Sheet width height=HEIGHT>
            <g class="marks">{marks.collect_view()}</g>
        </Sheet>
    }
}

/// One part: a button, a link or an image.
#[component]
fn TileMark(
    /// The part.
    tile: Tile,
    /// Its area.
    area: Rect,
    /// Its place in the order of focus.
    tabindex: &'static str,
    /// Runs with the path of a part that is walked into.
    on_enter: Callback<String>,
) -> impl IntoView {
    let class = format!("mark tile shade-{}", tile.shade);
    let inner = (rect("area", area), written(&tile, area));
    let said = tile.said;
    match tile.link {
        TileLink::Inside(path) => EitherOf3::A(view! {
            <g
                class=class role="button" data-mark="" tabindex=tabindex aria-label=said
                on:click=move |_| on_enter.run(path.clone())
            >
                {inner}
            </g>
        }),
        TileLink::Nowhere => EitherOf3::B(view! {
            <g class=class role="img" data-mark="" tabindex=tabindex aria-label=said>{inner}</g>
        }),
        // `<a>` alone would be HTML's.
        TileLink::To(page) => EitherOf3::C(
            svg::a()
                .class(class)
                .attr("href", page)
                .attr("target", "_top")
                .attr("rel", "noopener")
                .attr("data-mark", "")
                .attr("tabindex", tabindex)
                .attr("aria-label", said)
                .child(inner),
        ),
    }
}

/// The name, and more below it, where they fit: half a name would be no part of the mark’s own text.
fn written(tile: &Tile, area: Rect) -> impl IntoView + use<> {
    let fits = |text: &str| {
        let letters = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
        f32::from(letters) * LETTER <= area.width - 12.0
    };
    let below = |lines: f32| Point {
        x: area.x + 6.0,
        y: area.y + 15.0 + lines * 15.0,
    };
    let named = fits(&tile.name) && area.height >= 20.0;
    let more = named && area.height >= 38.0 && fits(&tile.more);
    (
        named.then(|| label("name", below(0.0), tile.name.clone())),
        // Read as one text, words stay apart.
        more.then(|| label("more", below(1.0), format!(" {}", tile.more))),
    )
}
