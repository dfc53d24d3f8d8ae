//! Everything that a request may use.

use std::sync::Arc;

use atlassian_connect::{descriptor::Descriptor, session::SessionKey};
use axum::http::HeaderValue;
use bitbucket_cloud::installed::InstalledAccount;
use governor::clock::MonotonicClock;
use tokio::sync::Notify;

use crate::{
    Clock, Config, Error, SessionKeySource,
    account::{self, Promoter, Web},
    admin::{Roles, Scopes},
    base_url::BaseUrl,
    descriptor::descriptor,
    headers,
    ops::{metrics::Metrics, rate::Rate},
    reports::{Facts, Intake, Queue},
    shell::Shells,
    store::Store,
};

/// The state of a running server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Inner>);

#[derive(Debug)]
pub struct Inner {
    pub(crate) account: InstalledAccount<Web>,
    /// URL of the server.
    pub(crate) base_url: BaseUrl,
    pub(crate) clock: Clock,
    pub(crate) config: Config,
    pub(crate) descriptor: Descriptor,
    /// Facts that were read of repositories for reports.
    pub(crate) facts: Facts,
    pub(crate) frame_policy: HeaderValue,
    /// Stores events that ask for reports.
    pub(crate) intake: Intake,
    pub(crate) metrics: Metrics,
    pub(crate) promoter: Promoter,
    /// Wakes the publisher of reports.
    pub(crate) queue: Queue,
    pub(crate) rate: Rate,
    /// Roles of readers of the configure page.
    pub(crate) roles: Roles,
    /// Scopes of installations, as their admins asked for them.
    pub(crate) scopes: Scopes,
    pub(crate) session_key: SessionKey,
    pub(crate) shells: Shells,
    pub(crate) stopping: Notify,
    pub(crate) store: Store,
}

impl AppState {
    /// Checks the settings and takes hold of the store.
    ///
    /// # Errors
    /// [`Error::Config`], and [`Error::Connect`] when the descriptor would break a documented limit.
    pub fn new(config: Config, store: Store, clock: Clock) -> Result<Self, Error> {
        let session_key = match &config.session_key {
            SessionKeySource::Given(key) => key.clone(),
            SessionKeySource::Random => {
                tracing::warn!(
                    "no session key is set: open pages must be reloaded after a restart"
                );
                random_key()?
            }
        };
        Ok(Self(Arc::new(Inner {
            account: account::client(&config, clock)?,
            base_url: BaseUrl::parse(&config.descriptor.base_url)?,
            clock,
            descriptor: descriptor(&config.descriptor)?,
            facts: Facts::default(),
            frame_policy: headers::frame_policy(&config)?,
            intake: Intake::default(),
            metrics: Metrics::default(),
            promoter: Promoter::default(),
            queue: Queue::default(),
            rate: Rate::per_minute(config.limits.tenant_requests, MonotonicClock),
            roles: Roles::default(),
            scopes: Scopes::default(),
            session_key,
            shells: Shells::new(&config),
            stopping: Notify::new(),
            store,
            config,
        })))
    }

    /// Ends the answers that would go on for ever, so that a graceful stop comes to its end.
    pub fn stop(&self) {
        self.stopping.notify_waiters();
    }
}

impl std::ops::Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

fn random_key() -> Result<SessionKey, Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::Config {
        setting: "the session key",
        problem: format!("cannot be made: {error}"),
    })?;
    Ok(SessionKey::new(bytes))
}
