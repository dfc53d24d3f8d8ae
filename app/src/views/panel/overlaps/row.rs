//! Another pull request, and the files that it shares.

use std::rc::Rc;

use bitbucket_cloud::PullRequest;
use js_sys::encode_uri;
use sightline_insight::overlap::{Overlap, SharedFile, Stack, Target};

use super::Unfolded;
use crate::{
    desk::Desk,
    element::{Element, el},
    text::{INTO, overlaps as text},
    views::{header, link, people, time},
};

/// Files that are listed before the others are only counted.
const FILES: usize = 20;

pub(super) fn view(
    desk: Desk,
    overlap: &Overlap,
    other: &PullRequest,
    unfolded: &Unfolded,
) -> Element {
    let its_page = page(desk, other.id);
    let mut number = String::from("#");
    number.push_str(&other.id.to_string());
    let title = link(&its_page)
        .class("overlap-title")
        .with(el("span").class("subtle").text(&number))
        .text(" ")
        .with(el("bdi").text(&other.title));
    let facts = el("p")
        .class("facts")
        .all(marks(overlap, other))
        .all(header::draft(other))
        .with(people::person(other.author.as_ref()))
        .with(
            el("span")
                .class("subtle")
                .text(text::ACTIVE)
                .text(" ")
                .with(time::view(other.updated_on)),
        )
        .with(link(&diff(&its_page, "")).text(text::ITS_DIFF));
    let same = overlap.files.iter().filter(|file| !file.lines.is_empty());
    let summary = text::files(overlap.files.len(), same.count());
    let files = files(desk, &its_page, &overlap.files);
    el("li")
        .with(title)
        .with(facts)
        .with(unfolding(overlap.id, &summary, files, unfolded))
}

/// A disclosure that is as open as it was when it is built anew.
pub(super) fn unfolding(id: u32, summary: &str, more: Element, unfolded: &Unfolded) -> Element {
    let is_open = unfolded.borrow().contains(&id);
    let unfolded = Rc::clone(unfolded);
    let summary = el("summary").text(summary).on_click(move || {
        let mut ids = unfolded.borrow_mut();
        match ids.iter().position(|open| *open == id) {
            Some(at) => drop(ids.swap_remove(at)),
            None => ids.push(id),
        }
    });
    let details = el("details").class("more").with(summary).with(more);
    match is_open {
        true => details.attr("open", ""),
        false => details,
    }
}

fn marks(overlap: &Overlap, other: &PullRequest) -> Vec<Element> {
    let stacked = |words| vec![el("span").text(words)];
    match overlap.stack {
        Stack::Above => return stacked(text::STACK_ABOVE),
        Stack::Below => return stacked(text::STACK_BELOW),
        Stack::Apart => {}
    }
    let mut marks = Vec::new();
    if overlap.same_lines() {
        let class = "lozenge lozenge-declined";
        marks.push(el("span").class(class).text(text::SAME_LINES));
    }
    marks.push(match overlap.target {
        Target::Same => el("span").class("lozenge").text(text::SAME_TARGET),
        Target::Other => el("span")
            .class("subtle")
            .text(INTO)
            .text(" ")
            .with(header::branch(&other.destination)),
    });
    marks
}

fn files(desk: Desk, its_page: &str, files: &[SharedFile]) -> Element {
    let this_page = desk.page();
    let listed = files.iter().take(FILES).map(|file| {
        let lines = (!file.lines.is_empty()).then(|| {
            el("span")
                .class("overlap-lines")
                .attr("title", text::OLD_LINES)
                .text(&text::lines(&file.lines))
        });
        el("li")
            .with(el("code").with(el("bdi").text(&file.path)))
            .all(lines)
            .with(link(&diff(&this_page, &file.path)).text(text::THIS_DIFF))
            .with(link(&diff(its_page, &file.other_path)).text(text::ITS_DIFF))
    });
    let list = el("ul").class("overlap-files").all(listed);
    match files.len().saturating_sub(FILES) {
        0 => list,
        more => list.with(el("li").class("subtle").text(&text::more(more, "file"))),
    }
}

fn page(desk: Desk, id: u32) -> String {
    desk.app.shared().context.pull_request_page(id)
}

/// The tab with a pull request's diff, at a file if one is named.
fn diff(page: &str, path: &str) -> String {
    let mut address = page.to_owned();
    address.push_str("/diff");
    if !path.is_empty() {
        address.push_str("#chg-");
        address.push_str(&String::from(encode_uri(path)));
    }
    address
}
