//! Scopes that an installation holds. No call lists them, so a token is asked for with each of them
//! alone.

use std::time::Duration;

use atlassian_connect::ClientKey;
use bitbucket_cloud::installed::{Error as CallError, Identity, Permit, Scope};
use futures_util::future::join_all;
use moka::sync::Cache;
use sightline_handover::{ScopeFact, ScopeState};
use tokio::time::timeout;

use crate::{AppState, account, store::Installation};

/// Installations whose answers are kept.
const CAPACITY: u64 = 1_000;

/// Answers older than this are asked for again: an admin may just have granted more.
const LIFETIME: Duration = Duration::from_secs(60);

/// Bitbucket's time to answer; less than a whole request may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Scopes of installations that were asked about lately.
#[derive(Debug)]
pub(crate) struct Scopes(Cache<ClientKey, Vec<ScopeFact>>);

/// Answer of Bitbucket's token endpoint for one scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Given,
    Refused,
    None,
}

impl Default for Scopes {
    fn default() -> Self {
        let cache = Cache::builder().max_capacity(CAPACITY);
        Self(cache.time_to_live(LIFETIME).build())
    }
}

impl Scopes {
    /// Scopes of the descriptor, in its order.
    pub(super) async fn of(&self, app: &AppState, installation: &Installation) -> Vec<ScopeFact> {
        if let Some(known) = self.0.get(&installation.client_key) {
            return known;
        }
        let needed = &app.descriptor.scopes;
        let identity = account::identity(&app.config, installation);
        let asked = needed.iter().map(|scope| ask(app, &identity, scope));
        let answers = join_all(asked).await;
        let is_known = answers.contains(&Answer::Given);
        let facts = needed.iter().zip(answers).map(|(name, answer)| ScopeFact {
            name: name.clone(),
            state: state(answer, is_known),
        });
        let facts: Vec<ScopeFact> = facts.collect();
        if facts.iter().all(|fact| fact.state != ScopeState::Unknown) {
            let client = installation.client_key.clone();
            self.0.insert(client, facts.clone());
        }
        facts
    }
}

/// A refusal speaks of the scope only where Bitbucket knows the installation, as it does if it gives
/// any token.
fn state(answer: Answer, is_known: bool) -> ScopeState {
    match answer {
        Answer::Given => ScopeState::Granted,
        Answer::Refused if is_known => ScopeState::Missing,
        Answer::Refused | Answer::None => ScopeState::Unknown,
    }
}

async fn ask(app: &AppState, identity: &Identity, scope: &str) -> Answer {
    let Ok(scope) = Scope::parse(scope) else {
        return Answer::None;
    };
    let permit = Permit::anywhere([scope]);
    match timeout(PATIENCE, app.account.prove(identity, &permit)).await {
        Ok(Ok(_)) => Answer::Given,
        Ok(Err(CallError::TokenRefused { .. })) => Answer::Refused,
        Ok(Err(_)) | Err(_) => Answer::None,
    }
}
