//! An open pull request in the terms of the queue. People are account ids there.

use bitbucket_cloud::{Account, Endpoint, PullRequest, Status, StatusState, Vote};
use sightline_insight::{
    overlap::FileHunks,
    queue,
    readiness::{NamedSince, ReadinessInputs},
    size::{Lines, Size},
};

use super::account::{author, key};

/// Details of an open pull request that its list does not tell; `None` while they are not known.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RowDetails<'a> {
    /// Name that is shown for the author.
    pub author_name: &'a str,
    /// All builds of the source's head.
    pub builds: Option<&'a [Status]>,
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
        facts: facts(pull_request, details),
    }
}

/// What the pull request may wait for, as far as list and details tell.
fn facts(pull_request: &PullRequest, details: RowDetails<'_>) -> ReadinessInputs {
    let opened = pull_request.created_on.unix();
    let mut facts = ReadinessInputs {
        draft_since: (pull_request.draft == Some(true)).then_some(opened),
        pushed_on: details.pushed_on.unwrap_or(opened),
        ..ReadinessInputs::default()
    };
    for review in pull_request.reviews() {
        let account = review.account;
        if key(account) == author(pull_request) {
            continue;
        }
        let voted = voted_on(pull_request, account);
        let (list, since) = match review.vote {
            Some(Vote::Approved) => (&mut facts.approvals, voted),
            Some(Vote::ChangesRequested) => (&mut facts.changes_requested, voted),
            Some(Vote::Other(_)) | None => (&mut facts.missing_approvals, opened),
        };
        list.push(named(key(account), since));
    }
    // The list says how many tasks are open, and not since when.
    let tasks = pull_request.task_count.unwrap_or_default();
    let updated = pull_request.updated_on.unix();
    facts.open_tasks = (0..tasks).map(|_| named("", updated)).collect();
    for build in details.builds.unwrap_or_default() {
        let name = build.name.as_ref().or(build.key.as_ref());
        let name = name.map_or("", String::as_str);
        match build.state {
            StatusState::Failed | StatusState::Stopped => {
                let since = build.updated_on.unix();
                facts.failed_builds.push(named(name, since));
            }
            StatusState::InProgress => {
                let since = build.created_on.unix();
                facts.running_builds.push(named(name, since));
            }
            StatusState::Successful | StatusState::Other(_) => {}
        }
    }
    facts
}

/// Second of somebody's vote, as far as the list says.
fn voted_on(pull_request: &PullRequest, account: &Account) -> i64 {
    let is_own = |user: &Account| user.is(account);
    let mut participants = pull_request.participants.iter();
    let own = participants.find(|one| one.user.as_ref().is_some_and(is_own));
    let time = own.and_then(|own| own.participated_on);
    time.unwrap_or(pull_request.updated_on).unix()
}

/// Account of a reviewer or the author.
pub fn account<'a>(pull_request: &'a PullRequest, person: &str) -> Option<&'a Account> {
    let reviews = pull_request.reviews();
    let reviewers = reviews.iter().map(|review| review.account);
    let mut people = reviewers.chain(&pull_request.author);
    people.find(|account| key(account) == person)
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

fn named(name: &str, since: i64) -> NamedSince {
    NamedSince {
        name: name.to_owned(),
        since,
    }
}
