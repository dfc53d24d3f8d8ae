//! What is read of the past, how far, and what the browser keeps of it.

use std::rc::Rc;

use crate::{
    clock,
    element::{Element, el, live},
    facts::MergedFact,
    floor::Floor,
    history::{Progress, Reach, Wish},
    load::Load,
    signal::Signal,
    text::{self, history as words, progress},
    views::{button, taking},
};

/// How much may be asked for, in merged pull requests.
const DEPTHS: [(&str, usize); 3] = [
    (words::SOME, 200),
    (words::MORE, 1_000),
    (words::ALL, usize::MAX),
];

pub(super) fn view(floor: Floor) -> Element {
    let forgotten = Signal::new(false);
    el("section")
        .class("history")
        .attr("aria-labelledby", "history")
        .with(el("h2").attr("id", "history").text(words::HISTORY))
        .with(el("p").class("subtle").text(words::ABOUT))
        .with(live(move || said(floor)))
        .with(live(move || depths(floor)))
        .with(live(move || kept(floor, forgotten)))
        .with(taking::table("history", move || rows(floor)))
}

fn said(floor: Floor) -> Element {
    let known = floor.known;
    let line = el("p").attr("role", "status");
    let stop = || button(progress::STOP, move || known.ask(Wish::Stop));
    match &*known.progress.get() {
        Progress::Reading { read, of } => {
            let left = of.saturating_sub(*read);
            let line = line
                .text(&progress::reading(*read, *of))
                .text(&words::estimate(left))
                .text(" ");
            let bar = el("progress")
                .attr("aria-label", &progress::reading(*read, *of))
                .attr("max", &of.max(&1).to_string())
                .attr("value", &read.to_string());
            el("div").with(bar).with(line.with(stop()))
        }
        Progress::Waiting(until) => line
            .text(progress::WAITING)
            .text(&clock::exact(*until))
            .text(". ")
            .with(stop()),
        Progress::Done(reach) => line.text(match reach {
            Reach::All => words::COMPLETE,
            Reach::Newest => words::PARTLY,
        }),
        Progress::Elsewhere => line.text(progress::ELSEWHERE),
        Progress::Failed(error) => {
            let reader = floor.app.shared().context.reader;
            let problem = text::problem(error, reader);
            let again = button(text::TRY_AGAIN, move || known.ask(Wish::Visit));
            line.text(progress::FAILED)
                .text(" ")
                .text(&problem.title)
                .text(". ")
                .with(again)
        }
        Progress::Stopped => line.text(progress::STOPPED),
    }
}

/// Buttons for going further back, while that is possible.
fn depths(floor: Floor) -> Element {
    let known = floor.known;
    let further = match *known.progress.get() {
        Progress::Done(Reach::Newest) | Progress::Stopped | Progress::Failed(_) => true,
        Progress::Done(Reach::All)
        | Progress::Elsewhere
        | Progress::Reading { .. }
        | Progress::Waiting(_) => false,
    };
    let there = merged(floor).len();
    let group = el("p")
        .class("depths")
        .attr("role", "group")
        .attr("aria-label", words::FURTHER);
    if !further {
        return group.attr("hidden", "");
    }
    let deeper = DEPTHS.iter().filter(|(_, depth)| *depth > there);
    group
        .text(words::FURTHER)
        .all(deeper.map(|(name, depth)| button(name, move || known.ask(Wish::Known(*depth)))))
}

fn kept(floor: Floor, forgotten: Signal<bool>) -> Element {
    let merged = merged(floor).len();
    let shared = floor.app.shared();
    // What is kept grows with what is known.
    let line = el("p").class("subtle");
    if *forgotten.get() {
        return line
            .attr("role", "status")
            .text(words::FORGOTTEN)
            .text(" ")
            .with(button(words::AGAIN, move || {
                forgotten.set(false);
                floor.known.ask(Wish::Visit);
            }));
    }
    let forget = button(words::FORGET, move || {
        floor.known.ask(Wish::Stop);
        let shared = floor.app.shared();
        shared.store.forget();
        floor.known.forget();
        forgotten.set(true);
    });
    line.text(&words::kept(merged, shared.store.bytes()))
        .text(" ")
        .with(forget.class("button quiet"))
}

fn merged(floor: Floor) -> Vec<Rc<MergedFact>> {
    match &*floor.known.past.get() {
        Load::Ready(past) => past.facts.clone(),
        Load::Failed(_) | Load::Loading => Vec::new(),
    }
}

/// What is known of each merged pull request, newest first, below the names of the columns.
fn rows(floor: Floor) -> Vec<Vec<String>> {
    let facts = match &*floor.known.past.now() {
        Load::Ready(past) => past.facts.clone(),
        Load::Failed(_) | Load::Loading => Vec::new(),
    };
    let mut rows = vec![words::COLUMNS.map(str::to_owned).to_vec()];
    rows.extend(facts.iter().rev().map(|fact| {
        let name =
            |account: &bitbucket_cloud::Account| account.display_name.clone().unwrap_or_default();
        let people: Vec<String> = fact.people.iter().map(|took| name(&took.account)).collect();
        let sum = |of: fn(&sightline_insight::FileChange) -> u64| {
            fact.files.iter().map(of).sum::<u64>().to_string()
        };
        vec![
            fact.id.to_string(),
            fact.title.clone(),
            fact.author.as_ref().map(name).unwrap_or_default(),
            people.join("; "),
            fact.target.clone(),
            fact.created_on.to_string(),
            fact.merged_on.to_string(),
            fact.files.len().to_string(),
            sum(|file| file.lines_added),
            sum(|file| file.lines_removed),
        ]
    }));
    rows
}
