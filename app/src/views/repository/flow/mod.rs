//! How pull requests come and go, and how long they take.

mod choice;
mod course;
mod figures;
mod summary;

use std::rc::Rc;

use crate::{
    element::{Element, el, live},
    floor::Floor,
    history::{Progress, Wish},
    load::Load,
    signal::{Act, Signal, follow},
    text::flow as words,
    views::{problem, skeleton},
};

use super::{later, period};
use choice::Choice;
use course::Shown;

pub(super) fn view(floor: Floor) -> Element {
    let choice = Choice::recall(floor);
    let shown = later::found(
        floor,
        move || choice.remember(floor),
        move || course::shown(floor, choice),
    );
    el("section")
        .class("view flow")
        .attr("aria-labelledby", "flow")
        .with(el("h2").attr("id", "flow").text(words::FLOW))
        .with(el("p").class("subtle about").text(words::ABOUT))
        .with(
            el("div")
                .class("controls")
                .with(period::choice(choice.period))
                .with(choice.targets(shown)),
        )
        .with(body(floor, shown))
        .with(summary::meanings())
}

/// What the whole of it looks like.
#[derive(Clone, Copy, PartialEq)]
enum Look {
    Charts,
    Empty,
    Failed,
    Loading,
}

/// Charts stay in place while their numbers change.
fn body(floor: Floor, shown: Signal<Load<Rc<Shown>>>) -> Element {
    let look = Signal::new(Look::Loading);
    follow(move || {
        look.renew(match &*shown.get() {
            Load::Failed(_) => Look::Failed,
            Load::Loading => Look::Loading,
            Load::Ready(shown) if shown.merged == 0 && shown.flow.weeks.is_empty() => Look::Empty,
            Load::Ready(_) => Look::Charts,
        });
    });
    live(move || match (*look.get(), &*shown.now()) {
        (Look::Failed, Load::Failed(error)) => {
            let again = Act::new(move || floor.known.ask(Wish::Visit));
            problem::view(floor.app, error, again)
        }
        (Look::Charts, _) => el("div")
            .class("view")
            .with(live(move || summary::view(&course::now(shown))))
            .with(figures::view(shown)),
        (Look::Empty, _) => empty(floor),
        _ => skeleton(12),
    })
}

fn empty(floor: Floor) -> Element {
    let reading = matches!(*floor.known.progress.get(), Progress::Reading { .. });
    if reading {
        return el("div")
            .class("view")
            .with(el("p").class("empty").text(words::NONE_READ))
            .with(skeleton(8));
    }
    el("div")
        .class("empty")
        .with(el("p").class("empty-title").text(words::NONE_MERGED))
        .with(el("p").text(words::NONE_MERGED_MORE))
}
