//! Each pull request with those that it overlaps with, and where.

use std::sync::Arc;

use leptos::prelude::*;
use sightline_insight::{
    kinds::Kind,
    overlap::{SharedFile, Stack, Target, Verdict},
};

use super::links::{NumberLink, TitleLink};
use crate::{
    components::{MergeNote, OtherDiff},
    model::{other_lines::OtherLines, settings::LoadedSettings},
    state::{
        overlaps::{Involved, OverlapsStore, PairSide, PairWith},
        repository::OpenRow,
        rows::{self, Rows},
    },
    text::{merging as words, overlaps as lines},
};

/// Files of a pair that are listed before the others are only counted.
const FILES: usize = 5;

/// Pull requests that overlap with others. Disclosures of a row stay as they are while its content changes.
#[component]
pub(super) fn PairList(
    /// State of the view.
    overlaps: OverlapsStore,
) -> impl IntoView {
    let OverlapsStore {
        involved,
        involved_built,
        rules,
        ..
    } = overlaps;
    view! {
        <ul class="pairs">
            <For
                each=move || involved.read().part(0, involved_built.get())
                key=|(id, _)| *id
                let:row
            >
                <PairsOf involved=rows::content(involved, row) rules/>
            </For>
        </ul>
    }
}

/// All pairs of a pull request.
#[component]
fn PairsOf(
    /// The pull request and its pairs.
    involved: Memo<Arc<Involved>>,
    /// Settings, which identify generated files.
    rules: Memo<Arc<LoadedSettings>>,
) -> impl IntoView {
    let pull_request = Memo::new(move |_| Arc::clone(&involved.read().pull_request));
    let summary = move || {
        let involved = involved.read();
        words::meets(
            involved.count(Verdict::Conflict),
            involved.count(Verdict::Unknown),
            involved.count(Verdict::Clean),
        )
    };
    let pairs = Memo::new(move |_| {
        let pairs = involved.read().pairs.clone();
        Rows::of(pairs, |pair| pair.other.pull_request.id)
    });
    view! {
        <li>
            {move || view! { <TitleLink pull_request=pull_request.get()/> }}
            <details>
                <summary>{summary}</summary>
                <ul class="with">
                    <For
                        each=move || pairs.read().part(0, usize::MAX)
                        key=|(id, _)| *id
                        let:row
                    >
                        <Pair pair=rows::content(pairs, row) rules/>
                    </For>
                </ul>
            </details>
        </li>
    }
}

/// Another pull request, and the files that both touch.
#[component]
fn Pair(
    /// The other pull request.
    pair: Memo<Arc<PairWith>>,
    /// Settings, which identify generated files.
    rules: Memo<Arc<LoadedSettings>>,
) -> impl IntoView {
    let remark = |remark| view! { <span class="lozenge">{remark}</span> };
    view! {
        <li>
            {move || {
                let pair = pair.read();
                let pull_request = Arc::clone(&pair.other.pull_request);
                let title = pull_request.title.clone();
                view! {
                    <span class="mark" aria-hidden="true">{sign(&pair)}</span>
                    " "
                    <NumberLink pull_request/>
                    " "
                    <bdi>{title}</bdi>
                    {stacking(&pair).map(remark)}
                }
            }}
            {move || view! { <SharedFiles pair=pair.get() rules=rules.get()/> }}
        </li>
    }
}

fn sign(pair: &PairWith) -> &'static str {
    match pair.overlap.verdict() {
        Verdict::Conflict => words::CONFLICT,
        Verdict::Unknown => words::UNKNOWN,
        Verdict::Clean => words::FILES,
    }
}

/// Reason why neither waits for the other, if so.
fn stacking(pair: &PairWith) -> Option<&'static str> {
    match (pair.overlap.stack, pair.overlap.target) {
        (Stack::Above | Stack::Below, _) => Some(words::STACKED),
        (Stack::Apart, Target::Other) => Some(words::ELSEWHERE),
        (Stack::Apart, Target::Same) => None,
    }
}

/// Files that both touch, the first few of them.
#[component]
fn SharedFiles(
    /// The other pull request.
    pair: Arc<PairWith>,
    /// Settings, which identify generated files.
    rules: Arc<LoadedSettings>,
) -> impl IntoView {
    let PairWith {
        other,
        overlap,
        side,
    } = &*pair;
    let more = overlap.files.len().saturating_sub(FILES);
    let more = (more > 0).then(|| view! { <li class="subtle">{lines::more(more, "file")}</li> });
    let files = overlap.files.iter().take(FILES).cloned();
    let files = files.map(|file| {
        let kind = rules.settings.kinds.of(&file.path);
        view! { <File file kind other=Arc::clone(other) side=*side/> }
    });
    view! {
        <ul class="shared">
            {files.collect_view()}
            {more}
        </ul>
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
    /// Side that the pair is looked at from.
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
            <MergeNote file=file.clone() kind/>
            " "
            <OtherDiff other file path lines/>
        </li>
    }
}
