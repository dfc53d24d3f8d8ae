//! Each pull request with those that it meets, and where.

use std::rc::Rc;

use sightline_insight::overlap::{Stack, Target};

use super::{number, title};
use crate::{
    element::{Element, el},
    floor::{Floor, Met, Together},
    text::{merging as words, overlaps as lines},
};

/// Files of a pair that are listed before the others are only counted.
const FILES: usize = 5;

pub(super) fn view(floor: Floor, met: &Rc<Met>, involved: &[usize]) -> Element {
    let items = involved.iter().filter_map(|at| {
        let row = met.rows.get(*at)?;
        let own: Vec<&Together> = met.pairs.iter().filter(|pair| pair.has(*at)).collect();
        let same = own.iter().filter(|pair| pair.overlap.same_lines()).count();
        let summary = words::meets(same, own.len() - same);
        let with = own.iter().filter_map(|pair| pair_of(floor, met, pair, *at));
        let more = el("details")
            .with(el("summary").text(&summary))
            .with(el("ul").class("with").all(with));
        Some(el("li").with(title(floor, row)).with(more))
    });
    el("ul").class("meetings").all(items)
}

fn pair_of(floor: Floor, met: &Met, pair: &Together, at: usize) -> Option<Element> {
    let other = met.rows.get(pair.beside(at))?;
    let overlap = &pair.overlap;
    let mark = match overlap.same_lines() {
        true => words::LINES,
        false => words::FILES,
    };
    let mut item = el("li")
        .with(
            el("span")
                .class("mark")
                .attr("aria-hidden", "true")
                .text(mark),
        )
        .text(" ")
        .with(number(floor, other))
        .text(" ")
        .with(el("bdi").text(&other.pull.title));
    let remark = match (overlap.stack, overlap.target) {
        (Stack::Above | Stack::Below, _) => Some(words::STACKED),
        (Stack::Apart, Target::Other) => Some(words::ELSEWHERE),
        (Stack::Apart, Target::Same) => None,
    };
    item = item.all(remark.map(|remark| el("span").class("lozenge").text(remark)));
    let files = overlap.files.iter().take(FILES).map(|file| {
        let at = (!file.lines.is_empty()).then(|| {
            el("span")
                .class("overlap-lines")
                .attr("title", lines::OLD_LINES)
                .text(&lines::lines(&file.lines))
        });
        el("li")
            .with(el("code").with(el("bdi").text(&file.path)))
            .text(" ")
            .all(at)
    });
    let more = overlap.files.len().saturating_sub(FILES);
    let more = (more > 0).then(|| el("li").class("subtle").text(&lines::more(more, "file")));
    Some(item.with(el("ul").class("shared").all(files).all(more)))
}
