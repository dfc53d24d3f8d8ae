//! Buttons that take a table along: saved as a file, or copied where a frame may save nothing.

use std::rc::Rc;

use super::{
    button,
    copying::{Words, copying},
};
use crate::{
    element::{Element, el},
    export::{self, CSV, csv},
    text::export as words,
};

const WORDS: Words = Words {
    copy: words::COPY,
    copied: words::COPIED,
    refused: words::REFUSED,
    label: words::TABLE,
};

/// For a table that `rows` makes when it is asked for; the first row names the columns. The file is
/// called `name`.csv.
pub(crate) fn table(name: &'static str, rows: impl Fn() -> Vec<Vec<String>> + 'static) -> Element {
    buttons(name, Rc::new(rows))
}

fn buttons(name: &'static str, rows: Rc<dyn Fn() -> Vec<Vec<String>>>) -> Element {
    let copied = Rc::clone(&rows);
    let parts = copying(WORDS, Box::new(move || Some(csv(&copied()))));
    let save = button(words::SAVE, move || {
        export::save(&["sightline-", name, ".csv"].concat(), CSV, &csv(&rows()));
        parts.said.set(words::SAVED);
    });
    el("div")
        .class("taking")
        .with(save.class("button quiet"))
        .with(parts.button.class("button quiet"))
        .with(parts.status)
        .with(parts.field)
}
