//! The page for admins: what the app is, and what it may do.

use crate::{
    element::{Element, el},
    text,
};

pub(crate) fn view() -> Element {
    el("div")
        .class("prose")
        .with(el("h1").text(text::ABOUT))
        .with(el("p").text(text::ABOUT_MORE))
        .with(el("h2").text(text::WHERE))
        .with(list(&text::WHERE_LIST))
        .with(el("h2").text(text::PERMISSIONS))
        .with(list(&text::PERMISSIONS_LIST))
        .with(el("p").text(text::PRIVACY))
        .with(el("p").class("subtle").text(text::VERSION))
}

fn list(items: &[(&str, &str)]) -> Element {
    let items = items
        .iter()
        .map(|(what, more)| el("li").with(el("strong").text(what)).text(": ").text(more));
    el("ul").all(items)
}
