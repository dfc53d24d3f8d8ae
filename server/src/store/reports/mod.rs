//! Jobs that publish reports: the requests, the worker of each, and the outcome.
//!
//! A pull request has one row. An event marks it as asked for; a worker takes it for a while and
//! settles it. Who took it before and was away for too long holds another lease, and settles nothing.

mod accept;
mod claim;
mod copy;
mod overview;
mod settle;

use atlassian_connect::{ClientKey, context::Uuid};

pub(super) use accept::{ASK_ALL_OF_TENANT, DROP_UNREPORTED};
pub use accept::{Accepted, ReportRequest, Subject};
pub use claim::Terms;
pub use overview::{DeadJob, ReportOverview};
pub use settle::{ReportPlace, Settled};

/// A pull request.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct JobKey {
    /// The installation.
    pub client_key: ClientKey,
    /// The repository that it goes to.
    pub repository: Uuid,
    /// Its number.
    pub pull_request: u32,
}

/// A job that a worker has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportJob {
    /// Pull request of the report.
    pub key: JobKey,
    /// Name of the repository, as an event had it.
    pub full_name: String,
    /// Number of this attempt, from 1.
    pub attempts: u32,
    /// The commit that has a report, as far as is known.
    pub reported: Option<String>,
    /// True if an earlier attempt was about to complete the report on that commit: if it is complete, it is
    /// what was asked for.
    pub was_completing: bool,
    /// Lease of this worker, and of no other.
    pub(super) lease: i64,
    /// Minute of its beginning, in seconds since the Unix epoch.
    pub(super) minute: i64,
    /// Calls that were counted in advance.
    pub(super) reserved: u32,
}

/// Number of jobs by state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// Jobs to be taken, now or later.
    pub waiting: u64,
    /// Jobs that a worker has taken.
    pub running: u64,
    /// Jobs that ended well.
    pub done: u64,
    /// Jobs that were given up.
    pub dead: u64,
}

impl JobCounts {
    /// Takes rows of a state and a number.
    fn of(rows: &[(String, i64)]) -> Self {
        let of = |state: &str| {
            let found = rows.iter().find(|(name, _)| name == state);
            found.map_or(0, |(_, count)| u64::try_from(*count).unwrap_or_default())
        };
        Self {
            waiting: of("waiting"),
            running: of("running"),
            done: of("done"),
            dead: of("dead"),
        }
    }
}
