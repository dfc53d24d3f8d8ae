//! Everything that a request may use.

use std::sync::Arc;

use atlassian_connect::{descriptor::Descriptor, session::SessionKey};

use crate::{Clock, Config, Error, SessionKeySource, assets::Shell, store::Store};

/// The running app. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
pub struct Inner {
    pub(crate) clock: Clock,
    pub(crate) config: Config,
    pub(crate) descriptor: Descriptor,
    pub(crate) session_key: SessionKey,
    pub(crate) shell: Shell,
    pub(crate) store: Store,
}

impl App {
    /// Checks the settings and takes hold of the store.
    ///
    /// # Errors
    /// When the descriptor would break a documented limit.
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
            clock,
            descriptor: Descriptor::new(&config.descriptor)?,
            session_key,
            shell: Shell::new(&config),
            store,
            config,
        })))
    }
}

impl std::ops::Deref for App {
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
