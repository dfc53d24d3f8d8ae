//! Other open pull requests that touch the same files, and the same lines.

mod compare;
mod row;

use std::{cell::RefCell, rc::Rc};

use sightline_insight::overlap::Overlap;

pub(crate) use compare::found;

use crate::{
    desk::Desk,
    element::{Element, el, live},
    history::Other,
    load::Load,
    signal::{Act, Signal, follow},
    text::{TRY_AGAIN, overlaps as text},
    views::{block, button},
};

/// Pull requests that are listed before the others are folded away.
const LISTED: usize = 5;

/// The disclosures that are open, by pull request.
type Unfolded = Rc<RefCell<Vec<u32>>>;

/// How far the comparison is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reach {
    compared: usize,
    of: usize,
}

pub(super) fn view(desk: Desk) -> Element {
    let list = Signal::new(Load::Loading);
    let reach = Signal::new(Reach { compared: 0, of: 0 });
    // Most of what is read in the background changes nothing here, and then nothing may move.
    follow(move || {
        list.renew(found(desk));
        reach.renew(reach_of(desk));
    });
    let unfolded = Unfolded::default();
    let again = Act::new(move || desk.pull.ask());
    let items = block(desk.app, list, 3, again, move |found: &Vec<Overlap>| {
        items(desk, found, &unfolded)
    });
    let note = live(move || match &*list.get() {
        Load::Ready(found) => note(desk, *reach.get(), found),
        Load::Failed(_) | Load::Loading => el("p").attr("hidden", ""),
    });
    el("div").class("overlapping").with(items).with(note)
}

fn reach_of(desk: Desk) -> Reach {
    let mut reach = Reach { compared: 0, of: 0 };
    if let (Load::Ready(pull), Load::Ready(others)) = (desk.pull.get(), &*desk.known.others.get()) {
        for other in others.iter().filter(|other| other.pull.id != pull.id) {
            reach.of += 1;
            reach.compared += usize::from(other.changes.is_some());
        }
    }
    reach
}

fn items(desk: Desk, found: &[Overlap], unfolded: &Unfolded) -> Element {
    let others = match &*desk.known.others.now() {
        Load::Ready(others) => Rc::clone(others),
        Load::Failed(_) | Load::Loading => Rc::default(),
    };
    let list = |found: &[Overlap]| {
        let rows = found.iter().filter_map(|overlap| {
            let same = |other: &&Other| other.pull.id == overlap.id;
            let other = others.iter().find(same)?;
            Some(row::view(desk, overlap, &other.pull, unfolded))
        });
        el("ul").class("overlaps").all(rows)
    };
    let (first, rest) = found.split_at(LISTED.min(found.len()));
    if rest.is_empty() {
        return list(first);
    }
    let summary = text::more(rest.len(), "pull request");
    el("div")
        .with(list(first))
        .with(row::unfolding(0, &summary, list(rest), unfolded))
}

/// What was compared, and with what.
fn note(desk: Desk, reach: Reach, found: &[Overlap]) -> Element {
    let Reach { compared, of } = reach;
    let mut said = el("p").class("subtle");
    if of == 0 {
        return said.text(text::ALONE);
    }
    if found.is_empty() {
        let none = if compared < of {
            text::NONE_YET
        } else {
            text::NONE
        };
        said = said.text(none).text(" ");
    }
    said = said.text(&text::compared(compared, of));
    match desk.hunks.get() {
        Load::Failed(_) => said
            .text(" ")
            .text(text::LINES_MISSING)
            .text(" ")
            .with(button(TRY_AGAIN, move || desk.hunks.ask())),
        Load::Loading | Load::Ready(_) => said,
    }
}
