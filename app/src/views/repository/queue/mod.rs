//! The open pull requests in the order in which attention helps most. One call for 50 of them, and up
//! to three for each that is shown, unless what they bring is known.

mod board;
mod keys;
mod row;
mod taken;
mod wish;

use sightline_insight::queue::{Age, Column, Direction, Whose};

use crate::{
    element::{Element, el, live},
    floor::Floor,
    load::Load,
    signal::{Signal, follow},
    text::{self, queue as words},
    views::{button, problem, shown, taking},
};
use board::{Board, PARTS, Part, SHOWN};
use wish::Wish;

pub(super) fn view(floor: Floor) -> Element {
    let board = Board::new(floor);
    let some = Signal::new(false);
    follow(move || {
        some.renew(matches!(floor.open.get(), Load::Ready(open) if !open.rows.is_empty()));
    });
    el("section")
        .class("view")
        .attr("aria-labelledby", "queue")
        .with(
            el("h2")
                .class("visually-hidden")
                .attr("id", "queue")
                .text(words::QUEUE),
        )
        .with(el("p").class("subtle").text(words::ABOUT))
        .with(live(move || match *some.get() {
            true => filled(board),
            false => el("div").with(shown(floor.app, floor.open, 12, |_| nothing())),
        }))
}

fn nothing() -> Element {
    el("div")
        .class("empty")
        .with(el("p").class("empty-title").text(text::NO_PULL_REQUESTS))
        .with(el("p").text(text::NO_PULL_REQUESTS_MORE))
}

fn filled(board: Board) -> Element {
    let table = table(board);
    keep_up(board, &table);
    let hint = el("p").class("subtle").text(words::KEYS);
    let dashes = el("p").class("subtle").text(words::DASHES);
    el("div")
        .class("view")
        .with(controls(board))
        .with(status(board))
        .with(stopped(board))
        .with(moved(board))
        .with(table)
        .with(none_fits(board))
        .with(more(board))
        .with(hint)
        .with(dashes)
        .with(taking::table("queue", move || taken::table(board)))
}

/// Puts rows in order when there are more of them, unless that would move what the reader uses.
fn keep_up(board: Board, table: &Element) {
    let floor = board.floor;
    let table = table.clone();
    follow(move || {
        let (open, reads) = (floor.open.get(), floor.rest.get());
        match open {
            Load::Ready(_) if board.is_empty() => board.arrange(),
            Load::Ready(_) if matches!(*reads, Load::Loading) => {}
            Load::Ready(_) if table.matches(":hover, :focus-within") => board.compare(),
            Load::Ready(_) => board.arrange(),
            Load::Failed(_) | Load::Loading => {}
        }
    });
    follow(move || {
        if *floor.asking.rounds.get() > 0 {
            board.compare();
        }
    });
}

fn controls(board: Board) -> Element {
    let all = [Whose::All, Whose::Mine, Whose::WaitingForMe];
    // Nobody in particular reads: there is nothing of theirs.
    let all = all
        .into_iter()
        .filter(|_| board.reader().is_some())
        .map(|whose| {
            toggle(
                board,
                words::whose(whose),
                move |wish| wish.whose == whose,
                move |wish| Wish {
                    whose,
                    ..wish.clone()
                },
            )
        });
    let stale = toggle(
        board,
        words::STALE,
        |wish| wish.age == Age::Stale,
        |wish| Wish {
            age: match wish.age {
                Age::Any => Age::Stale,
                Age::Stale => Age::Any,
            },
            ..wish.clone()
        },
    );
    let search = el("input")
        .class("search")
        .attr("type", "search")
        .attr("placeholder", words::SEARCH)
        .attr("aria-label", words::SEARCH)
        .attr("value", &board.wish.now().text)
        .on_input(move |text| {
            board.take(Wish {
                text,
                ..(*board.wish.now()).clone()
            });
        });
    el("div")
        .class("controls")
        .with(
            el("div")
                .class("toggles")
                .attr("role", "group")
                .attr("aria-label", words::WHOSE)
                .all(all),
        )
        .with(stale.attr("title", words::STALE_MORE))
        .with(search)
}

fn toggle(
    board: Board,
    name: &str,
    is_on: impl Fn(&Wish) -> bool + 'static,
    next: impl Fn(&Wish) -> Wish + 'static,
) -> Element {
    button(name, move || board.take(next(&board.wish.now()))).follow(move |button| {
        let pressed = if is_on(&board.wish.get()) {
            "true"
        } else {
            "false"
        };
        let _valid = button.set_attribute("aria-pressed", pressed);
    })
}

