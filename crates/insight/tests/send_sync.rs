//! Types that views keep can be shared between threads, as Leptos's memos demand.

use sightline_insight::{
    Error, FileChange, History, Merged,
    codeowners::CodeOwners,
    companions::{Companion, Companions, Present},
    flow::Flow,
    hotspots::{Hotspot, Hotspots},
    kinds::{Kinds, Sizes},
    load::Load,
    merging::Turn,
    overlap::{FileHunks, Overlap},
    pattern::{Pattern, PatternSet},
    quantile::{Percentile, Quartiles},
    queue::{Filter, Placed, Row},
    readiness::{Next, ReadinessInputs},
    reviewers::Suggestion,
    size::Folder,
    threads::Thread,
    timeline::{Event, Timeline},
};

/// Compiles for `Send + Sync` types only.
const fn is_shareable<T: Send + Sync>() {}

#[test]
fn what_views_keep_can_be_shared_between_threads() {
    is_shareable::<(History, Merged, FileChange, Error)>();
    is_shareable::<(CodeOwners, Kinds, Pattern, PatternSet, Sizes, Folder)>();
    is_shareable::<(Companions, Companion, Present, Suggestion)>();
    is_shareable::<(
        Flow,
        Hotspots,
        Hotspot,
        Quartiles,
        Percentile,
        Load<'static>,
    )>();
    is_shareable::<(FileHunks, Overlap, Turn)>();
    is_shareable::<(Row, Placed, Filter, ReadinessInputs, Next)>();
    is_shareable::<(Timeline, Event, Thread<'static>)>();
}
