//! Treemaps: areas by number, shades by age.

use sightline_charts::{Point, Rect, treemap};

use super::{
    drawing::{label, rect, sheet},
    marks,
};
use crate::element::{Element, document, svg};

/// A letter's width at the size of labels, about.
const LETTER: f32 = 6.6;
const HEIGHT: f32 = 420.0;

/// A part of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tile {
    /// What is written on it where it fits.
    pub(crate) name: String,
    /// Below that, where it fits.
    pub(crate) more: String,
    /// All of its numbers in words.
    pub(crate) said: String,
    /// Its area.
    pub(crate) weight: u32,
    /// Its shade, from 0.
    pub(crate) shade: u32,
    /// Where it leads.
    pub(crate) leads: Leads,
}

/// Where a part of a map leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Leads {
    /// Into itself, by that path.
    Inside(String),
    /// Nowhere.
    Nowhere,
    /// To a page.
    To(String),
}

/// How wide a map can be here, in units of the page.
pub(crate) fn room() -> f32 {
    let page = document().document_element();
    let width = page.map_or(0, |page| page.client_width());
    let width = u16::try_from(width - 24).unwrap_or(0);
    f32::from(width.clamp(320, 1_800))
}

/// The map, `width` wide. `enter` is called with the path of a part that is walked into.
pub(crate) fn map(tiles: &[Tile], width: f32, enter: impl Fn(&str) + Clone + 'static) -> Element {
    let weights: Vec<u32> = tiles.iter().map(|tile| tile.weight).collect();
    let area = Rect {
        width,
        height: HEIGHT,
        ..Rect::default()
    };
    let tiles = tiles.iter().zip(treemap(&weights, area));
    let marks = tiles.map(|(tile, at)| {
        let mark = match &tile.leads {
            Leads::Inside(path) => {
                let (path, enter) = (path.clone(), enter.clone());
                svg("g")
                    .attr("role", "button")
                    .on_click(move || enter(&path))
            }
            Leads::Nowhere => svg("g").attr("role", "img"),
            Leads::To(page) => svg("a")
                .attr("href", page)
                .attr("target", "_top")
                .attr("rel", "noopener"),
        };
        let mut class = String::from("mark tile shade-");
        class.push_str(&tile.shade.to_string());
        marks::mark(mark, &tile.said)
            .class(&class)
            .with(rect("area", at))
            .all(written(tile, at))
    });
    sheet(width, HEIGHT).with(marks::group(marks.collect(), 0))
}

/// The name, and more below it, where they fit: half a name would be no part of the mark’s own text.
fn written(tile: &Tile, at: Rect) -> Vec<Element> {
    let fits = |text: &str| {
        let letters = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
        f32::from(letters) * LETTER <= at.width - 12.0
    };
    if !fits(&tile.name) || at.height < 20.0 {
        return Vec::new();
    }
    let below = |lines: f32| Point {
        x: at.x + 6.0,
        y: at.y + 15.0 + lines * 15.0,
    };
    let mut written = vec![label("name", below(0.0), &tile.name)];
    if at.height >= 38.0 && fits(&tile.more) {
        // Read as one text, words stay apart.
        written.push(label("more", below(1.0), &[" ", &tile.more].concat()));
    }
    written
}
