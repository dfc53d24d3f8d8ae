//! The summary of a pull request, from everything that is known when it is asked for.

use leptos::prelude::*;

use super::pull_request::PullRequestStore;
use crate::{
    browser::clock,
    text::summary::{SummaryParts, summary},
};

/// The summary as Markdown; `page` is the address of the pull request.
pub fn markdown(store: PullRequestStore, page: &str) -> String {
    let pull_request = store.pull_request.get_untracked();
    let readiness = store.readiness.get_untracked();
    let timeline = store.timeline.get_untracked().and_then(Result::ok);
    let size = store.size.get_untracked().and_then(Result::ok);
    let overlaps = store.overlaps.get_untracked().and_then(Result::ok);
    let companions = store.companion_lists.get_untracked();
    let knowing = store.knowing.get_untracked().and_then(Result::ok);
    let knowing = knowing.filter(|_| readiness.is_to_be_reviewed());
    summary(&SummaryParts {
        pull_request: &pull_request,
        page,
        readiness: &readiness,
        now: clock::now(),
        size: size.map(|size| size.total),
        overlaps: overlaps.as_ref().map_or(&[], |found| &found.found),
        companions: &companions.listed().cloned().collect::<Vec<_>>(),
        reviewers: knowing.as_ref().map_or(&[], |knowing| &knowing.people),
        steps: timeline.as_ref().map_or(&[], |timeline| &timeline.steps),
    })
}
