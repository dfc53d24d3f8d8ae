//! Bitbucket's side of Connect: what is registered, installed, consented to and granted, and the
//! signed calls that follow from it.
//!
//! [`Connect`] holds the records, plain data behind
//! [`Sandbox::connect`](crate::state::Sandbox::connect). [`operations`] change them and tell the
//! app over HTTP; [`frames`] are the signed addresses of the app's pages. Nothing here trusts what
//! an app says before its JWT was verified.

mod app_call;
mod apps;
mod conditions;
mod descriptor;
mod error;
mod frame;
mod grants;
mod lifecycle;
pub mod operations;
pub(crate) mod outbound;
pub(crate) mod proxied;
mod random;
mod returning;
mod signing;
mod template;
pub(crate) mod webhooks;

use std::collections::BTreeMap;

use atlassian_connect::{AppKey, ClientKey, SharedSecret};

use crate::world::PersonId;

pub(crate) use atlassian_connect::descriptor::scopes;

pub use apps::{App, Consent, Installation};
pub use error::ConnectError;
pub use frame::{Frame, Place, frames};
pub use grants::{AccessToken, Actor, Grant, TOKEN_LIFETIME};
pub use returning::{denied_url, return_target, return_url};

pub(crate) use app_call::verify as verify_app_call;
pub(crate) use frame::has_module;
use grants::Grants;

/// Registered apps, installations, consents and grants.
#[derive(Debug, Default)]
pub struct Connect {
    apps: BTreeMap<AppKey, App>,
    /// Apps that were installed without being registered, in the order of their first time.
    connections: Vec<AppKey>,
    consents: BTreeMap<(PersonId, AppKey), Consent>,
    grants: Grants,
    installations: BTreeMap<AppKey, Installation>,
    /// Secrets that an app has accepted, kept after it was uninstalled.
    secrets: BTreeMap<ClientKey, SharedSecret>,
}

impl Connect {
    /// Registered apps, by key.
    pub fn apps(&self) -> impl Iterator<Item = &App> {
        self.apps.values()
    }

    /// A registered app.
    pub fn app(&self, key: &AppKey) -> Option<&App> {
        self.apps.get(key)
    }

    /// Installations, by app key.
    pub fn installations(&self) -> impl Iterator<Item = &Installation> {
        self.installations.values()
    }

    /// The installation of an app.
    pub fn installation(&self, key: &AppKey) -> Option<&Installation> {
        self.installations.get(key)
    }

    /// Answer of a person to whether the app may act for them.
    pub fn consent(&self, person: PersonId, app: &AppKey) -> Option<Consent> {
        self.consents.get(&(person, app.clone())).copied()
    }

    /// Remembers a person's answer.
    pub fn answer_consent(&mut self, person: PersonId, app: &AppKey, answer: Consent) {
        self.consents.insert((person, app.clone()), answer);
    }

    /// Forgets a person's answer, so that they are asked again, and ends the app's tokens.
    pub fn forget_consent(&mut self, person: PersonId, app: &AppKey) {
        self.consents.remove(&(person, app.clone()));
        self.grants.end_of_person(person, app);
    }

    /// Permissions that the bearer token gives at `now` (unix seconds).
    pub fn grant(&self, bearer: &str, now: u64) -> Option<Grant> {
        self.grants.find(bearer, now)
    }

    /// A new token, valid for [`TOKEN_LIFETIME`] seconds from `now` (unix seconds).
    pub fn issue(&mut self, grant: Grant, now: u64) -> AccessToken {
        self.grants.issue(grant, now)
    }

    /// Ends all tokens, so that every holder has to ask for a new one.
    pub fn expire_tokens(&mut self) {
        self.grants.clear();
    }

    fn register(&mut self, app: App) {
        self.apps.insert(app.descriptor.key.clone(), app);
    }

    /// `connection:<n>`, the same each time for the same app.
    fn connection(&mut self, app: &AppKey) -> ClientKey {
        let known = self.connections.iter().position(|key| key == app);
        let at = known.unwrap_or_else(|| {
            self.connections.push(app.clone());
            self.connections.len() - 1
        });
        ClientKey::new(format!("connection:{}", at + 1))
    }

    /// Puts an installation in place of any other of its app, which is returned.
    fn enter(&mut self, installation: Installation) -> Option<Installation> {
        self.installations
            .insert(installation.app_key.clone(), installation)
    }

    /// Takes an installation out, and ends what was granted to the app.
    fn leave(&mut self, app: &AppKey) -> Option<Installation> {
        let left = self.installations.remove(app);
        self.consents.retain(|(_, of), _| of != app);
        self.grants.end_of_app(app);
        left
    }
}
