//! What happened on a pull request.

use serde::{Deserialize, Serialize};

use crate::{Account, Endpoint, PullRequestState, Timestamp, wire::null_to_default};

/// One thing that happened. One of its members is there; none for what this crate does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// The number of its pull request, where that was asked for.
    #[serde(default, with = "number")]
    pub pull_request: Option<u32>,
    /// Somebody wrote.
    pub comment: Option<Comment>,
    /// Somebody approved. Votes that were taken back are gone.
    pub approval: Option<VoteCast>,
    /// Somebody asked for changes.
    pub changes_requested: Option<VoteCast>,
    /// The pull request was opened, edited, pushed to or closed.
    pub update: Option<Update>,
}

impl Activity {
    /// Those of the comment come on top.
    pub(crate) const FIELDS: &str = "approval.date,approval.user.uuid,approval.user.display_name,\
        approval.user.nickname,approval.user.type,changes_requested.date,\
        changes_requested.user.uuid,changes_requested.user.display_name,\
        changes_requested.user.nickname,changes_requested.user.type,update.date,update.state,\
        update.author.uuid,update.author.display_name,update.author.nickname,update.author.type,\
        update.source.commit.hash,update.changes.draft.new";
}

/// A vote, and when it was cast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteCast {
    /// When.
    pub date: Timestamp,
    /// By whom; `None` for an account that is gone.
    pub user: Option<Account>,
}

/// A change of the pull request itself, and how it stood then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// When.
    pub date: Timestamp,
    /// By whom; `None` for an account that is gone.
    pub author: Option<Account>,
    /// Where it was in its life.
    pub state: Option<PullRequestState>,
    /// Its source's head; nothing else of the source is asked for.
    #[serde(default, deserialize_with = "null_to_default")]
    pub source: Endpoint,
    /// Whether it became a draft (`true`) or ready for review (`false`); `None` where neither.
    #[serde(rename = "changes", default, with = "draft")]
    pub draft: Option<bool>,
}

/// A comment, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its number.
    pub id: u64,
    /// Who wrote it; `None` for an account that is gone.
    pub user: Option<Account>,
    /// When.
    pub created_on: Timestamp,
    /// Whether its text is gone. Such a comment stays while answers stand below it.
    pub deleted: Option<bool>,
    /// What it answers; `None` at the top of a thread.
    pub parent: Option<Parent>,
    /// There once the thread is resolved.
    pub resolution: Option<Resolution>,
    /// Where in the code it stands; `None` for the pull request as a whole.
    pub inline: Option<Inline>,
}

impl Comment {
    pub(crate) const FIELDS: &str = "id,created_on,deleted,parent.id,resolution.created_on,\
        inline.path,user.uuid,user.display_name,user.nickname,user.type";
}

/// The comment that another one answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parent {
    /// Its number.
    pub id: u64,
}

/// The end of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// When.
    pub created_on: Option<Timestamp>,
}

/// A place in the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inline {
    /// The file.
    pub path: Option<String>,
}

/// The number of a pull request: `{"id": …}`.
mod number {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct PullRequest {
        id: Option<u32>,
    }

    pub(super) fn deserialize<'de, D>(deserializer: D) -> Result<Option<u32>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let pull: Option<PullRequest> = Option::deserialize(deserializer)?;
        Ok(pull.and_then(|pull| pull.id))
    }

    pub(super) fn serialize<S>(id: &Option<u32>, serializer: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
    {
        let pull = id.map(|id| PullRequest { id: Some(id) });
        pull.serialize(serializer)
    }
}

/// The new value of a changed draft state: `{"draft": {"new": …}}`.
mod draft {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Changes {
        draft: Option<Change>,
    }

    #[derive(Serialize, Deserialize)]
    struct Change {
        new: Option<bool>,
    }

    pub(super) fn deserialize<'de, D>(deserializer: D) -> Result<Option<bool>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let changes: Option<Changes> = Option::deserialize(deserializer)?;
        Ok(changes.and_then(|changes| changes.draft?.new))
    }

    pub(super) fn serialize<S>(new: &Option<bool>, serializer: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
    {
        let draft = new.map(|new| Change { new: Some(new) });
        draft
            .map(|draft| Changes { draft: Some(draft) })
            .serialize(serializer)
    }
}
