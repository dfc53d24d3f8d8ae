//! Tasks to be done before a merge.

use serde::{Deserialize, Serialize};

use crate::{
    Account, Timestamp,
    wire::{null_to_default, open_enum},
};

/// State of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum TaskState {
    /// The task is done.
    Resolved,
    /// The task is not done.
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
    /// Markdown as it was written.
    #[serde(default, deserialize_with = "null_to_default")]
    pub raw: String,
}

/// A task on a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its number.
    pub id: u64,
    /// State of the task.
    pub state: TaskState,
    /// Text of the task.
    pub content: Option<Content>,
    /// Author; `None` for an account that is gone.
    pub creator: Option<Account>,
    /// Time of creation.
    pub created_on: Timestamp,
}

impl Task {
    pub(crate) const FIELDS: &str = "id,state,content.raw,created_on,\
        creator.uuid,creator.display_name,creator.nickname,creator.type";
}
