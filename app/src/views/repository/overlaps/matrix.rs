//! A few pull requests against each other.

use std::rc::Rc;

use super::{number, title};
use crate::{
    element::{Element, el},
    floor::{Floor, Met},
    text::merging as words,
};

pub(super) fn view(floor: Floor, met: &Rc<Met>, involved: &[usize]) -> Element {
    let rows = || {
        involved
            .iter()
            .filter_map(|at| Some((*at, met.rows.get(*at)?)))
    };
    let heads = rows().map(|(_, row)| el("th").attr("scope", "col").with(number(floor, row)));
    let lines = rows().map(|(at, row)| {
        let cells = involved.iter().map(|other| cell(met, at, *other));
        let head = el("th").attr("scope", "row").with(title(floor, row));
        el("tr").with(head).all(cells)
    });
    let caption = el("caption").class("visually-hidden").text(words::MATRIX);
    let table = el("table")
        .class("matrix")
        .with(caption)
        .with(el("thead").with(el("tr").with(el("td")).all(heads)))
        .with(el("tbody").all(lines));
    let scrolled = el("div").class("scrolled").with(table);
    el("div")
        .class("view")
        .with(scrolled)
        .with(el("p").class("subtle").text(words::LEGEND))
}

fn cell(met: &Met, one: usize, other: usize) -> Element {
    let cell = el("td");
    if one == other {
        return cell.class("self");
    }
    let mut pairs = met.pairs.iter();
    let Some(pair) = pairs.find(|pair| pair.has(one) && pair.has(other)) else {
        return cell;
    };
    let same_lines = pair.overlap.same_lines();
    let files = &pair.overlap.files;
    let (class, sign) = match same_lines {
        true => ("lines", words::LINES),
        false => ("files", words::FILES),
    };
    let mut mark = sign.to_owned();
    mark.push(' ');
    mark.push_str(&files.len().to_string());
    let said = words::pair(same_lines, files.len());
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    cell.class(class)
        .attr("title", &paths.join("\n"))
        .with(el("span").attr("aria-hidden", "true").text(&mark))
        .with(el("span").class("visually-hidden").text(&said))
}
