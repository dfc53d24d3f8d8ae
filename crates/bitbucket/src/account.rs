//! People and apps.

use serde::{Deserialize, Serialize};

/// Identifies an account for good: a UUID in braces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(String);

impl AccountId {
    /// Takes an id, with its braces, as it was read before.
    pub const fn new(id: String) -> Self {
        Self(id)
    }

    /// Text of the id, with its braces.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An account as it is part of other objects. Deleted accounts keep little of this.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Id of the account.
    pub uuid: Option<AccountId>,
    /// The name to show.
    pub display_name: Option<String>,
    /// The name that mentions use; not unique.
    pub nickname: Option<String>,
    /// Kind of account in the API's words: `user`, `team`, `app_user`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Links of the account; none where they were not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<AccountLinks>,
}

/// Links of an account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLinks {
    /// Link to its picture.
    pub avatar: Option<Link>,
}

/// A link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its address.
    pub href: Option<String>,
}

impl Account {
    /// Returns whether both are the same account. Accounts without an id are never the same.
    pub fn is(&self, other: &Self) -> bool {
        self.uuid.is_some() && self.uuid == other.uuid
    }

    /// Address of its picture, if known.
    pub fn picture(&self) -> Option<&str> {
        let avatar = self.links.as_ref()?.avatar.as_ref()?;
        avatar.href.as_deref().filter(|href| !href.is_empty())
    }

    /// The account without its links, which records of the past do without.
    #[must_use]
    pub fn without_links(&self) -> Self {
        Self {
            links: None,
            ..self.clone()
        }
    }
}
