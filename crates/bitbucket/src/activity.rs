//! What happened on a pull request.

use crate::{Account, Endpoint, FromJson, PullRequestState, Reader, Timestamp};

/// One thing that happened. One of its members is there; none for what this crate does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activity {
    /// The number of its pull request, where that was asked for.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteCast {
    /// When.
    pub date: Timestamp,
    /// By whom; `None` for an account that is gone.
    pub user: Option<Account>,
}

/// A change of the pull request itself, and how it stood then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// When.
    pub date: Timestamp,
    /// By whom; `None` for an account that is gone.
    pub author: Option<Account>,
    /// Where it was in its life.
    pub state: Option<PullRequestState>,
    /// Its source's head; nothing else of the source is asked for.
    pub source: Endpoint,
    /// Whether it became a draft (`true`) or ready for review (`false`); `None` where neither.
    pub draft: Option<bool>,
}

/// A comment, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parent {
    /// Its number.
    pub id: u64,
}

/// The end of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// When.
    pub created_on: Option<Timestamp>,
}

/// A place in the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The file.
    pub path: Option<String>,
}

impl FromJson for Activity {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            pull_request: from.or_default::<Numbered>("pull_request").0,
            comment: from.maybe("comment"),
            approval: from.maybe("approval"),
            changes_requested: from.maybe("changes_requested"),
            update: from.maybe("update"),
        }
    }
}

impl FromJson for VoteCast {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            date: from.need("date"),
            user: from.maybe("user"),
        }
    }
}

impl FromJson for Update {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            date: from.need("date"),
            author: from.maybe("author"),
            state: from.maybe("state"),
            source: from.or_default("source"),
            draft: from.or_default::<Changes>("changes").0.0,
        }
    }
}

#[derive(Default)]
struct Numbered(Option<u32>);

impl FromJson for Numbered {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self(from.maybe("id"))
    }
}

#[derive(Default)]
struct Changes(Change);

impl FromJson for Changes {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self(from.or_default("draft"))
    }
}

#[derive(Default)]
struct Change(Option<bool>);

impl FromJson for Change {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self(from.maybe("new"))
    }
}

impl FromJson for Comment {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            id: from.need("id"),
            user: from.maybe("user"),
            created_on: from.need("created_on"),
            deleted: from.maybe("deleted"),
            parent: from.maybe("parent"),
            resolution: from.maybe("resolution"),
            inline: from.maybe("inline"),
        }
    }
}

impl FromJson for Parent {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            id: from.need("id"),
        }
    }
}

impl FromJson for Resolution {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            created_on: from.maybe("created_on"),
        }
    }
}

impl FromJson for Inline {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            path: from.maybe("path"),
        }
    }
}
