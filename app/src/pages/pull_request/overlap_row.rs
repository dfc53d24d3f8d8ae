//! Another pull request, and the files that it shares.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use js_sys::encode_uri;
use leptos::{either::EitherOf3, prelude::*};
use sightline_insight::overlap::{Overlap, SharedFile, Stack, Target};

use crate::{
    components::{Ago, Branch, DraftLozenge, Link, Person},
    context::use_page,
    model::overlaps::FoundOverlap,
    text::{INTO, overlaps as words},
};

/// Number of files that are listed before the others are only counted.
const FILES: usize = 20;

/// A row of the list. Its disclosure stays as it is while its content changes.
#[component]
pub(super) fn OverlapRow(
    /// All overlaps that were found.
    found: Memo<Arc<Vec<FoundOverlap>>>,
    /// Number of the pull request of this row.
    id: u32,
) -> impl IntoView {
    let one = Memo::new(move |before: Option<&Option<FoundOverlap>>| {
        let found = found.read();
        let one = found.iter().find(|one| one.overlap.id == id).cloned();
        // A row that leaves the list keeps its content until it is gone.
        one.or_else(|| before.cloned().flatten())
    });
    let summary = move || {
        let files = one
            .read()
            .as_ref()
            .map(|one| one.overlap.files.clone())
            .unwrap_or_default();
        let same = files.iter().filter(|file| !file.lines.is_empty()).count();
        words::files(files.len(), same)
    };
    view! {
        <li>
            {move || one.get().map(|one| view! { <Heading found=one/> })}
            <details class="more">
                <summary>{summary}</summary>
                {move || one.get().map(|one| view! { <SharedFiles overlap=one.overlap/> })}
            </details>
        </li>
    }
}

/// Title and facts of the other pull request.
#[component]
fn Heading(
    /// The other pull request.
    found: FoundOverlap,
) -> impl IntoView {
    let FoundOverlap { overlap, other } = found;
    let page = use_page().pull_request_page(other.id);
    let number = format!("#{}", other.id);
    let title = other.title.clone();
    view! {
        <Link href=page.clone() class="overlap-title">
            <span class="subtle">{number}</span>
            " "
            <bdi>{title}</bdi>
        </Link>
        <p class="facts">
            <Marks overlap other=Arc::clone(&other)/>
            <DraftLozenge pull_request=PullRequest::clone(&other)/>
            <Person account=other.author.clone()/>
            <span class="subtle">{words::ACTIVE} " " <Ago time=other.updated_on/></span>
            <Link href=diff(&page, "")>{words::ITS_DIFF}</Link>
        </p>
    }
}

/// How the two stand to each other.
#[component]
fn Marks(
    /// What both touch.
    overlap: Overlap,
    /// The other pull request.
    other: Arc<PullRequest>,
) -> impl IntoView {
    let same_lines = overlap.same_lines();
    let lines = same_lines
        .then(|| view! { <span class="lozenge lozenge-declined">{words::SAME_LINES}</span> });
    match (overlap.stack, overlap.target) {
        (Stack::Above, _) => EitherOf3::A(view! { <span>{words::STACK_ABOVE}</span> }),
        (Stack::Below, _) => EitherOf3::A(view! { <span>{words::STACK_BELOW}</span> }),
        (Stack::Apart, Target::Same) => EitherOf3::B(view! {
            {lines}
            <span class="lozenge">{words::SAME_TARGET}</span>
        }),
        (Stack::Apart, Target::Other) => EitherOf3::C(view! {
            {lines}
            <span class="subtle">{INTO} " " <Branch end=other.destination.clone()/></span>
        }),
    }
}

#[component]
fn SharedFiles(
    /// What both touch.
    overlap: Overlap,
) -> impl IntoView {
    let page = use_page();
    let (this_page, its_page) = (page.host_page(), page.pull_request_page(overlap.id));
    let more = overlap.files.len().saturating_sub(FILES);
    let files = overlap.files.into_iter().take(FILES).map(move |file| {
        let this_diff = diff(&this_page, &file.path);
        let its_diff = diff(&its_page, &file.other_path);
        view! { <File file this_diff its_diff/> }
    });
    view! {
        <ul class="overlap-files">
            {files.collect_view()}
            {(more > 0).then(|| view! { <li class="subtle">{words::more(more, "file")}</li> })}
        </ul>
    }
}

#[component]
fn File(
    /// The file.
    file: SharedFile,
    /// Address of this pull request's diff of it.
    this_diff: String,
    /// Address of the other one's.
    its_diff: String,
) -> impl IntoView {
    let lines = (!file.lines.is_empty()).then(|| {
        view! {
            <span class="overlap-lines" title=words::OLD_LINES>{words::lines(&file.lines)}</span>
        }
    });
    view! {
        <li>
            <code><bdi>{file.path}</bdi></code>
            {lines}
            <Link href=this_diff>{words::THIS_DIFF}</Link>
            <Link href=its_diff>{words::ITS_DIFF}</Link>
        </li>
    }
}

/// The tab with a pull request's diff, at a file if one is named.
fn diff(page: &str, path: &str) -> String {
    match path {
        "" => format!("{page}/diff"),
        _ => format!("{page}/diff#chg-{}", String::from(encode_uri(path))),
    }
}
