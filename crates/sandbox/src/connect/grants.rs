//! Bearer tokens and what they are good for.

use atlassian_connect::ClientKey;

use crate::world::PersonId;

/// What a bearer token lets its holder do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// On whose behalf.
    pub actor: Actor,
    /// Bitbucket scopes, such as `pullrequest`.
    pub scopes: Vec<String>,
    /// UUID in braces of the only repository that it is good for, if it was narrowed.
    pub repository: Option<String>,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// The account that an app is installed into.
    Installation(ClientKey),
    /// A signed-in person, through the bridge.
    Person(PersonId),
}
