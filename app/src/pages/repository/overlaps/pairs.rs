//! Each pull request with those that it overlaps with, and where.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::prelude::*;
use sightline_insight::{
    kinds::Kind,
    overlap::{Overlap, SharedFile, Stack, Target, Verdict},
};

use super::links::{NumberLink, TitleLink};
use crate::{
    components::{FileMeeting, OtherDiff, Sliced},
    model::{other_lines::OtherLines, settings::LoadedSettings},
    state::repository::{OpenRow, OverlapIndex},
    text::{merging as words, overlaps as lines},
};

/// Files of a pair that are listed before the others are only counted.
const FILES: usize = 5;

/// Pull requests that overlap with others.
#[component]
pub(super) fn PairList(
    /// What was compared.
    index: Arc<OverlapIndex>,
    /// Settings, which tell generated files.
    rules: Arc<LoadedSettings>,
    /// Places of the pull requests.
    involved: Vec<usize>,
    /// Runs once all are there.
    on_built: Callback<()>,
) -> impl IntoView {
    let item = move |place: usize| {
        let pull_request = Arc::clone(&index.rows.get(place)?.pull_request);
        let (index, rules) = (Arc::clone(&index), Arc::clone(&rules));
        Some(view! { <PairsOf index rules place pull_request/> })
    };
    view! { <ul class="meetings"><Sliced items=involved on_built children=item/></ul> }
}

/// All pairs of a pull request.
#[component]
fn PairsOf(
    /// What was compared.
    index: Arc<OverlapIndex>,
    /// Settings, which tell generated files.
    rules: Arc<LoadedSettings>,
    /// Place of the pull request.
    place: usize,
    /// The pull request.
    pull_request: Arc<PullRequest>,
) -> impl IntoView {
    let count = |verdict| {
        let pairs = index.pairs_of(place);
        pairs
            .filter(|pair| pair.overlap.verdict() == verdict)
            .count()
    };
    let summary = words::meets(
        count(Verdict::Conflict),
        count(Verdict::Unknown),
        count(Verdict::Clean),
    );
    let pairs = index.pairs_of(place).filter_map(|pair| {
        let side = match pair.one == place {
            true => PairSide::First,
            false => PairSide::Second,
        };
        let other = Arc::clone(index.rows.get(pair.beside(place))?);
        let rules = Arc::clone(&rules);
        Some(view! { <Pair other rules overlap=pair.overlap.clone() side/> })
    });
    view! {
        <li>
            <TitleLink pull_request/>
            <details>
                <summary>{summary}</summary>
                <ul class="with">{pairs.collect_view()}</ul>
            </details>
        </li>
    }
}

/// Which one of two a pair is looked at from.
#[derive(Clone, Copy)]
enum PairSide {
    First,
    Second,
}

/// Another pull request, and the files that both touch.
#[component]
fn Pair(
    /// The other pull request.
    other: Arc<OpenRow>,
    /// Settings, which tell generated files.
    rules: Arc<LoadedSettings>,
    /// Files that both touch.
    overlap: Overlap,
    /// From where it is looked at.
    side: PairSide,
) -> impl IntoView {
    let sign = match overlap.verdict() {
        Verdict::Conflict => words::CONFLICT,
        Verdict::Unknown => words::UNKNOWN,
        Verdict::Clean => words::FILES,
    };
    let remark = match (overlap.stack, overlap.target) {
        (Stack::Above | Stack::Below, _) => Some(words::STACKED),
        (Stack::Apart, Target::Other) => Some(words::ELSEWHERE),
        (Stack::Apart, Target::Same) => None,
    };
    let remark = remark.map(|remark| view! { <span class="lozenge">{remark}</span> });
    let pull_request = Arc::clone(&other.pull_request);
    let title = pull_request.title.clone();
    let more = overlap.files.len().saturating_sub(FILES);
    let more = (more > 0).then(|| view! { <li class="subtle">{lines::more(more, "file")}</li> });
    let files = overlap.files.into_iter().take(FILES);
    let files = files.map(|file| {
        let kind = rules.settings.kinds.of(&file.path);
        view! { <File file kind other=Arc::clone(&other) side/> }
    });
    view! {
        <li>
            <span class="mark" aria-hidden="true">{sign}</span>
            " "
            <NumberLink pull_request/>
            " "
            <bdi>{title}</bdi>
            {remark}
            <ul class="shared">
                {files.collect_view()}
                {more}
            </ul>
        </li>
    }
}

/// A file that both touch, and what git makes of it.
#[component]
fn File(
    /// The file.
    file: SharedFile,
    /// Its kind.
    kind: Kind,
    /// The other pull request.
    other: Arc<OpenRow>,
    /// From where the pair is looked at.
    side: PairSide,
) -> impl IntoView {
    let path = match side {
        PairSide::First => file.other_path.clone(),
        PairSide::Second => file.path.clone(),
    };
    let changes = other.changes.get_untracked().and_then(Result::ok);
    let lines = OtherLines::of(&file, &path, &changes.unwrap_or_default());
    let other = Arc::clone(&other.pull_request);
    view! {
        <li>
            <code><bdi>{file.path.clone()}</bdi></code>
            " "
            <FileMeeting file=file.clone() kind/>
            " "
            <OtherDiff other file path lines/>
        </li>
    }
}
