//! Builds.

use serde::{Deserialize, Serialize};

use crate::{Timestamp, wire::open_enum};

/// State of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum StatusState {
    /// It failed.
    Failed,
    /// It runs.
    InProgress,
    /// Somebody stopped it.
    Stopped,
    /// It passed.
    Successful,
    /// A word that this crate does not know.
    Other(String),
}

open_enum!(StatusState {
    Failed = "FAILED",
    InProgress = "INPROGRESS",
    Stopped = "STOPPED",
    Successful = "SUCCESSFUL",
});

/// A build of the source's head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Tells the builds of a commit apart.
    pub key: Option<String>,
    /// The name to show.
    pub name: Option<String>,
    /// State of the build.
    pub state: StatusState,
    /// Link to more; any text that the build's system wrote.
    pub url: Option<String>,
    /// Time of its first report.
    pub created_on: Timestamp,
    /// Time of its last report.
    pub updated_on: Timestamp,
}

impl Status {
    pub(crate) const FIELDS: &str = "key,name,state,url,created_on,updated_on";
}
