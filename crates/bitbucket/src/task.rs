//! What is to be done before a merge.

use crate::{Account, FromJson, Reader, Timestamp, json::words};

/// Whether a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// It is.
    Resolved,
    /// It is not.
    Unresolved,
    /// A word that this crate does not know.
    Other,
}

impl From<String> for TaskState {
    fn from(word: String) -> Self {
        match word.as_str() {
            "RESOLVED" => Self::Resolved,
            "UNRESOLVED" => Self::Unresolved,
            _ => Self::Other,
        }
    }
}

/// Text that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// As it was written, in Markdown.
    pub raw: String,
}

/// A task on a pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its number.
    pub id: u64,
    /// Whether it is done.
    pub state: TaskState,
    /// What is to be done.
    pub content: Option<Content>,
    /// Who asked for it; `None` for an account that is gone.
    pub creator: Option<Account>,
    /// When.
    pub created_on: Timestamp,
}

impl Task {
    pub(crate) const FIELDS: &str = "id,state,content.raw,created_on,\
        creator.uuid,creator.display_name,creator.nickname,creator.type";
}

words!(TaskState);

impl FromJson for Content {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            raw: from.or_default("raw"),
        }
    }
}

impl FromJson for Task {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            id: from.need("id"),
            state: from.need("state"),
            content: from.maybe("content"),
            creator: from.maybe("creator"),
            created_on: from.need("created_on"),
        }
    }
}
