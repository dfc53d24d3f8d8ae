//! How large a pull request is, what of, and in which folders.

use bitbucket_cloud::FileChange;
use sightline_insight::{
    kinds::{Kind, Sizes, reading_minutes},
    size::{File, Lines, Size, by_folder},
};

use super::{folders, standing};
use crate::{
    desk::Desk,
    element::{Element, el, live},
    history::Progress,
    load::Load,
    settings::Found,
    text::{self, TRY_AGAIN, size as words},
    views::{button, shown, skeleton},
};

/// Folders that are listed before the others are folded away.
const FOLDERS: usize = 6;

pub(super) fn view(desk: Desk) -> Element {
    let body = shown(desk.app, desk.files, 7, move |files| {
        match desk.settings.rules() {
            Some(found) => ready(desk, files, &found),
            None => skeleton(7),
        }
    });
    el("div").class("sizing").with(body).with(settings(desk))
}

/// The files and lines of a change, in words, at the end of an element.
pub(crate) fn total(of: Element, size: Size) -> Element {
    let files = text::counted(size.files.into(), "file");
    lines(
        of.with(el("span").class("files").text(&files)).text(" "),
        size.lines,
    )
}

pub(super) fn lines(of: Element, lines: Lines) -> Element {
    of.with(el("span").class("added").text(&text::added(lines.added)))
        .text(" ")
        .with(
            el("span")
                .class("removed")
                .text(&text::removed(lines.removed)),
        )
}

/// What the analysis wants to know of a file.
pub(crate) fn plain(file: &FileChange) -> File<'_> {
    File {
        path: file.path(),
        lines: Lines {
            added: file.added(),
            removed: file.removed(),
        },
    }
}

fn ready(desk: Desk, changes: &[FileChange], found: &Found) -> Element {
    if changes.is_empty() {
        return el("p").class("empty").text(text::NO_CHANGES);
    }
    let files: Vec<File<'_>> = changes.iter().map(plain).collect();
    let sizes = found.settings.kinds.sizes(&files);
    let all: Size = files.iter().copied().collect();
    el("div")
        .with(total(el("p").class("total"), all))
        .with(kinds(&sizes))
        .with(reading(desk, sizes.read().lines.changed().into()))
        .all(odd(changes))
        .with(folders::view(&by_folder(&files, FOLDERS), FOLDERS))
}

/// The kinds that occur; and tests, since it matters if they do not.
fn kinds(sizes: &Sizes) -> Element {
    let code = sizes.of(Kind::Code).files > 0;
    let listed = Kind::ALL.into_iter().filter_map(|kind| {
        let size = sizes.of(kind);
        let item = el("li")
            .with(el("span").class("subtle").text(words::kind(kind)))
            .text(" ");
        match (size.files, kind) {
            (0, Kind::Test) if code => Some(item.text(words::NO_TESTS)),
            (0, _) => None,
            _ => Some(total(item, size)),
        }
    });
    el("ul")
        .class("kinds")
        .attr("aria-label", words::BY_KIND)
        .all(listed)
}

/// How long it takes to read, and whether that is much here.
fn reading(desk: Desk, lines: u64) -> Element {
    let said = el("p").class("subtle");
    if lines == 0 {
        return said.text(words::NOTHING_TO_READ);
    }
    let time = el("span")
        .attr("title", words::SOURCE)
        .text(&words::reading(reading_minutes(lines)));
    let compared = live(move || {
        let reads = matches!(*desk.known.progress.get(), Progress::Reading { .. });
        let compared = el("span").class("standing");
        let compared = match standing::of(desk, lines) {
            None if reads => return compared.text(words::NOT_YET),
            None => return compared,
            Some(place) => compared.text(&words::standing(place)),
        };
        match reads {
            true => compared.text(words::STILL_READING),
            false => compared,
        }
    });
    said.with(compared).text(" ").with(time)
}

/// What the numbers of lines do not show.
fn odd(changes: &[FileChange]) -> Option<Element> {
    let count = |which: fn(&FileChange) -> bool| {
        let found = changes.iter().filter(|file| which(file)).count();
        u64::try_from(found).unwrap_or(u64::MAX)
    };
    let moved = count(|file| file.old_path().is_some());
    let without_lines = count(|file| file.added() == 0 && file.removed() == 0);
    let text = words::odd(moved, without_lines);
    (!text.is_empty()).then(|| el("p").class("subtle").text(&text))
}

/// What is wrong with the settings, if anything.
fn settings(desk: Desk) -> Element {
    live(move || {
        let note = el("p").class("note");
        match desk.settings.get() {
            Load::Failed(_) => note
                .text(words::NO_SETTINGS)
                .text(" ")
                .with(button(TRY_AGAIN, move || desk.settings.ask())),
            Load::Loading => note.attr("hidden", ""),
            Load::Ready(found) => match &found.fault {
                Some(fault) => note.text(&words::broken(fault)),
                None => note.attr("hidden", ""),
            },
        }
    })
}
