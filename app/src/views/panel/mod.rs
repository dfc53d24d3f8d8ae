//! The panel on a pull request. Blocks in the order in which they answer, each a file here, each with
//! states of its own.

pub(crate) mod companions;
mod copy;
mod folders;
pub(crate) mod overlaps;
mod progress;
pub(crate) mod reviewers;
pub(crate) mod size;
mod standing;
pub(crate) mod timeline;
mod waits;

use super::{header, section, shown};
use crate::{
    context::Reader,
    desk::Desk,
    element::{Element, el, live},
    load::Load,
    page::App,
    signal::{Signal, follow},
    text,
};

pub(crate) fn view(app: App, id: u32) -> Element {
    let desk = Desk::new(app, id);
    let here = Signal::new(false);
    follow(move || {
        here.renew(matches!(desk.pull.get(), Load::Ready(_)));
    });
    let page = el("div")
        .class("panel")
        .with(el("h1").class("visually-hidden").text(text::NAME))
        .all(note(app));
    // Without the pull request there is nothing to say, and that is said once.
    page.with(live(move || match *here.get() {
        // In an element of its own: what is live cannot be replaced from outside.
        false => el("div").with(shown(app, desk.pull, 5, |_| el("div"))),
        true => blocks(desk),
    }))
}

fn blocks(desk: Desk) -> Element {
    el("div")
        .class("blocks")
        .with(shown(desk.app, desk.pull, 1, header::title))
        .with(waits::view(desk))
        .with(section("size", text::SIZE).with(size::view(desk)))
        .with(section("overlaps", text::overlaps::OVERLAPS).with(overlaps::view(desk)))
        .with(companions::view(desk))
        .with(section("reviewers", text::REVIEWERS).with(reviewers::view(desk)))
        .with(timeline::view(desk))
        .with(progress::view(desk))
        .with(copy::view(desk))
}

/// Says that nobody is signed in, if so.
pub(crate) fn note(app: App) -> Option<Element> {
    let anonymous = app.shared().context.reader == Reader::Anonymous;
    anonymous.then(|| el("p").class("note").text(text::NOT_SIGNED_IN))
}
