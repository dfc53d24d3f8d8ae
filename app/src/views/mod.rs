//! Views, one file each.

pub(crate) mod copying;
mod header;
pub(crate) mod outside;
pub(crate) mod panel;
pub(crate) mod people;
mod problem;
pub(crate) mod repository;
pub(crate) mod taking;
mod time;

pub(crate) use panel::size::plain;

use crate::{
    element::{Element, el, live},
    load::Load,
    page::App,
    signal::{Act, Signal},
    source::Source,
    text,
};

/// A part of a page that shows every state of what it loads. `lines` is how tall it is while it
/// loads.
fn block<T: 'static>(
    app: App,
    state: Signal<Load<T>>,
    lines: usize,
    retry: Act,
    ready: impl Fn(&T) -> Element + 'static,
) -> Element {
    live(move || match &*state.get() {
        Load::Failed(error) => problem::view(app, error, retry),
        Load::Loading => skeleton(lines),
        Load::Ready(value) => ready(value),
    })
}

/// The same for something that several parts share.
fn shown<T: 'static>(
    app: App,
    source: Source<T>,
    lines: usize,
    ready: impl Fn(&T) -> Element + 'static,
) -> Element {
    live(move || match source.get() {
        Load::Failed(error) => problem::view(app, &error, Act::new(move || source.ask())),
        Load::Loading => skeleton(lines),
        Load::Ready(value) => ready(&value),
    })
}

fn skeleton(lines: usize) -> Element {
    el("div")
        .class("skeleton")
        .attr("role", "status")
        .with(el("span").class("visually-hidden").text(text::LOADING))
        .all((0..lines).map(|_| el("span").class("bone")))
}

/// A part of a page under a heading, which `id` names.
fn section(id: &str, heading: &str) -> Element {
    el("section")
        .class("block")
        .attr("aria-labelledby", id)
        .with(el("h3").attr("id", id).text(heading))
}

/// A link that leaves the iframe.
fn link(address: &str) -> Element {
    el("a")
        .attr("href", address)
        .attr("target", "_top")
        .attr("rel", "noopener")
}

pub(crate) fn button(name: &str, act: impl Fn() + 'static) -> Element {
    el("button")
        .class("button")
        .attr("type", "button")
        .text(name)
        .on_click(act)
}
