//! A button that copies the summary.

use crate::{
    desk::Desk,
    element::{Element, el},
    summary,
    text::summary as words,
    views::copying::{Words, copying},
};

const WORDS: Words = Words {
    copy: words::COPY,
    copied: words::COPIED,
    refused: words::REFUSED,
    label: words::SUMMARY,
};

pub(super) fn view(desk: Desk) -> Element {
    let parts = copying(WORDS, Box::new(move || summary::markdown(desk)));
    el("div")
        .class("copy")
        .with(parts.button)
        .with(parts.status)
        .with(parts.field)
}
