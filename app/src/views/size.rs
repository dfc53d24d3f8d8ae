//! How large a pull request is, and in which folders.

use bitbucket_cloud::{FileChange, Repository};
use leptos::{either::Either, prelude::*};
use sightline_insight::size::{File, Lines, Size, by_folder};

use super::{block, folders};
use crate::{
    load::{Load, load},
    page::App,
    text,
};

/// Folders that are listed before the others are folded away.
const FOLDERS: usize = 6;

pub(crate) fn view(app: App, repository: Repository, id: u32) -> impl IntoView {
    let state = RwSignal::new(Load::Loading);
    let fetch = Callback::new(move |()| {
        let (shared, repository) = (app.shared(), repository.clone());
        load(state, async move {
            shared.client.pull_request_files(&repository, id).await
        });
    });
    fetch.run(());
    view! {
        <section class="block" aria-labelledby="size">
            <h3 id="size">{text::SIZE}</h3>
            {block(app, state, 5, fetch, |files: &Vec<FileChange>| ready(files))}
        </section>
    }
}

/// The files and lines of a change, in words.
pub(crate) fn total(size: Size) -> impl IntoView {
    view! {
        <span class="files">{text::counted(size.files.into(), "file")}</span>
        " "
        {lines(size.lines)}
    }
}

pub(super) fn lines(lines: Lines) -> impl IntoView {
    view! {
        <span class="added">{text::added(lines.added)}</span>
        " "
        <span class="removed">{text::removed(lines.removed)}</span>
    }
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

fn ready(files: &[FileChange]) -> impl IntoView + use<> {
    if files.is_empty() {
        return Either::Left(view! { <p class="empty">{text::NO_CHANGES}</p> });
    }
    let files: Vec<File<'_>> = files.iter().map(plain).collect();
    let size: Size = files.iter().copied().collect();
    let folders = by_folder(&files, FOLDERS);
    Either::Right(view! {
        <p class="total">{total(size)}</p>
        {folders::view(&folders, FOLDERS)}
    })
}
