//! Facts that the server tells admins about the installation in their workspace.

use serde::{Deserialize, Serialize};

use crate::{Uuid, Writing};

/// Answer to `GET /connect/installation`. Times are seconds since the Unix epoch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstallationFacts {
    /// Name of the workspace or user that the app is installed into, untrusted text; `None` where
    /// Bitbucket told none.
    pub principal: Option<String>,
    /// Name of the installation in the protocol.
    pub client_key: String,
    /// Version of the server.
    pub version: String,
    /// Scopes that the server's settings need.
    pub scopes: Vec<ScopeFact>,
    /// Operator's choice whether the app writes.
    pub writing: Writing,
    /// Reports of the installation; `None` where the operator has not switched them on.
    pub reports: Option<ReportFacts>,
    /// Sentences on the data that leaves Bitbucket for the server as it is set up.
    pub what_leaves: String,
    /// Days after today until Atlassian Connect ends on Bitbucket, by UTC; `None` once it has.
    pub connect_days_left: Option<u64>,
    /// Link that installs the same app for Forge, if there is one.
    pub forge_link: Option<String>,
}

/// A scope that the app needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeFact {
    /// Name of the scope, such as `pullrequest`.
    pub name: String,
    /// State of the scope.
    pub state: ScopeState,
}

/// State of a scope in an installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScopeState {
    /// Bitbucket gives the installation tokens for it.
    Granted,
    /// Bitbucket gives it tokens for other scopes, and refuses this one.
    Missing,
    /// Bitbucket did not say.
    Unknown,
}

/// State of an installation's reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFacts {
    /// Time of the last event from Bitbucket; `None` if none is recorded.
    pub heard_at: Option<u64>,
    /// Pull requests that wait for a report.
    pub waiting: u64,
    /// Pull requests that are being read for one.
    pub running: u64,
    /// Pull requests whose job is done.
    pub done: u64,
    /// Pull requests whose report was given up.
    pub dead: u64,
    /// Reports that were given up in the last day, the last one first; [`ReportFacts::LISTED`] at most.
    pub failures: Vec<FailedReport>,
}

impl ReportFacts {
    /// Failures that are listed at most.
    pub const LISTED: u16 = 20;
}

/// A report that was given up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FailedReport {
    /// Pull request that lacks it.
    pub key: ReportKey,
    /// `workspace/repository`, both as slugs.
    pub full_name: String,
    /// Last failure, in words.
    pub reason: String,
    /// Time of giving up.
    pub at: u64,
}

/// Pull request of a report: content of `POST /connect/reports/retry`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReportKey {
    /// Repository that the pull request goes to.
    pub repository: Uuid,
    /// Its number.
    pub pull_request: u32,
}
