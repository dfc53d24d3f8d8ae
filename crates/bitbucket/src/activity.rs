//! Activity on a pull request.

use serde::{Deserialize, Serialize};

use crate::{Account, Endpoint, PullRequestState, Timestamp, wire::null_to_default};

/// One event. One of its members is set; none for kinds that this crate does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Number of its pull request, if that was asked for.
    #[serde(default, with = "number")]
    pub pull_request: Option<u32>,
    /// A comment was written.
    pub comment: Option<Comment>,
    /// Somebody approved. Votes that were taken back are gone.
    pub approval: Option<VoteCast>,
    /// Somebody asked for changes.
    pub changes_requested: Option<VoteCast>,
    /// The pull request was opened, edited, pushed to or closed.
    pub update: Option<Update>,
}

impl Activity {
    /// Fields of an event, without those of its comment.
    pub(crate) const FIELDS: &str = "approval.date,approval.user.uuid,approval.user.display_name,\
        approval.user.nickname,approval.user.type,changes_requested.date,\
        changes_requested.user.uuid,changes_requested.user.display_name,\
        changes_requested.user.nickname,changes_requested.user.type,update.date,update.state,\
        update.author.uuid,update.author.display_name,update.author.nickname,update.author.type,\
        update.source.commit.hash,update.changes.draft.new";
}

/// A vote and its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteCast {
    /// Time of the vote.
    pub date: Timestamp,
    /// Account that voted; `None` for one that is gone.
    pub user: Option<Account>,
}

/// A change of the pull request itself, and its state after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// Time of the change.
    pub date: Timestamp,
    /// Account that made it; `None` for one that is gone.
    pub author: Option<Account>,
    /// State of the pull request.
    pub state: Option<PullRequestState>,
    /// Head of its source; nothing else of the source is asked for.
    #[serde(default, deserialize_with = "null_to_default")]
    pub source: Endpoint,
    /// New draft state: `true` for a draft, `false` for ready for review; `None` if it did not change.
    #[serde(rename = "changes", default, with = "draft")]
    pub draft: Option<bool>,
}

/// A comment, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its number.
    pub id: u64,
    /// Author; `None` for an account that is gone.
    pub user: Option<Account>,
    /// Time of writing.
    pub created_on: Timestamp,
    /// True if its text is gone. Such a comment stays while it has answers.
    pub deleted: Option<bool>,
    /// Comment that it answers; `None` at the top of a thread.
    pub parent: Option<Parent>,
    /// Resolution of the thread; `None` while it is open.
    pub resolution: Option<Resolution>,
    /// Place in the code; `None` for the pull request as a whole.
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
    /// Time of the resolution.
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
