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
    /// Who opened it.
    pub author: PersonId,
    /// Where it stands.
    pub state: PullRequestState,
    /// Whether it is a draft now.
    pub draft: bool,
    /// The branch with the change.
    pub source: Side,
    /// The branch that it goes to; `commit` is that branch's head while open, and the commit it was
    /// merged onto afterwards.
    pub destination: Side,
    /// The merge commit's full hash once merged.
    pub merge_commit: Option<String>,
    /// Who merged or declined it.
    pub closed_by: Option<PersonId>,
    /// When it was opened.
    pub created_on: Timestamp,
    /// When it last changed.
    pub updated_on: Timestamp,
    /// Who was asked for a review.
    pub reviewers: Vec<PersonId>,
    /// Approvals, requests for changes and updates, ascending by time. Votes are derived: the last
    /// one of a person counts.
    pub events: Vec<Event>,
    /// Comments, ascending by time.
    pub comments: Vec<Comment>,
    /// Tasks, ascending by time.
    pub tasks: Vec<Task>,
    /// What became of the source, if it is not there any more.
    pub gone: Option<Gone>,
}

/// What was deleted under an open pull request.
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
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// What.
    pub kind: EventKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// A vote for it.
    Approved,
    /// A vote against it as it is.
    ChangesRequested,
    /// It was declined.
    Declined,
    /// It went from draft to ready (`true`: now a draft).
    DraftChanged {
        /// Whether it is a draft from now on.
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
    /// Who wrote it.
    pub author: PersonId,
    /// Markdown, untrusted text.
    pub text: String,
    /// When it was written.
    pub created_on: Timestamp,
    /// The comment that it answers.
    pub parent: Option<CommentId>,
    /// The line that it is about.
    pub inline: Option<Inline>,
    /// Who resolved the thread, and when.
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
    /// What is to be done.
    pub text: String,
    /// Who asked for it.
    pub creator: PersonId,
    /// When it was asked for.
    pub created_on: Timestamp,
    /// Whether it is done.
    pub state: TaskState,
}

/// Whether a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// `RESOLVED`
    Resolved,
    /// `UNRESOLVED`
    Unresolved,
}
