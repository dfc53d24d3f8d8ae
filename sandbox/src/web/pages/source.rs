//! Files and folders at a commit.

use axum::{extract::Path, response::Response};
use maud::{Markup, html};

use super::{
    icons,
    layout::{Page, Place, Tab},
    parts, paths,
    refusal::Refusal,
    visit::Visit,
    words::counted,
};
use crate::{
    git::{CommitHash, Entry, EntryKind},
    world::World,
};

/// Files larger than this are not drawn, in bytes.
const LARGEST: usize = 1_000_000;

/// `GET /{workspace}/{repository}/src/{commit}`
pub(crate) async fn root(
    visit: Visit,
    Path((_, _, commit)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    show(&visit, &commit, "").await
}

/// `GET /{workspace}/{repository}/src/{commit}/{path}`
pub(crate) async fn at_path(
    visit: Visit,
    Path((_, _, commit, path)): Path<(String, String, String, String)>,
) -> Result<Response, Refusal> {
    show(&visit, &commit, path.trim_end_matches('/')).await
}

async fn show(visit: &Visit, revision: &str, path: &str) -> Result<Response, Refusal> {
    let git = &visit.sandbox.git;
    let commit = git.resolve(revision).await?;
    let entry = git.entry(&commit, path).await?;
    let body = match entry.kind {
        EntryKind::Folder => {
            let entries = git.entries(&commit, path, 1).await?;
            table(&visit.sandbox.world(), &commit, path, entries)
        }
        EntryKind::File { .. } => file(path, &git.file(&entry).await?),
    };
    let content = {
        let world = visit.sandbox.world();
        html! {
            (parts::breadcrumbs(&[
                (&paths::repository(&world, ""), &world.repository.name),
                (&paths::repository(&world, &paths::source(commit.as_str(), "")), "Source"),
            ]))
            h1 { @if path.is_empty() { "Source" } @else { (path) } }
            p.row { (icons::COMMIT) a.hash href=(parts::commit_path(&world, commit.as_str())) { (parts::short(commit.as_str())) } }
            (body)
        }
    };
    let title = if path.is_empty() { "Source" } else { path };
    Ok(visit.show(Page::new(title, Place::Repository(Tab::Source), content)))
}

/// Table of the entries of a folder, folders first.
pub(crate) fn table(
    world: &World,
    commit: &CommitHash,
    folder: &str,
    mut entries: Vec<Entry>,
) -> Markup {
    let link = |path: &str| paths::repository(world, &paths::source(commit.as_str(), path));
    entries.sort_by_key(|entry| entry.kind != EntryKind::Folder);
    html! {
        div.table-scroll {
            table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "Size" } } }
                tbody {
                    @if !folder.is_empty() { (row(icons::FOLDER, &link(parent(folder)), "..", None)) }
                    @for entry in &entries {
                        @let name = name(&entry.path);
                        @match entry.kind {
                            EntryKind::File { size, .. } => {
                                (row(icons::FILE, &link(&entry.path), name, size))
                            }
                            EntryKind::Folder => {
                                (row(icons::FOLDER, &link(&entry.path), name, None))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn row(icon: icons::Icon, href: &str, name: &str, size: Option<u64>) -> Markup {
    html! {
        tr {
            td { span.row { (icon) a href=(href) { (name) } } }
            td.fit.subtle { @if let Some(size) = size { (in_bytes(size)) } }
        }
    }
}

fn file(path: &str, bytes: &[u8]) -> Markup {
    let text = std::str::from_utf8(bytes)
        .ok()
        .filter(|text| bytes.len() <= LARGEST && !text.contains('\0'));
    html! {
        section.card aria-label=(path) {
            @match text {
                Some(text) => {
                    header { span.subtle { (counted(text.lines().count(), "line", "lines")) " · " (in_bytes(bytes.len() as u64)) } }
                    pre.source tabindex="0" { @for line in text.lines() { span { (line) } } }
                }
                None => p.empty { "This file is binary or too large to show (" (in_bytes(bytes.len() as u64)) ")." },
            }
        }
    }
}

fn in_bytes(size: u64) -> String {
    match size {
        ..1_024 => format!("{size} B"),
        1_024..1_048_576 => format!("{}.{} KB", size / 1_024, size % 1_024 * 10 / 1_024),
        _ => format!(
            "{}.{} MB",
            size / 1_048_576,
            size % 1_048_576 * 10 / 1_048_576
        ),
    }
}
