//! An open pull request in the terms of the queue. People are account ids there.

use bitbucket_cloud::{Endpoint, PullRequest, Status, StatusState, Vote};
use sightline_insight::{
    overlap::FileHunks,
    queue,
    size::{Lines, Size},
};

use super::{
    account::author,
    readiness::{MergeReadiness, PullRequestFacts, QueryState, readiness},
    settings::Settings,
};

/// Details of an open pull request that its list does not tell; `None` while they are not known.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RowDetails<'a> {
    /// Name that is shown for the author.
    pub author_name: &'a str,
    /// All builds of the source's head.
    pub builds: Option<&'a Vec<Status>>,
    /// Files and lines that it changes.
    pub size: Option<Size>,
    /// Second when its newest commit came.
    pub pushed_on: Option<i64>,
    /// Number of others that touch the same files.
    pub overlap_count: Option<u32>,
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

/// Merge readiness of the pull request, as far as list and details tell. The panel asks the same
/// function.
pub fn row_readiness(pull_request: &PullRequest, details: RowDetails<'_>) -> MergeReadiness {
    let settings = Settings::default();
    readiness(&PullRequestFacts {
        pushed_on: details.pushed_on,
        builds: details
            .builds
            .map_or(QueryState::NotAsked, QueryState::Known),
        ..PullRequestFacts::listed(pull_request, &settings)
    })
}

/// Whether its author may have answered a request for changes.
pub fn is_contested(pull_request: &PullRequest) -> bool {
    let mut reviews = pull_request.reviews().into_iter();
    reviews.any(|review| review.vote == Some(&Vote::ChangesRequested))
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
