//! A typed client for the part of Bitbucket Cloud's REST API that Sightline uses. It reads, but for
//! one call that replaces reviewers.
//!
//! The crate knows paths, parameters and shapes; it does not know how a call is made. That is the
//! [`Transport`]: the host's bridge in the browser, HTTP in the server, canned answers in a test.
//! So the crate has no clock and no sockets, and compiles for both worlds. A transport hands its
//! answers to [`decode`] or [`decode_text`].
//!
//! Three rules hold everywhere:
//! * Every call names the `fields` that it uses, and wire types hold only those. Members that
//!   Bitbucket may leave out are optional, words that may grow are open enums.
//! * A page's `next` link is followed with its path and query as they came. Its origin is dropped,
//!   so that no answer can send a call elsewhere.
//! * A [`Budget`] counts calls: Bitbucket allows 1,000 an hour, shared by all apps of a reader.
//!
//! The feature `installed` adds calls in the name of an installation, for the server.

mod account;
mod activity;
mod budget;
mod client;
mod decode;
mod diffstat;
mod error;
#[cfg(feature = "installed")]
pub mod installed;
mod page;
mod pull_request;
mod range;
mod report;
mod repository;
mod request;
mod status;
mod task;
mod time;
mod transport;
mod wire;

pub use account::{Account, AccountId, AccountLinks, Link};
pub use activity::{Activity, Comment, Inline, Parent, Resolution, Update, VoteCast};
pub use budget::Budget;
pub use client::{Client, RepositoryDetails, Span};
pub use decode::{decode, decode_text};
pub use diffstat::FileChange;
pub use error::Error;
pub use page::Page;
pub use pull_request::{
    Branch, Commit, Endpoint, Participant, PullRequest, PullRequestState, RepositoryName, Review,
    Role, Vote,
};
pub use range::{AuthoredCommit, CommitAuthor, CommitEntry, Conflict, FileCommit, Range};
pub use report::{ANNOTATIONS_A_CALL, Annotation, Report, ReportData, ReportResult, Severity};
pub use repository::Repository;
pub use request::{Method, Request};
pub use status::{Status, StatusState};
pub use task::{Content, Task, TaskState};
pub use time::{Civil, Timestamp};
pub use transport::Transport;
