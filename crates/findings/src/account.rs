//! Accounts as the analysis tells them apart.

use bitbucket_cloud::{Account, PullRequest};

/// Key of a person: the account id, or the name where there is none.
pub fn key(account: &Account) -> &str {
    let id = account.uuid.as_ref().map(|id| id.as_str());
    id.or(account.display_name.as_deref()).unwrap_or_default()
}

/// Returns whether an account is known to be no person.
pub fn is_bot(account: &Account) -> bool {
    account.kind.as_ref().is_some_and(|kind| kind != "user")
}

/// Key of a pull request's author; empty if the account is gone.
pub fn author(pull: &PullRequest) -> &str {
    pull.author.as_ref().map(key).unwrap_or_default()
}