/// How many are listed, and how far the list was read.
fn status(board: Board) -> Element {
    let floor = board.floor;
    let said = el("p").attr("role", "status").follow(move |said| {
        let Load::Ready(open) = floor.open.get() else {
            return;
        };
        let mut text = words::listed(board.listed.get().len(), open.rows.len());
        if !open.is_all() {
            text.push_str(". ");
            text.push_str(&match *floor.rest.get() {
                Load::Loading => words::reading(open.rows.len(), open.size),
                Load::Failed(_) | Load::Ready(()) => words::partly(open.rows.len(), open.size),
            });
        }
        said.set_text_content(Some(&text));
    });
    let on = live(move || match (&*floor.rest.get(), floor.open.get()) {
        (Load::Failed(error), _) => {
            let again = crate::signal::Act::new(move || floor.read_on());
            problem::view(floor.app, error, again)
        }
        (Load::Ready(()), Load::Ready(open)) if !open.is_all() => {
            button(words::READ_ON, move || floor.read_on())
        }
        _ => hidden(),
    });
    el("div").class("count").with(said).with(on)
}

fn hidden() -> Element {
    el("p").attr("hidden", "")
}

fn stopped(board: Board) -> Element {
    live(move || match *board.floor.asking.stopped.get() {
        Some(_) => el("p")
            .class("note")
            .attr("role", "status")
            .text(words::STOPPED),
        None => hidden(),
    })
}

fn moved(board: Board) -> Element {
    let said = el("p").text(words::MOVED).text(" ");
    said.class("note moved")
        .with(button(words::ORDER_ANEW, move || board.arrange()))
        .follow(move |note| note.set_hidden(!*board.moved.get()))
}

fn none_fits(board: Board) -> Element {
    el("p")
        .class("empty")
        .text(words::NONE_FITS)
        .text(" ")
        .with(button(words::SHOW_ALL, move || board.take(Wish::default())).class("button quiet"))
        .follow(move |note| note.set_hidden(!board.listed.get().is_empty()))
}

fn more(board: Board) -> Element {
    button("", move || board.more()).follow(move |button| {
        let left = board.left();
        button.set_hidden(left == 0);
        button.set_text_content(Some(&words::more(left.min(SHOWN))));
    })
}

fn table(board: Board) -> Element {
    let name = |class: &str, text: &str| th(class).text(text);
    let by = |class: &str, column| sortable(board, class, column);
    let head = el("tr")
        .attr("role", "row")
        .with(name("", words::PULL_REQUEST))
        .with(by("why", Column::Attention))
        .with(by("wait", Column::Wait))
        .with(name("author", words::AUTHOR))
        .with(by("opened", Column::Age))
        .with(by("when", Column::Activity))
        .with(by("size", Column::Size))
        .with(by("builds", Column::Builds))
        .with(by("votes", Column::Votes))
        .with(by("met", Column::Overlaps));
    let caption = el("caption")
        .class("visually-hidden")
        .text(text::OPEN_PULL_REQUESTS);
    el("table")
        .class("pull-requests queue")
        // Its parts are laid out one by one, and so no table to browsers.
        .attr("role", "table")
        .with(caption)
        .with(el("thead").attr("role", "rowgroup").with(head))
        .all((0..PARTS).map(|at| part(board, at)))
        .on_key(move |event| keys::pressed(event, || board.more()))
        .follow(move |table| table.set_hidden(board.listed.get().is_empty()))
}

/// Rows that are built together.
fn part(board: Board, at: usize) -> Element {
    let shown = board.part.now().get(at).copied();
    live(move || {
        let part = shown.map(Signal::get).unwrap_or_default();
        let Part { places, .. } = &*part;
        let rows = places.iter().filter_map(|place| board.row(*place));
        let part = el("tbody").attr("role", "rowgroup");
        part.all(rows.map(|row| row::view(board, &row)))
    })
}

fn th(class: &str) -> Element {
    el("th")
        .class(class)
        .attr("scope", "col")
        .attr("role", "columnheader")
}

fn sortable(board: Board, class: &str, column: Column) -> Element {
    let sort = el("button")
        .class("sort")
        .attr("type", "button")
        .text(words::column(column))
        .on_click(move || board.take(board.wish.now().sorted_by(column)));
    th(class).with(sort).follow(move |head| {
        let wish = board.wish.get();
        let _valid = match (wish.column == column, wish.direction) {
            (false, _) => head.remove_attribute("aria-sort"),
            (_, Direction::Ascending) => head.set_attribute("aria-sort", "ascending"),
            (_, Direction::Descending) => head.set_attribute("aria-sort", "descending"),
        };
    })
}
