//! Another pull request, and the files that it shares.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use sightline_insight::{
    kinds::Kind,
    overlap::{SharedFile, Stack, Target, Verdict},
};

use crate::{
    browser::address::diff,
    components::{Ago, Branch, DraftLozenge, Link, MergeNote, OtherDiff, Person},
    context::use_page,
    model::{
        other_lines::OtherLines,
        overlaps::{FoundOverlap, is_regenerated},
        settings::LoadedSettings,
    },
    state::pull_request::use_pull_request,
    text::{INTO, overlaps as words},
};

/// Number of files that are listed before the others are only counted.
const FILES: usize = 20;

/// A row of the list. Its disclosure stays as it is while its content changes.
#[component]
pub(super) fn OverlapRow(
    /// The other pull request, and what both touch.
    found: Memo<Arc<FoundOverlap>>,
) -> impl IntoView {
    let summary = move || {
        let found = found.read();
        let overlap = &found.overlap;
        words::files(overlap.files.len(), overlap.conflicts())
    };
    let store = use_pull_request();
    let rules = move || store.rules().unwrap_or_default();
    let sweeping = Memo::new(move |_| found.read().is_sweeping());
    let line = move || {
        let found = found.read();
        words::sweeping(
            found.other.id,
            &found.other.title,
            found.files,
            &found.overlap,
        )
    };
    move || match sweeping.get() {
        true => Either::Left(view! {
            <li>
                <details class="more">
                    <summary>{line}</summary>
                    {move || view! { <Heading found=found.get() rules=rules()/> }}
                    {move || view! { <SharedFiles found=found.get() rules=rules()/> }}
                </details>
            </li>
        }),
        false => Either::Right(view! {
            <li>
                {move || view! { <Heading found=found.get() rules=rules()/> }}
                <details class="more">
                    <summary>{summary}</summary>
                    {move || view! { <SharedFiles found=found.get() rules=rules()/> }}
                </details>
            </li>
        }),
    }
}

/// Title and facts of the other pull request.
#[component]
fn Heading(
    /// The other pull request, and what both touch.
    found: Arc<FoundOverlap>,
    /// Settings, which identify generated files.
    rules: Arc<LoadedSettings>,
) -> impl IntoView {
    let other = Arc::clone(&found.other);
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
            <Marks found rules/>
            <DraftLozenge pull_request=PullRequest::clone(&other)/>
            <Person account=other.author.clone()/>
            <span class="subtle">{words::ACTIVE} " " <Ago time=other.updated_on/></span>
            <Link href=diff(&page, "")>{words::ITS_DIFF}</Link>
        </p>
    }
}

/// Relation of the two pull requests: a stack, a conflict, or another target branch.
#[component]
fn Marks(
    /// The other pull request, and what both touch.
    found: Arc<FoundOverlap>,
    /// Settings, which identify generated files.
    rules: Arc<LoadedSettings>,
) -> impl IntoView {
    let FoundOverlap { overlap, other, .. } = &*found;
    let mark = match overlap.verdict() {
        Verdict::Conflict if is_regenerated(overlap, &rules.settings.kinds) => {
            Some(("lozenge", words::REGENERATE))
        }
        Verdict::Conflict => Some(("lozenge lozenge-declined", words::CONFLICT)),
        Verdict::Unknown => Some(("lozenge", words::UNKNOWN)),
        Verdict::Clean => None,
    };
    let mark = mark.map(|(class, said)| view! { <span class=class>{said}</span> });
    match (overlap.stack, overlap.target) {
        (Stack::Above, _) => EitherOf3::A(view! { <span>{words::STACK_ABOVE}</span> }),
        (Stack::Below, _) => EitherOf3::A(view! { <span>{words::STACK_BELOW}</span> }),
        (Stack::Apart, Target::Same) => EitherOf3::B(mark),
        (Stack::Apart, Target::Other) => EitherOf3::C(view! {
            {mark}
            <span class="subtle">{INTO} " " <Branch end=other.destination.clone()/></span>
        }),
    }
}

#[component]
fn SharedFiles(
    /// The other pull request, and what both touch.
    found: Arc<FoundOverlap>,
    /// Settings, which identify generated files.
    rules: Arc<LoadedSettings>,
) -> impl IntoView {
    let overlap = &found.overlap;
    let page = use_page();
    let this_page = page.host_page();
    let more = overlap.files.len().saturating_sub(FILES);
    let files = overlap.files.iter().take(FILES).map(|file| {
        let this_diff = diff(&this_page, &file.path);
        let lines = OtherLines::of(file, &file.other_path, &found.changes);
        let kind = rules.settings.kinds.of(&file.path);
        view! { <File file=file.clone() kind this_diff other=Arc::clone(&found.other) lines/> }
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
    /// The other pull request.
    other: Arc<PullRequest>,
    /// Lines of the other one where git stops, if it stops at lines.
    lines: Option<OtherLines>,
    /// Its kind.
    kind: Kind,
) -> impl IntoView {
    let path = file.other_path.clone();
    view! {
        <li>
            <code><bdi>{file.path.clone()}</bdi></code>
            <MergeNote file=file.clone() kind/>
            <Link href=this_diff>{words::THIS_DIFF}</Link>
            <OtherDiff other file path lines/>
        </li>
    }
}
