//! Pull requests and what happened on them.

use jiff::Timestamp;
use serde::Deserialize;

use super::PersonId;

/// A pull request: two ends and a list of events.
#[derive(Debug, Clone)]
pub struct PullRequest {
    /// Number within the repository.
    pub id: u64,
    /// Title, untrusted text.
    pub title: String,
    /// Description in Markdown, untrusted text.
    pub description: String,
    /// Person who opened it.
    pub author: PersonId,
    /// State in Bitbucket's words.
    pub state: PullRequestState,
    /// True if it is a draft now.
    pub draft: bool,
    /// The branch with the change.
    pub source: Side,
    /// The branch that it goes to; `commit` is that branch's head while open, and the commit it was
    /// merged onto afterwards.
    pub destination: Side,
    /// True if merging it deletes its source branch.
    pub close_source_branch: bool,
    /// The merge commit's full hash once merged.
    pub merge_commit: Option<String>,
    /// Person who merged or declined it.
    pub closed_by: Option<PersonId>,
    /// Time at which it was opened.
    pub created_on: Timestamp,
    /// Time of the last change.
    pub updated_on: Timestamp,
    /// People who were asked for a review.
    pub reviewers: Vec<PersonId>,
    /// Approvals, requests for changes and updates, ascending by time. Votes are derived: the last
    /// one of a person counts.
    pub events: Vec<Event>,
    /// Comments, ascending by time.
    pub comments: Vec<Comment>,
    /// Tasks, ascending by time.
    pub tasks: Vec<Task>,
    /// Part of the source that was deleted, if one was.
    pub gone: Option<Gone>,
}

/// Part of the source that was deleted under an open pull request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gone {
    /// The source branch. Its last commit is still known by its hash.
    Branch,
    /// The fork that the source branch was in, and with it what the source was.
    Fork,
}

/// State of a pull request, in Bitbucket's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PullRequestState {
    /// `DECLINED`
    Declined,
    /// `MERGED`
    Merged,
    /// `OPEN`
    Open,
}

/// One end of a pull request.
#[derive(Debug, Clone)]
pub struct Side {
    /// Branch name.
    pub branch: String,
    /// Full commit hash.
    pub commit: String,
}

/// Something that happened, other than a comment.
#[derive(Debug, Clone)]
pub struct Event {
    /// Time of the event.
    pub at: Timestamp,
    /// Person who caused it.
    pub by: PersonId,
    /// Kind of the event.
    pub kind: EventKind,
}

/// Kind of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// A vote for it.
    Approved,
    /// A vote against it as it is.
    ChangesRequested,
    /// It was declined.
    Declined,
    /// Its draft state changed.
    DraftChanged {
        /// True if it is a draft from now on.
        draft: bool,
    },
    /// It was merged.
    Merged,
    /// It was opened.
    Opened,
    /// New commits were pushed to the source branch.
    Pushed {
        /// The source branch's head from now on.
        commit: String,
    },
    /// A vote was taken back.
    VoteWithdrawn,
}

/// Number of a comment within the repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommentId(pub u64);

/// A comment on a pull request.
#[derive(Debug, Clone)]
pub struct Comment {
    /// Number within the repository.
    pub id: CommentId,
    /// Author of the comment.
    pub author: PersonId,
    /// Markdown, untrusted text.
    pub text: String,
    /// Time at which it was written.
    pub created_on: Timestamp,
    /// The comment that it answers.
    pub parent: Option<CommentId>,
    /// The line that it is about.
    pub inline: Option<Inline>,
    /// Person who resolved the thread, and the time.
    pub resolved: Option<(PersonId, Timestamp)>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// Path in the source branch.
    pub path: String,
    /// 1-based line in the new file.
    pub to: u64,
}

/// A task on a pull request.
#[derive(Debug, Clone)]
pub struct Task {
    /// Number within the repository.
    pub id: u64,
    /// Text of the task.
    pub text: String,
    /// Person who created it.
    pub creator: PersonId,
    /// Time of creation.
    pub created_on: Timestamp,
    /// State of the task.
    pub state: TaskState,
}

/// State of a task, in Bitbucket's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// `RESOLVED`
    Resolved,
    /// `UNRESOLVED`
    Unresolved,
}
