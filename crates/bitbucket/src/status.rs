//! Builds.

use crate::{FromJson, Reader, Timestamp, json::words};

/// How a build went.
#[derive(Debug, Clone, PartialEq, Eq)]
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

impl From<String> for StatusState {
    fn from(word: String) -> Self {
        match word.as_str() {
            "FAILED" => Self::Failed,
            "INPROGRESS" => Self::InProgress,
            "STOPPED" => Self::Stopped,
            "SUCCESSFUL" => Self::Successful,
            _ => Self::Other(word),
        }
    }
}

/// What a build says about the source's head.
#[derive(Debug, Clone, PartialEq, Eq)]
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

words!(StatusState);

impl FromJson for Status {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            key: from.maybe("key"),
            name: from.maybe("name"),
            state: from.need("state"),
            url: from.maybe("url"),
            created_on: from.need("created_on"),
            updated_on: from.need("updated_on"),
        }
    }
}
