//! Accounts.

/// Index of a person in [`super::World::people`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub usize);

/// An account that can sign in, author, review.
#[derive(Debug, Clone)]
pub struct Person {
    /// UUID in braces.
    pub uuid: String,
    /// Atlassian account id, `557058:…`.
    pub account_id: String,
    /// Shown name.
    pub display_name: String,
    /// Short, not unique, not usable in URLs.
    pub nickname: String,
    /// Address in git commits, by which authors are recognised.
    pub email: String,
    /// Human or app.
    pub kind: PersonKind,
    /// Role in the workspace.
    pub role: Role,
    /// Time at which the account was made.
    pub created_on: jiff::Timestamp,
}

/// Human or app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonKind {
    /// `app_user`: a bot.
    App,
    /// `user`
    User,
}

/// Role of a person in the workspace and its repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Nothing any more: the account was deactivated.
    Deactivated,
    /// Reads and writes.
    Member,
    /// Reads, writes, and manages apps and settings.
    Admin,
}
