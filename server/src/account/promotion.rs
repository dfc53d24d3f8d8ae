//! Unverified installations become trusted once Bitbucket itself has accepted their secret.
//!
//! Whoever sends an unsigned first installation chooses its secret. A token exchange at the one
//! configured URL tells whether Bitbucket knows that secret for that clientKey; nobody else can make
//! it succeed. It runs after the answer, because Bitbucket may only then hold the secret as given.

use std::{sync::Arc, time::Duration};

use atlassian_connect::{ClientKey, lifecycle::UnsignedInstalls};
use bitbucket_cloud::installed::Error as CallError;
use tokio::sync::Semaphore;

use super::{identity, least};
use crate::{
    AppState, Error,
    store::{Effect, InstallationState},
};

/// When an installation is tried, after it came in.
const DELAYS: [Duration; 3] = [
    Duration::from_millis(500),
    Duration::from_secs(10),
    Duration::from_secs(60),
];

/// Unsigned installations cost their sender nothing: no more than this many are tried at a time.
const AT_ONCE: usize = 32;

/// What was not settled then is looked at this often, ...
const SWEEP: Duration = Duration::from_secs(10 * 60);

/// ... the latest first, so many at a time, ...
const PER_SWEEP: usize = 20;

/// ... for a day, in seconds.
const SWEEP_AGE: u64 = 24 * 60 * 60;

/// Tries installations in the background.
#[derive(Debug, Clone)]
pub(crate) struct Promoter(Arc<Semaphore>);

/// What a try showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// There is nothing left to do.
    Settled,
    /// Bitbucket did not accept the secret, or could not be asked.
    Open,
}

impl Default for Promoter {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Promoter {
    /// Begins to try an installation that was just kept. Where too many are on their way, the next
    /// sweep finds it.
    pub(crate) fn start(&self, app: AppState, client_key: ClientKey) {
        let Ok(permit) = self.0.clone().try_acquire_owned() else {
            tracing::warn!(client = %client_key, "too many unverified installations at once");
            return;
        };
        tokio::spawn(async move {
            let _permit = permit;
            for delay in DELAYS {
                tokio::time::sleep(delay).await;
                if attempt(&app, &client_key).await == Outcome::Settled {
                    return;
                }
            }
        });
    }
}

/// Tries the unverified installations of the last day, again and again.
pub(crate) async fn sweep(app: AppState) {
    if app.config.unsigned_installs == UnsignedInstalls::Refused {
        return;
    }
    loop {
        match waiting(&app).await {
            Ok(waiting) => {
                for client_key in waiting {
                    attempt(&app, &client_key).await;
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
    tenants.sort_by_key(|tenant| std::cmp::Reverse(tenant.since));
    let latest = tenants.into_iter().take(PER_SWEEP);
    Ok(latest.map(|tenant| tenant.client_key).collect())
}

async fn attempt(app: &AppState, client_key: &ClientKey) -> Outcome {
    match promote(app, client_key).await {
        Ok(outcome) => outcome,
        Err(error) => {
            tracing::error!(%error, "the store failed");
            Outcome::Open
        }
    }
}

async fn promote(app: &AppState, client_key: &ClientKey) -> Result<Outcome, Error> {
    let found = app.store.find(client_key.as_str()).await?;
    let Some(installation) = found.filter(|found| found.state == InstallationState::Unverified)
    else {
        return Ok(Outcome::Settled);
    };
    let identity = identity(&app.config, &installation);
    match app.account.prove(&identity, &least(&app.descriptor)).await {
        Ok(()) => {
            // Does nothing if another secret came in since: that one has proved nothing.
            let effect = app.store.promote(&installation).await?;
            tracing::info!(client = %client_key, ?effect, "Bitbucket accepted the secret");
            app.metrics.lifecycle("promoted", effect);
            Ok(match effect {
                Effect::Applied => Outcome::Settled,
                Effect::Outdated => Outcome::Open,
            })
        }
        Err(error @ CallError::TokenRefused { .. }) => {
            tracing::warn!(client = %client_key, %error, "Bitbucket does not know the secret");
            Ok(Outcome::Open)
        }
        Err(error) => {
            tracing::warn!(client = %client_key, %error, "Bitbucket could not be asked");
            Ok(Outcome::Open)
        }
    }
}
