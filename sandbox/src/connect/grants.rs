//! Bearer tokens and their permissions.

use std::{collections::HashMap, fmt};

use atlassian_connect::{AppKey, ClientKey};
use serde::Serialize;

use super::random;
use crate::world::PersonId;

/// Lifetime of a token, in seconds.
pub const TOKEN_LIFETIME: u64 = 2 * 60 * 60;

/// Permissions of the holder of a bearer token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Actor on whose behalf the holder calls.
    pub actor: Actor,
    /// App that the holder calls through.
    pub app: AppKey,
    /// Bitbucket scopes, such as `pullrequest`; granular ones for an app on Forge.
    pub scopes: Vec<String>,
    /// UUID in braces of the only repository that the token is valid for, if it was narrowed.
    pub repository: Option<String>,
}

/// Identity on whose behalf calls are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// The account that an app is installed into.
    Installation(ClientKey),
    /// A signed-in person, through the bridge.
    Person(PersonId),
}

/// A bearer token on its way to its holder. Never printed.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct AccessToken(String);

impl AccessToken {
    /// The token itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken([redacted])")
    }
}

/// Tokens that were issued.
#[derive(Default)]
pub(super) struct Grants(HashMap<String, Issued>);

struct Issued {
    grant: Grant,
    expires_at: u64,
}

impl Grants {
    pub(super) fn find(&self, bearer: &str, now: u64) -> Option<Grant> {
        let issued = self.0.get(bearer)?;
        (now < issued.expires_at).then(|| issued.grant.clone())
    }

    pub(super) fn issue(&mut self, grant: Grant, now: u64) -> AccessToken {
        self.0.retain(|_, issued| now < issued.expires_at);
        let token = random::hex();
        let expires_at = now.saturating_add(TOKEN_LIFETIME);
        self.0.insert(token.clone(), Issued { grant, expires_at });
        AccessToken(token)
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn end_of_app(&mut self, app: &AppKey) {
        self.0.retain(|_, issued| issued.grant.app != *app);
    }

    pub(super) fn end_of_person(&mut self, person: PersonId, app: &AppKey) {
        self.0.retain(|_, Issued { grant, .. }| {
            grant.app != *app || grant.actor != Actor::Person(person)
        });
    }
}

impl fmt::Debug for Grants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Grants({} tokens)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(app: &str, actor: Actor) -> Grant {
        Grant {
            actor,
            app: AppKey::new(app),
            scopes: vec!["account".to_owned()],
            repository: None,
        }
    }

    #[test]
    fn a_token_ends_after_two_hours() {
        let mut grants = Grants::default();
        let asked = grant("a", Actor::Person(PersonId(0)));
        let token = grants.issue(asked.clone(), 1_000);
        assert_eq!(grants.find(token.expose(), 8_199), Some(asked));
        assert_eq!(grants.find(token.expose(), 8_200), None);
        assert_eq!(grants.find("", 1_000), None);
    }

    #[test]
    fn tokens_end_with_their_app_or_their_person() {
        let mut grants = Grants::default();
        let [ann, bob] = [PersonId(0), PersonId(1)].map(Actor::Person);
        let tokens = [
            grants.issue(grant("a", ann.clone()), 0),
            grants.issue(grant("a", bob), 0),
            grants.issue(grant("b", ann), 0),
        ];
        let alive = |grants: &Grants| {
            let alive = tokens.each_ref().map(|t| grants.find(t.expose(), 1));
            alive.map(|grant| grant.is_some())
        };
        grants.end_of_person(PersonId(0), &AppKey::new("a"));
        assert_eq!(alive(&grants), [false, true, true]);
        grants.end_of_app(&AppKey::new("a"));
        assert_eq!(alive(&grants), [false, false, true]);
    }

    #[test]
    fn a_token_is_never_printed() {
        let mut grants = Grants::default();
        let token = grants.issue(grant("a", Actor::Person(PersonId(0))), 0);
        assert_eq!(format!("{token:?}"), "AccessToken([redacted])");
        assert!(!format!("{grants:?}").contains(token.expose()));
    }
}
