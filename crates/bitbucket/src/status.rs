//! Builds.

use serde::{Deserialize, Serialize};

use crate::{Timestamp, wire::open_enum};

/// How a build went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum StatusState {
    /// It failed.
    Failed,
    /// It runs.
    InProgress,
    /// Somebody ended it.
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
    /// How it went.
    pub state: StatusState,
    /// Where to read more; whatever the build's system wrote.
    pub url: Option<String>,
    /// When it was first reported.
    pub created_on: Timestamp,
    /// When it was last reported.
    pub updated_on: Timestamp,
}

impl Status {
    pub(crate) const FIELDS: &str = "key,name,state,url,created_on,updated_on";
}
