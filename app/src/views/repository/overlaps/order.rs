//! The suggested order of merging.

use std::rc::Rc;

use super::title;
use crate::{
    element::{Element, el},
    floor::{Floor, Met},
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
    let items = turns.iter().filter_map(|turn| {
        let same = |row: &&Rc<crate::floor::Row>| u64::from(row.pull.id) == turn.id;
        let row = met.rows.iter().find(same)?;
        Some(
            el("li")
                .with(title(floor, row))
                .with(el("p").class("subtle").text(&words::turn(turn))),
        )
    });
    let rest = met.rows.len().saturating_sub(involved);
    let rest = (rest > 0).then(|| el("p").class("subtle").text(&words::rest(rest)));
    section
        .with(el("p").class("subtle about").text(words::ORDER_MORE))
        .with(el("ol").class("turns").all(items))
        .all(rest)
}
