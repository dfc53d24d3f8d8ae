//! Effects of lifecycle events.

use atlassian_connect::{ClientKey, LEEWAY, SharedSecret, lifecycle::Principal};

use super::{
    Effect, Event, InstallationState, Store,
    candidates::{REMOVE, REMOVE_EARLIER},
    installation::{about, seconds},
    reports::{ASK_ALL_OF_TENANT, DROP_UNREPORTED},
    transaction,
};
use crate::{Error, keyring::Sealed};

const USE_TOKEN: &str = "
    INSERT INTO used_tokens (client_key, digest, expires_at) VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING";

/// Trusted events replace what is there unless it is later, unverified ones what is unverified. One
/// statement serves both, and takes the state as a parameter: no mix-up of statements can trust anybody.
pub(super) const PUT: &str = "
    INSERT INTO installations (client_key, state, key_id, sealed_secret, principal_uuid,
        principal_name, event_at, event_digest, opened_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7)
    ON CONFLICT (client_key) DO UPDATE SET
        state = excluded.state, key_id = excluded.key_id, sealed_secret = excluded.sealed_secret,
        principal_uuid = excluded.principal_uuid, principal_name = excluded.principal_name,
        event_at = excluded.event_at, event_digest = excluded.event_digest,
        opened_at = CASE installations.state
            WHEN 'installed' THEN installations.opened_at ELSE excluded.opened_at END
    WHERE installations.state = 'unverified'
        OR (excluded.state = 'installed' AND installations.event_at <= excluded.event_at)";

/// Remembers that there was an installation before the one that is there: an uninstall may mean that.
const PUT_EARLIER: &str = "
    UPDATE installations SET opened_at = $2
    WHERE client_key = $1 AND state = 'installed' AND opened_at > $2";

/// Closes what was there before, and leaves a row without a secret for who is unknown, so that an older
/// installation that arrives later stays closed. Where the last event found the row absent or closed,
/// there is no other installation that the uninstall can mean: then it may have been signed by a clock
/// that is behind by as much as `$4`.
const UNINSTALL: &str = "
    INSERT INTO installations (client_key, state, event_at, event_digest, opened_at)
    VALUES ($1, 'uninstalled', $2, $3, $2)
    ON CONFLICT (client_key) DO UPDATE SET
        state = 'uninstalled', event_digest = excluded.event_digest,
        -- A secret that was never verified vouches for nothing later.
        key_id = CASE installations.state
            WHEN 'unverified' THEN NULL ELSE installations.key_id END,
        sealed_secret = CASE installations.state
            WHEN 'unverified' THEN NULL ELSE installations.sealed_secret END,
        event_at = CASE
            WHEN installations.state <> 'unverified' AND installations.event_at > excluded.event_at
            THEN installations.event_at ELSE excluded.event_at END
    WHERE installations.event_at <= excluded.event_at
        OR (installations.opened_at = installations.event_at
            AND installations.event_at <= excluded.event_at + $4)";

/// Tells whether an event counts: the token that vouches for it must not have counted before.
macro_rules! counts {
    ($connection:ident, $client_key:ident, $event:ident) => {
        match $event.token_expires_at() {
            None => true,
            Some(expires_at) => {
                let used = sqlx::query(USE_TOKEN)
                    .bind($client_key.as_str())
                    .bind($event.digest())
                    .bind(expires_at)
                    .persistent(false)
                    .execute(&mut *$connection);
                used.await?.rows_affected() > 0
            }
        }
    };
}

/// Puts a row, and gives the number of rows that changed.
macro_rules! put {
    ($connection:ident, $state:ident, $client_key:ident, $sealed:ident, $about:ident, $event:ident) => {
        sqlx::query($crate::store::events::PUT)
            .bind($client_key.as_str())
            .bind($state.as_str())
            .bind(&$sealed.key_id)
            .bind(&$sealed.bytes)
            .bind(&$about.0)
            .bind(&$about.1)
            .bind($event.at())
            .bind($event.digest())
            .persistent(false)
            .execute(&mut *$connection)
            .await?
            .rows_affected()
    };
}
pub(super) use put;

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
        let state = InstallationState::Installed;
        let sealed = self.seal(client_key, secret)?;
        let about = about(principal);
        let rows = transaction!(self.database, write, connection => {
            let counts = counts!(connection, client_key, event);
            let rows = match counts {
                true => put!(connection, state, client_key, sealed, about, event),
                false => 0,
            };
            let settled = match rows {
                0 => sqlx::query(PUT_EARLIER).bind(client_key.as_str()).bind(event.at()),
                _ => sqlx::query(REMOVE).bind(client_key.as_str()),
            };
            if counts {
                settled.persistent(false).execute(connection).await?;
            }
            rows
        });
        self.settle(rows).await
    }

    /// Closes an installation, keeps its secret, and asks for its reports' removal, unless a later event
    /// was there already.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn uninstall(&self, client_key: &ClientKey, event: Event) -> Result<Effect, Error> {
        let rows = transaction!(self.database, write, connection => {
            let counts = counts!(connection, client_key, event);
            let query = sqlx::query(UNINSTALL)
                .bind(client_key.as_str())
                .bind(event.at())
                .bind(event.digest())
                .bind(seconds(LEEWAY))
                .persistent(false);
            let rows = match counts {
                true => query.execute(&mut *connection).await?.rows_affected(),
                false => 0,
            };
            if rows > 0 {
                let remove = sqlx::query(REMOVE_EARLIER).bind(client_key.as_str());
                remove.bind(event.at()).persistent(false).execute(&mut *connection).await?;
                let forget = sqlx::query(DROP_UNREPORTED).bind(client_key.as_str());
                forget.persistent(false).execute(&mut *connection).await?;
                let ask = sqlx::query(ASK_ALL_OF_TENANT).bind(event.at());
                ask.bind(client_key.as_str()).persistent(false).execute(connection).await?;
            }
            rows
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
        let keyring = self.keyring.as_ref().ok_or_else(|| Error::Secret {
            client_key: client_key.clone(),
            problem: "no key is given",
        })?;
        keyring.seal(client_key, secret, nonce)
    }

    /// Whatever came of it, also if the answer was lost on its way: what is in memory is old.
    pub(super) async fn settle(
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
