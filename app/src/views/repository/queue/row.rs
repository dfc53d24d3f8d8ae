//! An open pull request as a row. Cells that wait for an answer follow it, each alone.

use std::rc::Rc;

use bitbucket_cloud::{Status, StatusState, Timestamp};
use sightline_insight::{queue::Turn, readiness::Next};

use super::board::Board;
use crate::{
    age, clock,
    element::{Element, el, live},
    floor::Row,
    load::Load,
    text::{self, queue as words},
    views::{header, link, panel::size, people, time},
};

pub(super) fn view(board: Board, row: &Rc<Row>) -> Element {
    let pull = &row.pull;
    let mut number = String::from("#");
    number.push_str(&pull.id.to_string());
    let branches = el("p")
        .class("subtle branches")
        .with(el("span").class("number").text(&number))
        .text(" ")
        .with(header::branch(&pull.source))
        .text(" → ")
        .with(header::branch(&pull.destination))
        .text(" ")
        .all(header::draft(pull));
    let title = el("th")
        .attr("scope", "row")
        .attr("role", "rowheader")
        .with(link(&board.floor.page_of(pull.id)).with(el("bdi").text(&pull.title)))
        .with(branches);
    let author = people::person(pull.author.as_ref());
    el("tr")
        .attr("role", "row")
        .with(title)
        .with(followed("why", board, row, why))
        .with(followed("wait", board, row, wait))
        .with(cell("author", author))
        .with(cell("when opened", time::view(pull.created_on)))
        .with(cell("when", time::view(pull.updated_on)))
        .with(followed("size", board, row, sized))
        .with(followed("builds", board, row, built))
        .with(cell("votes", people::stack(&pull.reviews())))
        .with(followed("met", board, row, met))
}

fn cell(class: &str, content: Element) -> Element {
    el("td").class(class).attr("role", "cell").with(content)
}

fn followed(class: &str, board: Board, row: &Rc<Row>, of: fn(Board, &Row) -> Element) -> Element {
    let row = Rc::clone(row);
    cell(class, live(move || of(board, &row)))
}

fn why(board: Board, row: &Row) -> Element {
    let _followed = row.seen.get();
    let said = el("span");
    let Some((plain, placed)) = board.stands(row) else {
        return said;
    };
    let mine = (placed.turn == Turn::Reader).then(|| {
        el("span")
            .class("lozenge lozenge-open")
            .text(words::YOUR_TURN)
    });
    let author = people::name(row.pull.author.as_ref());
    let name = |person: &str| row.name(person);
    let text = words::why(placed.reason, &placed.next, &plain.facts, &author, name);
    said.all(mine).text(" ").text(&text)
}

fn wait(board: Board, row: &Row) -> Element {
    let _followed = row.seen.get();
    match board.stands(row) {
        Some((_, placed)) => waiting(&placed.next),
        None => el("span"),
    }
}

fn waiting(next: &Next) -> Element {
    let since = Timestamp::from_unix(next.since);
    let length = age::length(clock::now().since(since).as_secs());
    time::exact(since, &length)
}

fn sized(_: Board, row: &Row) -> Element {
    let seen = row.seen.get();
    match (&seen.changes, seen.size()) {
        (_, Some(size)) => size::total(el("span"), size),
        (Load::Failed(error), _) => dash(&error.to_string(), words::UNREADABLE),
        _ => dash(words::LATER, words::LATER),
    }
}

fn built(_: Board, row: &Row) -> Element {
    match &row.seen.get().builds {
        Load::Failed(error) => dash(&error.to_string(), words::UNREADABLE),
        Load::Loading => dash(words::LATER, words::LATER),
        Load::Ready(builds) => counts(builds),
    }
}

/// Builds that failed or were stopped, that run, and that passed.
pub(super) fn tally(builds: &[Status]) -> [(usize, &'static str); 3] {
    let count = |which: fn(&StatusState) -> bool| {
        let found = builds.iter().filter(|build| which(&build.state));
        found.count()
    };
    [
        (
            count(|state| matches!(state, StatusState::Failed | StatusState::Stopped)),
            "failed",
        ),
        (count(|state| *state == StatusState::InProgress), "running"),
        (count(|state| *state == StatusState::Successful), "passed"),
    ]
}

fn counts(builds: &[Status]) -> Element {
    if builds.is_empty() {
        return el("span").class("subtle").text(words::NO_BUILDS);
    }
    let found = tally(builds).into_iter().filter(|(count, _)| *count > 0);
    el("ul")
        .class("built")
        .all(found.map(|(count, kind)| el("li").class(kind).text(&words::builds(count, kind))))
}

fn met(_: Board, row: &Row) -> Element {
    match *row.met.get() {
        Some(count) => el("span").text(&text::number(count.into())),
        None => dash(words::NOT_COMPARED, words::NOT_COMPARED),
    }
}

fn dash(title: &str, said: &str) -> Element {
    el("span")
        .class("subtle dash")
        .attr("title", title)
        .with(el("span").attr("aria-hidden", "true").text(words::DASH))
        .with(el("span").class("visually-hidden").text(said))
}
