//! Rules for the blocks of the panel: which are shown, and which are unfolded by themselves. A value is
//! `None` while it is loading.

use std::sync::Arc;

use bitbucket_cloud::{PullRequest, PullRequestState};

use super::{
    companions::CompanionLists,
    overlaps::Comparison,
    readiness::MergeReadiness,
    reviewers::Knowing,
    settings::{LoadedSettings, Settings},
    size::ChangeSize,
    urgency::Urgency,
};

/// Returns whether companions are shown: files are missing, or were dismissed, or it is not known. A
/// merged or declined pull request needs no further files.
pub fn shows_companions<T, E>(
    pull_request: &PullRequest,
    finding: Option<&Result<T, E>>,
    lists: &CompanionLists,
) -> bool {
    let is_open = pull_request.state == PullRequestState::Open;
    is_open
        && match finding {
            Some(Ok(_)) => !lists.is_empty(),
            Some(Err(_)) => true,
            None => false,
        }
}

/// Returns whether people who know the change are shown: there are some, or it is not known. A pull
/// request that is closed or ready to merge needs nobody any more.
pub fn shows_knowing<E>(
    readiness: &MergeReadiness,
    knowing: Option<&Result<Arc<Knowing>, E>>,
) -> bool {
    readiness.is_to_be_reviewed()
        && match knowing {
            Some(Ok(knowing)) => !knowing.is_empty(),
            Some(Err(_)) => true,
            None => false,
        }
}

/// Returns whether the size is unfolded: it failed, its settings cannot be used, or it is large.
pub fn unfolds_size<E>(
    pull_request: &PullRequest,
    settings: Option<&Result<Arc<LoadedSettings>, E>>,
    size: Option<&Result<Arc<ChangeSize>, E>>,
) -> bool {
    let is_broken = match settings {
        Some(Ok(loaded)) => loaded.fault.is_some(),
        Some(Err(_)) => true,
        None => false,
    };
    is_broken
        || match size {
            Some(Ok(size)) => Urgency::of_size(pull_request, size) == Urgency::Urgent,
            Some(Err(_)) => true,
            None => false,
        }
}

/// Returns whether the reviewers are unfolded: they are urgent, or somebody is still to be asked.
pub fn unfolds_reviewers(
    pull_request: &PullRequest,
    settings: &Settings,
    readiness: &MergeReadiness,
) -> bool {
    let urgency = Urgency::of_reviewers(pull_request, settings);
    urgency == Urgency::Urgent || !readiness.to_ask().is_empty()
}

/// Returns whether a bot opened the pull request.
pub fn is_by_a_bot(pull_request: &PullRequest, settings: &Settings) -> bool {
    let author = pull_request.author.as_ref();
    author.is_some_and(|author| settings.is_bot(author))
}

/// Returns whether others are compared by files alone, as the lines of this one failed.
pub fn lacks_lines<T, E>(
    hunks: Option<&Result<T, E>>,
    overlaps: Option<&Result<Arc<Comparison>, E>>,
) -> bool {
    let has_others = matches!(overlaps, Some(Ok(found)) if found.of > 0);
    has_others && matches!(hunks, Some(Err(_)))
}

/// Returns whether nothing is left to be compared: every other one was, or Bitbucket cannot give its diff.
pub fn all_are_compared<E>(overlaps: Option<&Result<Arc<Comparison>, E>>) -> bool {
    match overlaps {
        Some(Ok(comparison)) => comparison.compared + comparison.refused.len() == comparison.of,
        Some(Err(_)) | None => true,
    }
}
