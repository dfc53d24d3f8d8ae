//! An open pull request in the terms of the queue. People are account ids there.

use bitbucket_cloud::{
    Account, Endpoint, FileChange, PullRequest, Status, StatusState, Timestamp, Vote,
};
use sightline_insight::{
    codeowners::CodeOwners,
    overlap::FileHunks,
    queue,
    size::{Lines, Size},
};

use super::{
    account::author,
    readiness::{MergeReadiness, PullRequestFacts, QueryState, readiness},
    review::{Activities, ReviewData},
    settings::Settings,
};

/// Details of an open pull request that its list does not contain; `None` while they are not known.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RowDetails<'a> {
    /// Name that is shown for the author.
    pub author_name: &'a str,
    /// All builds of the source's head.
    pub builds: Option<&'a Vec<Status>>,
    /// Files and lines that it changes.
    pub size: Option<Size>,
    /// Time at which it last stopped being a draft, where that is known.
    pub ready_on: Option<Timestamp>,
    /// Files that it changes.
    pub files: Option<&'a Vec<FileChange>>,
    /// Further facts that were read about its review.
    pub facts: Option<&'a RowFacts>,
    /// Settings of the repository.
    pub settings: Option<&'a Settings>,
    /// Number of others that touch the same files.
    pub overlap_count: Option<u32>,
}

/// Facts about the review of a pull request that take calls of their own; `None` where one was not
/// read, or could not be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowFacts {
    /// Activity on it.
    pub activity: Option<Activities>,
    /// Paths of files that do not merge.
    pub conflicts: Option<ReviewData<Vec<String>>>,
    /// People who are asked on every pull request.
    pub default_reviewers: Option<ReviewData<Vec<Account>>>,
    /// The CODEOWNERS file, if there is one.
    pub code_owners: Option<ReviewData<Option<CodeOwners>>>,
}

/// Numbers of builds by how they went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BuildCounts {
    /// Builds that failed or were stopped.
    pub failed: usize,
    /// Builds that run.
    pub running: usize,
    /// Builds that passed.
    pub passed: usize,
}

/// The row of the queue.
pub fn queue_row(pull_request: &PullRequest, details: RowDetails<'_>) -> queue::Row {
    let branch = |end: &Endpoint| {
        let branch = end.branch.as_ref();
        branch.map(|branch| branch.name.clone()).unwrap_or_default()
    };
    queue::Row {
        id: pull_request.id.into(),
        title: pull_request.title.clone(),
        author: author(pull_request).to_owned(),
        author_name: details.author_name.to_owned(),
        source: branch(&pull_request.source),
        target: branch(&pull_request.destination),
        opened_on: pull_request.created_on.unix(),
        updated_on: pull_request.updated_on.unix(),
        lines: details.size.map(|size| size.lines.changed()),
        overlaps: details.overlap_count,
        facts: row_readiness(pull_request, details).inputs,
    }
}

/// Merge readiness of the pull request, as far as it follows from list and details. The panel calls the
/// same function.
pub fn row_readiness(pull_request: &PullRequest, details: RowDetails<'_>) -> MergeReadiness {
    fn known<T>(fact: Option<&T>) -> QueryState<'_, T> {
        fact.map_or(QueryState::NotAsked, QueryState::Known)
    }
    fn asked<T>(fact: Option<&ReviewData<T>>) -> QueryState<'_, T> {
        fact.map_or(QueryState::NotAsked, QueryState::of_data)
    }
    let (settings, nothing) = (Settings::default(), RowFacts::default());
    let facts = details.facts.unwrap_or(&nothing);
    readiness(&PullRequestFacts {
        ready_on: details.ready_on,
        files: known(details.files),
        builds: known(details.builds),
        activity: known(facts.activity.as_ref()),
        conflicts: asked(facts.conflicts.as_ref()),
        default_reviewers: asked(facts.default_reviewers.as_ref()),
        code_owners: asked(facts.code_owners.as_ref()),
        ..PullRequestFacts::listed(pull_request, details.settings.unwrap_or(&settings))
    })
}

/// Returns whether its activity may change what it waits for: somebody wrote, or its author may have
/// answered a request for changes.
pub fn is_discussed(pull_request: &PullRequest) -> bool {
    let mut reviews = pull_request.reviews().into_iter();
    pull_request.comment_count != Some(0)
        || reviews.any(|review| review.vote == Some(&Vote::ChangesRequested))
}

/// Size of a change whose diff was read.
pub fn size(changes: &[FileHunks]) -> Size {
    let mut size = Size::default();
    for file in changes {
        size += Size {
            files: 1,
            lines: Lines {
                added: file.added,
                removed: file.removed,
            },
        };
    }
    size
}

impl BuildCounts {
    /// Counts builds.
    pub fn of(builds: &[Status]) -> Self {
        let mut counts = Self::default();
        for build in builds {
            match build.state {
                StatusState::Failed | StatusState::Stopped => counts.failed += 1,
                StatusState::InProgress => counts.running += 1,
                StatusState::Successful => counts.passed += 1,
                StatusState::Other(_) => {}
            }
        }
        counts
    }

    /// Counts with the words for them.
    pub const fn by_kind(self) -> [(usize, &'static str); 3] {
        [
            (self.failed, "failed"),
            (self.running, "running"),
            (self.passed, "passed"),
        ]
    }
}
