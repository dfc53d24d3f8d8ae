//! What is to be done before a merge.

use serde::{Deserialize, Serialize};

use crate::{
    Account, Timestamp,
    wire::{null_to_default, open_enum},
};

/// Whether a task is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum TaskState {
    /// It is.
    Resolved,
    /// It is not.
    Unresolved,
    /// A word that this crate does not know.
    Other(String),
}

open_enum!(TaskState {
    Resolved = "RESOLVED",
    Unresolved = "UNRESOLVED",
});

/// Text that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// As it was written, in Markdown.
    #[serde(default, deserialize_with = "null_to_default")]
    pub raw: String,
}

/// A task on a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its number.
    pub id: u64,
    /// Whether it is done.
    pub state: TaskState,
    /// What is to be done.
    pub content: Option<Content>,
    /// Who asked for it; `None` for an account that is gone.
    pub creator: Option<Account>,
    /// When it was asked for.
    pub created_on: Timestamp,
}

impl Task {
    pub(crate) const FIELDS: &str = "id,state,content.raw,created_on,\
        creator.uuid,creator.display_name,creator.nickname,creator.type";
}
