//! Charts, drawn over the geometry of `sightline_charts`.
//!
//! A figure says what it shows, in which units and over how many. Its marks can be walked along by
//! keyboard, each has its numbers in words, and all of them stand in a table. Colours are classes of
//! the style sheet, so that a chart follows the page from light to dark; what is told apart by a
//! colour is told apart by a shape or a word as well.

mod drawing;
mod frame;
mod map;
mod marks;
mod picture;
mod weeks;

use std::rc::Rc;

use crate::{
    element::{Element, el, live},
    signal::Signal,
    text::chart as words,
    views::{button, taking},
};

pub(crate) use map::{Leads, Tile, map, room};
pub(crate) use weeks::{Part, Place, Unit, bars, medians};

/// A chart and all that belongs to it.
pub(crate) struct Figure {
    /// Names it in files and in the ids of its elements.
    pub(crate) name: &'static str,
    /// What it is called.
    pub(crate) title: &'static str,
    /// What it shows, and in which units.
    pub(crate) about: &'static str,
    /// Over how many of what, and whatever else has to be known.
    pub(crate) over: Box<dyn Fn() -> String>,
    /// The drawing.
    pub(crate) draw: Box<dyn Fn() -> Element>,
    /// Its numbers; the first row names the columns.
    pub(crate) table: Rc<dyn Fn() -> Vec<Vec<String>>>,
}

/// Where the numbers of a figure are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// In a table behind it.
    Behind,
    /// In a table of the view's own.
    Elsewhere,
}

impl Figure {
    /// All of it.
    pub(crate) fn view(self, numbers: Numbers) -> Element {
        let Self {
            name,
            title,
            about,
            over,
            draw,
            table,
        } = self;
        let (heading, drawing) = (["chart-", name].concat(), ["drawing-", name].concat());
        let over: Rc<dyn Fn() -> String> = over.into();
        let said = Rc::clone(&over);
        let caption = el("figcaption")
            .with(el("h3").attr("id", &heading).text(title))
            .with(el("p").class("subtle").text(about))
            .with(live(move || el("p").class("subtle").text(&said())));
        let tip = Signal::new(String::new());
        let labelled = heading.clone();
        let id = drawing.clone();
        let drawn = live(move || {
            let drawn = draw().attr("id", &id).attr("aria-labelledby", &labelled);
            marks::walked(drawn, tip)
        });
        let tip_line = el("p").class("tip").follow(move |line| {
            let tip = tip.get();
            let (class, text) = match tip.is_empty() {
                true => ("tip subtle", words::HINT),
                false => ("tip", tip.as_str()),
            };
            line.set_class_name(class);
            line.set_text_content(Some(text));
        });
        let save = button(words::SAVE, move || {
            picture::save(&drawing, name, title, &[about, &over()]);
        });
        let rows = Rc::clone(&table);
        let taking = taking::table(name, move || rows());
        el("figure")
            .class("chart")
            .attr("aria-labelledby", &heading)
            .with(caption)
            .with(drawn)
            .with(tip_line)
            .all((numbers == Numbers::Behind).then(|| behind(title, table)))
            .with(
                el("div")
                    .class("taking")
                    .with(save.class("button quiet"))
                    .with(taking),
            )
    }
}

/// The table, built when it is looked at for the first time.
fn behind(title: &'static str, table: Rc<dyn Fn() -> Vec<Vec<String>>>) -> Element {
    let open = Signal::new(false);
    let summary = el("summary")
        .text(words::NUMBERS)
        .on_click(move || open.renew(true));
    let rows = live(move || match *open.get() {
        true => grid(title, &table()),
        false => el("div").attr("hidden", ""),
    });
    el("details").with(summary).with(rows)
}

fn grid(title: &str, rows: &[Vec<String>]) -> Element {
    let mut rows = rows.iter();
    let headings = rows.next().into_iter().flatten();
    let headings = headings.map(|name| el("th").attr("scope", "col").text(name));
    let row = |row: &Vec<String>| {
        let mut fields = row.iter();
        let first = fields.next().map_or("", String::as_str);
        el("tr")
            .with(el("th").attr("scope", "row").text(first))
            .all(fields.map(|field| el("td").text(field)))
    };
    let table = el("table")
        .class("numbers")
        .with(el("caption").class("visually-hidden").text(title))
        .with(el("thead").with(el("tr").all(headings)))
        .with(el("tbody").all(rows.map(row)));
    // What scrolls has to be reached by keyboard.
    el("div")
        .class("scrolled")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", title)
        .with(table)
}
