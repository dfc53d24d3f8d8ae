//! Unverified installations become trusted once Bitbucket itself has accepted their secret.
//!
//! The sender of an unsigned first installation chooses its secret. A token exchange at the one
//! configured URL tells whether Bitbucket knows that secret for that clientKey; nobody else can make
//! it succeed. It runs after the answer, because Bitbucket may only then hold the secret as given.

use std::{sync::Arc, time::Duration};

use atlassian_connect::lifecycle::UnsignedInstalls;
use bitbucket_cloud::installed::Error as CallError;
use futures_util::{StreamExt, stream};

use super::{
    candidates::Candidates,
    identity, least,
    turns::{Tried, Turns},
};
use crate::{
    AppState, Error,
    store::{DueCandidate, Effect, Installation},
};

/// Waits before each try of an installation, the first after it came in.
const DELAYS: [Duration; 3] = [
    Duration::from_millis(500),
    Duration::from_secs(10),
    Duration::from_secs(60),
];

/// Bytes of a secret that is held in memory. Bitbucket's are far shorter.
const LONGEST_SECRET: usize = 1_024;

/// Time between sweeps, which try again what these tries did not settle.
const SWEEP: Duration = Duration::from_secs(10 * 60);

/// Installations that a sweep takes from the store.
const SWEPT: u32 = 1_024;

/// Installations of a sweep that wait for Bitbucket at a time.
const SWEPT_AT_ONCE: usize = 64;

/// Seconds for which a sweep leaves an installation alone after a try.
const REST: u64 = 2 * 60;

/// Age, in seconds, from which on an installation is not swept any more.
pub(crate) const SWEEP_AGE: u64 = 24 * 60 * 60;

/// Tries installations in the background. Each has the secret it came with: another one for the same
/// clientKey does not take its place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Promoter(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    candidates: Candidates,
    turns: Turns,
}

/// Outcome of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Bitbucket could not be asked, or did not accept the secret.
    Open,
    /// There is nothing left to do for this installation.
    Settled,
}

impl Promoter {
    /// Begins to try an installation that came in unsigned. Where there is no room for it, the next
    /// sweep finds it.
    pub(crate) fn start(&self, app: AppState, candidate: Installation) {
        let client_key = candidate.client_key.clone();
        let is_long = candidate.shared_secret.expose().len() > LONGEST_SECRET;
        let promoter = self.clone();
        let start = move |tried: Tried| {
            tokio::spawn(async move { promoter.run(&app, &candidate, &tried).await })
        };
        if is_long || !self.0.candidates.insert(&client_key, start) {
            tracing::warn!(client = %client_key, "too many unverified installations at once");
        }
    }

    async fn run(&self, app: &AppState, candidate: &Installation, tried: &Tried) {
        for delay in DELAYS {
            tokio::time::sleep(delay).await;
            let outcome = self.attempt(app, candidate, tried).await;
            tried.set();
            if outcome == Outcome::Settled {
                break;
            }
        }
        self.0.candidates.remove(tried);
    }

    async fn attempt(&self, app: &AppState, candidate: &Installation, tried: &Tried) -> Outcome {
        let outcome = self.promote(app, candidate, tried).await;
        outcome.unwrap_or_else(|error| {
            tracing::error!(%error, "the store failed");
            Outcome::Open
        })
    }

    async fn promote(
        &self,
        app: &AppState,
        candidate: &Installation,
        tried: &Tried,
    ) -> Result<Outcome, Error> {
        let client_key = &candidate.client_key;
        if !app.store.is_candidate(candidate).await? {
            return Ok(Outcome::Settled);
        }
        let account = app
            .account
            .over(self.0.turns.edge(app.account.edge(), tried));
        let identity = identity(&app.config, candidate);
        match account.prove(&identity, &least(&app.descriptor)).await {
            Ok(()) => {
                let effect = app.store.promote(candidate).await?;
                tracing::info!(client = %client_key, ?effect, "Bitbucket accepted the secret");
                app.metrics.lifecycle("promoted", effect);
                if effect == Effect::Applied {
                    // This task itself is one of those that end at their next wait.
                    self.0.candidates.remove_all(client_key);
                }
                Ok(Outcome::Settled)
            }
            Err(error @ CallError::TokenRefused { .. }) => {
                tracing::warn!(client = %client_key, %error, "Bitbucket does not know the secret");
                let now = app.clock.now();
                app.store.refuse_candidate(candidate, now).await?;
                Ok(Outcome::Open)
            }
            Err(error) => {
                tracing::warn!(client = %client_key, %error, "Bitbucket could not be asked");
                Ok(Outcome::Open)
            }
        }
    }

    async fn sweep_one(&self, app: &AppState, due: &DueCandidate) {
        match app.store.take_candidate(due, app.clock.now()).await {
            Ok(Some(candidate)) => {
                self.attempt(app, &candidate, &Tried::before()).await;
            }
            Ok(None) => {}
            Err(error @ Error::Secret { .. }) => {
                tracing::error!(%error, "a stored secret cannot be read");
            }
            Err(error) => tracing::error!(%error, "the store failed"),
        }
    }
}

/// Tries the unverified installations of the last day that are stored, again and again: those of before
/// a restart, and those that Bitbucket could not be asked about. A round takes those that wait longest,
/// so that it goes on where the one before has ended.
pub(crate) async fn sweep(app: AppState) {
    if app.config.unsigned_installs == UnsignedInstalls::Refused {
        return;
    }
    // Of those that a server before this one had in memory, nobody else thinks.
    let mut rest = 0;
    loop {
        let now = app.clock.now();
        let (oldest, before) = (now.saturating_sub(SWEEP_AGE), now.saturating_sub(rest));
        match app.store.due_candidates(oldest, before, SWEPT).await {
            Ok(due) => {
                let one = async |due| app.promoter.sweep_one(&app, &due).await;
                stream::iter(due)
                    .for_each_concurrent(SWEPT_AT_ONCE, one)
                    .await;
            }
            Err(error) => tracing::error!(%error, "the store failed"),
        }
        rest = REST;
        tokio::time::sleep(SWEEP).await;
    }
}
