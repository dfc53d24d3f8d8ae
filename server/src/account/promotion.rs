//! Unverified installations become trusted once Bitbucket itself has accepted their secret.
//!
//! Whoever sends an unsigned first installation chooses its secret. A token exchange at the one
//! configured URL tells whether Bitbucket knows that secret for that clientKey; nobody else can make
//! it succeed. It runs after the answer, because Bitbucket may only then hold the secret as given.

use std::{sync::Arc, time::Duration};

use atlassian_connect::{ClientKey, lifecycle::UnsignedInstalls};
use bitbucket_cloud::installed::Error as CallError;
use tokio::sync::Semaphore;

use super::{
    candidates::{CandidateId, Candidates},
    identity, least,
};
use crate::{
    AppState, Error,
    store::{Effect, Installation, InstallationState},
};

/// When an installation is tried, after it came in.
const DELAYS: [Duration; 3] = [
    Duration::from_millis(500),
    Duration::from_secs(10),
    Duration::from_secs(60),
];

/// First tries at a time. Later ones have permits of their own: what Bitbucket has refused once takes
/// none from what it has not seen.
const FIRST_TRIES: usize = 24;
const LATER_TRIES: usize = 8;

/// Bytes of a secret that is held in memory. Bitbucket's are far shorter.
const LONGEST_SECRET: usize = 1_024;

/// What was not settled then is looked at this often, ...
const SWEEP: Duration = Duration::from_secs(10 * 60);

/// ... for a day, in seconds.
const SWEEP_AGE: u64 = 24 * 60 * 60;

/// Tries installations in the background. Each has the secret it came with: another one for the same
/// clientKey does not take its place.
#[derive(Debug, Clone)]
pub(crate) struct Promoter(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    candidates: Candidates,
    first_tries: Semaphore,
    later_tries: Semaphore,
}

/// Outcome of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Bitbucket could not be asked.
    Open,
    /// Bitbucket did not accept the secret.
    Refused,
    /// There is nothing left to do for this clientKey.
    Settled,
}

impl Default for Promoter {
    fn default() -> Self {
        Self(Arc::new(Inner {
            candidates: Candidates::default(),
            first_tries: Semaphore::new(FIRST_TRIES),
            later_tries: Semaphore::new(LATER_TRIES),
        }))
    }
}

impl Promoter {
    /// Begins to try an installation that came in unsigned. Where there is no room for it, the next
    /// sweep finds it.
    pub(crate) fn start(&self, app: AppState, candidate: Installation) {
        let client_key = candidate.client_key.clone();
        let is_long = candidate.shared_secret.expose().len() > LONGEST_SECRET;
        let promoter = self.clone();
        let start = move |id| tokio::spawn(async move { promoter.run(&app, &candidate, id).await });
        if is_long || !self.0.candidates.insert(&client_key, start) {
            tracing::warn!(client = %client_key, "too many unverified installations at once");
        }
    }

    async fn run(&self, app: &AppState, candidate: &Installation, id: CandidateId) {
        let tries =
            std::iter::once(&self.0.first_tries).chain(std::iter::repeat(&self.0.later_tries));
        for (delay, permits) in DELAYS.into_iter().zip(tries) {
            tokio::time::sleep(delay).await;
            let permit = permits.acquire().await;
            let outcome = attempt(app, candidate).await;
            drop(permit);
            match outcome {
                Outcome::Open => {}
                Outcome::Refused => self.0.candidates.refused(id),
                Outcome::Settled => {
                    self.0.candidates.remove_all(&candidate.client_key);
                    return;
                }
            }
        }
        self.0.candidates.remove(id);
    }
}

/// Tries the unverified installations of the last day that are stored, again and again: those of before
/// a restart, and those that Bitbucket could not be asked about.
pub(crate) async fn sweep(app: AppState) {
    if app.config.unsigned_installs == UnsignedInstalls::Refused {
        return;
    }
    loop {
        match waiting(&app).await {
            Ok(waiting) => {
                for client_key in waiting {
                    if let Ok(Some(candidate)) = app.store.find(client_key.as_str()).await {
                        attempt(&app, &candidate).await;
                    }
                }
            }
            Err(error) => tracing::error!(%error, "the store failed"),
        }
        tokio::time::sleep(SWEEP).await;
    }
}

async fn waiting(app: &AppState) -> Result<Vec<ClientKey>, Error> {
    let mut tenants = app.store.tenants().await?;
    let oldest = app.clock.now().saturating_sub(SWEEP_AGE);
    tenants
        .retain(|tenant| tenant.state == InstallationState::Unverified && tenant.since >= oldest);
    Ok(tenants
        .into_iter()
        .map(|tenant| tenant.client_key)
        .collect())
}

async fn attempt(app: &AppState, candidate: &Installation) -> Outcome {
    match promote(app, candidate).await {
        Ok(outcome) => outcome,
        Err(error) => {
            tracing::error!(%error, "the store failed");
            Outcome::Open
        }
    }
}

async fn promote(app: &AppState, candidate: &Installation) -> Result<Outcome, Error> {
    let client_key = &candidate.client_key;
    let found = app.store.find(client_key.as_str()).await?;
    if !found.is_some_and(|found| found.state == InstallationState::Unverified) {
        return Ok(Outcome::Settled);
    }
    let identity = identity(&app.config, candidate);
    match app.account.prove(&identity, &least(&app.descriptor)).await {
        Ok(()) => {
            let effect = app.store.promote(candidate).await?;
            tracing::info!(client = %client_key, ?effect, "Bitbucket accepted the secret");
            app.metrics.lifecycle("promoted", effect);
            Ok(match effect {
                Effect::Applied => Outcome::Settled,
                Effect::Outdated => Outcome::Open,
            })
        }
        Err(error @ CallError::TokenRefused { .. }) => {
            tracing::warn!(client = %client_key, %error, "Bitbucket does not know the secret");
            Ok(Outcome::Refused)
        }
        Err(error) => {
            tracing::warn!(client = %client_key, %error, "Bitbucket could not be asked");
            Ok(Outcome::Open)
        }
    }
}
