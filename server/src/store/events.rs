//! What lifecycle events do.

use atlassian_connect::{ClientKey, SharedSecret, lifecycle::Principal};

use super::{Effect, Event, Installation, InstallationState, Store, transaction};
use crate::{Error, keyring::Sealed};

/// More characters of a name are not kept.
const MAX_NAME: usize = 255;

/// Trusted events replace what is there unless it is later, unverified ones what is unverified. One
/// statement serves both, and takes the state as a parameter: no mix-up of statements can trust anybody.
const PUT: &str = "
    INSERT INTO installations (client_key, state, key_id, sealed_secret, principal_uuid,
        principal_name, event_at, event_digest)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (client_key) DO UPDATE SET
        state = excluded.state, key_id = excluded.key_id, sealed_secret = excluded.sealed_secret,
        principal_uuid = excluded.principal_uuid, principal_name = excluded.principal_name,
        event_at = excluded.event_at, event_digest = excluded.event_digest
    WHERE installations.state = 'unverified'
        OR excluded.state = 'installed' AND (installations.event_at < excluded.event_at
            OR (installations.event_at = excluded.event_at
                AND installations.event_digest <> excluded.event_digest))";

const PROMOTE: &str = "
    UPDATE installations SET state = 'installed'
    WHERE client_key = $1 AND state = 'unverified' AND event_digest = $2";

const UNINSTALL: &str = "
    UPDATE installations SET state = 'uninstalled', event_at = $2, event_digest = $3
    WHERE client_key = $1 AND state <> 'unverified'
        AND (event_at < $2 OR (event_at = $2 AND event_digest <> $3))";

impl Store {
    /// Stores a trusted installation, unless a later event was there already.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`], [`Error::Secret`]
    pub async fn install(
        &self,
        client_key: &ClientKey,
        secret: &SharedSecret,
        principal: Option<&Principal>,
        event: Event,
    ) -> Result<Effect, Error> {
        self.put(
            InstallationState::Installed,
            client_key,
            secret,
            principal,
            event,
        )
        .await
    }

    /// Keeps an installation that nobody vouched for. Never replaces one that was trusted.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`], [`Error::Secret`]
    pub async fn keep_unverified(
        &self,
        client_key: &ClientKey,
        secret: &SharedSecret,
        principal: Option<&Principal>,
        event: Event,
    ) -> Result<Effect, Error> {
        self.put(
            InstallationState::Unverified,
            client_key,
            secret,
            principal,
            event,
        )
        .await
    }

    /// Opens an unverified installation whose secret has proved itself. Does nothing if it has
    /// changed since it was found, because then another secret is there.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn promote(&self, proven: &Installation) -> Result<Effect, Error> {
        let rows = transaction!(self.database, write, connection => {
            let query = sqlx::query(PROMOTE)
                .bind(proven.client_key.as_str())
                .bind(&proven.event_digest);
            query.persistent(false).execute(connection).await?.rows_affected()
        });
        self.settle(rows).await
    }

    /// Closes an installation and keeps its secret, unless a later event was there already.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn uninstall(&self, client_key: &ClientKey, event: Event) -> Result<Effect, Error> {
        let rows = transaction!(self.database, write, connection => {
            let query = sqlx::query(UNINSTALL)
                .bind(client_key.as_str())
                .bind(event.at())
                .bind(event.digest());
            query.persistent(false).execute(connection).await?.rows_affected()
        });
        self.settle(rows).await
    }

    async fn put(
        &self,
        state: InstallationState,
        client_key: &ClientKey,
        secret: &SharedSecret,
        principal: Option<&Principal>,
        event: Event,
    ) -> Result<Effect, Error> {
        let Sealed { key_id, bytes } = self.seal(client_key, secret)?;
        let (uuid, name) = about(principal);
        let rows = transaction!(self.database, write, connection => {
            let query = sqlx::query(PUT)
                .bind(client_key.as_str())
                .bind(state.as_str())
                .bind(&key_id)
                .bind(&bytes)
                .bind(&uuid)
                .bind(&name)
                .bind(event.at())
                .bind(event.digest());
            query.persistent(false).execute(connection).await?.rows_affected()
        });
        self.settle(rows).await
    }

    pub(super) fn seal(
        &self,
        client_key: &ClientKey,
        secret: &SharedSecret,
    ) -> Result<Sealed, Error> {
        let mut nonce = [0; 12];
        getrandom::fill(&mut nonce).map_err(|error| Error::Io {
            what: "randomness".to_owned(),
            source: std::io::Error::other(error),
        })?;
        self.keyring.seal(client_key, secret, nonce)
    }

    /// Whatever came of it, also if the answer was lost on its way: what is in memory is old.
    async fn settle(
        &self,
        rows: impl Future<Output = Result<u64, sqlx::Error>>,
    ) -> Result<Effect, Error> {
        let rows = self.within_patience(rows).await;
        self.cache.forget();
        Ok(match rows? {
            0 => Effect::Outdated,
            _ => Effect::Applied,
        })
    }
}

/// UUID and name, without what no name has and PostgreSQL does not take.
fn about(principal: Option<&Principal>) -> (Option<String>, Option<String>) {
    let plain = |text: &String| -> String {
        let plain = text.chars().filter(|c| !c.is_control());
        plain.take(MAX_NAME).collect()
    };
    let uuid = principal.and_then(|principal| principal.uuid.as_ref());
    let name = principal.and_then(|principal| principal.display_name.as_ref());
    (uuid.map(plain), name.map(plain))
}
