//! What is read in the background, and a way to stop it or to go on.

use crate::{
    clock,
    desk::Desk,
    element::{Element, el, live},
    history::{Progress, Reach, Wish},
    load::Load,
    text::{TRY_AGAIN, progress as text},
    views::button,
};

pub(super) fn view(desk: Desk) -> Element {
    el("div")
        .class("progress")
        .with(live(move || said(desk)))
        .with(live(move || bar(desk)))
}

fn said(desk: Desk) -> Element {
    let known = desk.known;
    let line = el("p").class("subtle");
    let ask = |name, wish| button(name, move || known.ask(wish));
    match &*known.progress.get() {
        Progress::Reading { read, of } => line
            .text(&text::reading(*read, *of))
            .text(" ")
            .with(ask(text::STOP, Wish::Stop)),
        Progress::Done(reach) => {
            let merged = match &*known.past.get() {
                Load::Ready(past) => past.facts.len(),
                Load::Failed(_) | Load::Loading => 0,
            };
            let line = line.text(&text::based_on(merged));
            match reach {
                Reach::All => line,
                Reach::Newest => line.text(" ").with(ask(text::FURTHER, Wish::Further)),
            }
        }
        Progress::Elsewhere => line.text(text::ELSEWHERE),
        Progress::Failed(_) => line
            .text(text::FAILED)
            .text(" ")
            .with(ask(TRY_AGAIN, Wish::Visit)),
        Progress::Stopped => line
            .text(text::STOPPED)
            .text(" ")
            .with(ask(text::GO_ON, Wish::Visit)),
        Progress::Waiting(until) => line.text(text::WAITING).text(&clock::exact(*until)),
    }
}

fn bar(desk: Desk) -> Element {
    match *desk.known.progress.get() {
        Progress::Reading { read, of } if of > 0 => el("progress")
            .attr("aria-label", &text::reading(read, of))
            .attr("max", &of.to_string())
            .attr("value", &read.to_string()),
        _ => el("span").attr("hidden", ""),
    }
}
