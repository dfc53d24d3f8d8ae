//! The suggested order of merging.

use std::rc::Rc;

use sightline_insight::merging::{Reason, Turn};

use super::title;
use crate::{
    element::{Element, el},
    floor::{Floor, Met, Row},
    text::merging as words,
};

pub(super) fn view(floor: Floor, met: &Rc<Met>, involved: usize) -> Element {
    let turns = met.order();
    let section = el("section")
        .class("view")
        .attr("aria-labelledby", "order")
        .with(el("h3").attr("id", "order").text(words::ORDER));
    if turns.is_empty() {
        return section.with(el("p").text(words::NO_ORDER));
    }
    // Where lines meet, the order matters.
    let (free, bound): (Vec<&Turn>, Vec<&Turn>) =
        turns.iter().partition(|turn| turn.reason == Reason::Free);
    let list = |name: &str, turns: &[&Turn]| {
        let items = turns.iter().filter_map(|turn| item(floor, met, turn));
        el(name).class("turns").all(items)
    };
    let bound = (!bound.is_empty()).then(|| list("ol", &bound));
    let free = (!free.is_empty()).then(|| {
        el("details")
            .with(el("summary").text(&words::free(free.len())))
            .with(list("ul", &free))
    });
    let rest = met.rows.len().saturating_sub(involved);
    let rest = (rest > 0).then(|| el("p").class("subtle").text(&words::rest(rest)));
    section
        .with(el("p").class("subtle about").text(words::ORDER_MORE))
        .all(bound)
        .all(free)
        .all(rest)
}

fn item(floor: Floor, met: &Met, turn: &Turn) -> Option<Element> {
    let same = |row: &&Rc<Row>| u64::from(row.pull.id) == turn.id;
    let row = met.rows.iter().find(same)?;
    let why = words::turn(turn);
    let why = (!why.is_empty()).then(|| el("p").class("subtle").text(&why));
    Some(el("li").with(title(floor, row)).all(why))
}
