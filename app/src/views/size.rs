//! How large a pull request is, and in which folders.

use bitbucket_cloud::{FileChange, Repository};
use leptos::prelude::*;
use sightline_insight::size::{File, Lines, Size, by_folder};

use super::{block, folders, section};
use crate::{
    element::{Element, el},
    load::{Load, load},
    page::App,
    text,
};

/// Folders that are listed before the others are folded away.
const FOLDERS: usize = 6;

pub(crate) fn view(app: App, repository: Repository, id: u32) -> Element {
    let state = RwSignal::new(Load::Loading);
    let fetch = Callback::new(move |()| {
        let (shared, repository) = (app.shared(), repository.clone());
        load(state, async move {
            shared.client.pull_request_files(&repository, id).await
        });
    });
    fetch.run(());
    section("size", text::SIZE).with(block(app, state, 5, fetch, |files: &Vec<FileChange>| {
        ready(files)
    }))
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

fn ready(files: &[FileChange]) -> Element {
    if files.is_empty() {
        return el("p").class("empty").text(text::NO_CHANGES);
    }
    let files: Vec<File<'_>> = files.iter().map(plain).collect();
    let size: Size = files.iter().copied().collect();
    el("div")
        .with(total(el("p").class("total"), size))
        .with(folders::view(&by_folder(&files, FOLDERS), FOLDERS))
}
