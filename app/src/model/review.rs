//! Answers about the review of a pull request: seven queries, each of which can fail alone.

use bitbucket_cloud::{Activity, Timestamp};
use serde::{Deserialize, Serialize};

/// Query about a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewQuery {
    /// Comments, votes and changes.
    Activity,
    /// Commits of the destination that the source lacks.
    Behind,
    /// Builds of the source's head.
    Builds,
    /// Files that do not merge.
    Conflicts,
    /// People who are asked on every pull request.
    DefaultReviewers,
    /// Changed files.
    Files,
    /// Code owners of the changed files.
    Owners,
    /// Tasks.
    Tasks,
}

/// Answer to a review query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewData<T> {
    /// Nothing was asked: the pull request is closed, and it does not matter any more.
    Closed,
    /// Nothing can be said: the source, or one of its commits, is gone.
    Gone,
    /// Answer of Bitbucket.
    Known(T),
}

/// A number of commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Behind {
    /// That many.
    Exactly(u32),
    /// Pages of them.
    MoreThan(u32),
}

/// Activity of a pull request, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activities {
    /// Comments, votes, changes.
    pub events: Vec<Activity>,
    /// Part of it that was not read.
    pub unread: Unread,
}

/// Part of the activity that was not read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unread {
    /// Everything between these times.
    Between(Timestamp, Timestamp),
    /// Nothing.
    #[default]
    Nothing,
    /// Votes and pushes before that time; comments are there.
    VotesBefore(Timestamp),
}
