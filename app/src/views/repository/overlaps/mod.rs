//! Which open pull requests collide with which, and in which order they merge best. No call of its
//! own: the diffs are those that the crawl and the queue have read.

mod matrix;
mod order;
mod pairs;

use std::{cmp::Reverse, rc::Rc};

use sightline_insight::overlap::{Stack, Target};

use crate::{
    element::{Element, el, live},
    floor::{Floor, Met, Row, Together},
    history::Progress,
    text::{NO_PULL_REQUESTS, merging as words, size::STILL_READING},
    views::{link, shown, taking},
};

/// Pull requests that a matrix holds at most; beyond, a list reads better.
const MATRIX: usize = 12;

pub(super) fn view(floor: Floor) -> Element {
    el("section")
        .class("view")
        .attr("aria-labelledby", "overlaps")
        .with(
            el("h2")
                .class("visually-hidden")
                .attr("id", "overlaps")
                .text(words::OVERLAPS),
        )
        .with(el("p").class("subtle about").text(words::ABOUT))
        .with(shown(floor.app, floor.open, 6, move |open| {
            match open.rows.is_empty() {
                true => el("p").class("empty").text(NO_PULL_REQUESTS),
                false => ready(floor),
            }
        }))
        .with(taking::table("overlaps", move || table(floor)))
}

fn ready(floor: Floor) -> Element {
    let reading = live(move || {
        let met = floor.met.get();
        let said = el("p").attr("role", "status");
        let said = said.text(&words::compared(met.rows.len(), met.of));
        match *floor.known.progress.get() {
            Progress::Reading { .. } if met.rows.len() < met.of => said.text(STILL_READING),
            _ => said,
        }
    });
    el("div")
        .class("view")
        .with(reading)
        .with(live(move || found(floor, &floor.met.get())))
}

fn found(floor: Floor, met: &Rc<Met>) -> Element {
    let involved = involved(met);
    if involved.is_empty() {
        return el("p").class("empty").text(words::NONE);
    }
    let lines = met.pairs.iter().filter(|pair| pair.overlap.same_lines());
    let lines = lines.count();
    let files = met.pairs.len() - lines;
    let summary = words::summary(involved.len(), lines, files);
    let pairs = el("section")
        .class("view")
        .attr("aria-labelledby", "pairs")
        .with(el("h3").attr("id", "pairs").text(words::WHO))
        .all((involved.len() <= MATRIX).then(|| matrix::view(floor, met, &involved)))
        .with(pairs::view(floor, met, &involved));
    el("div")
        .class("view")
        .with(el("p").text(&summary))
        .with(order::view(floor, met, involved.len()))
        .with(pairs)
}

/// Places of those that meet others: same lines first, then those that meet the most.
fn involved(met: &Met) -> Vec<usize> {
    let rank = |at: usize| {
        let own = met.pairs.iter().filter(|pair| pair.has(at));
        let lines = own.clone().filter(|pair| pair.overlap.same_lines());
        (lines.count(), own.count())
    };
    let places = (0..met.rows.len()).map(|at| (rank(at), at));
    let mut places: Vec<_> = places.filter(|((_, all), _)| *all > 0).collect();
    places.sort_by_key(|(rank, _)| Reverse(*rank));
    places.into_iter().map(|(_, at)| at).collect()
}

/// `#12`, leading to Bitbucket's page.
fn number(floor: Floor, row: &Row) -> Element {
    let mut number = String::from("#");
    number.push_str(&row.pull.id.to_string());
    link(&floor.page_of(row.pull.id))
        .attr("title", &row.pull.title)
        .text(&number)
}

/// The same with its title.
fn title(floor: Floor, row: &Row) -> Element {
    let mut number = String::from("#");
    number.push_str(&row.pull.id.to_string());
    link(&floor.page_of(row.pull.id))
        .class("title-of")
        .with(el("span").class("subtle").text(&number))
        .text(" ")
        .with(el("bdi").text(&row.pull.title))
}

fn table(floor: Floor) -> Vec<Vec<String>> {
    let mut lines = vec![words::EXPORTED.map(str::to_owned).to_vec()];
    let met = floor.met.now();
    for pair in &met.pairs {
        let (Some(one), Some(other)) = (met.rows.get(pair.one), met.rows.get(pair.other)) else {
            continue;
        };
        let yes = |is: bool| String::from(if is { "yes" } else { "no" });
        let files = pair.overlap.files.iter().map(|file| file.path.as_str());
        let files: Vec<&str> = files.collect();
        lines.push(vec![
            one.pull.id.to_string(),
            one.pull.title.clone(),
            other.pull.id.to_string(),
            other.pull.title.clone(),
            yes(pair.overlap.same_lines()),
            yes(pair.overlap.target == Target::Same),
            yes(pair.overlap.stack != Stack::Apart),
            files.join(" "),
        ]);
    }
    lines
}

impl Together {
    /// Whether it is one of the two.
    fn has(&self, at: usize) -> bool {
        self.one == at || self.other == at
    }

    /// The other one of the two.
    fn beside(&self, at: usize) -> usize {
        if self.one == at { self.other } else { self.one }
    }
}
