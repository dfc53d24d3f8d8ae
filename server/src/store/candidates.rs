//! Secrets that came unsigned, until Bitbucket has accepted or refused them.
//!
//! Anybody can send them, so the number for one clientKey is bounded. One that Bitbucket has refused
//! makes room for another; one that was not tried yet never does.

use atlassian_connect::{ClientKey, SharedSecret, lifecycle::Principal};

use super::{
    Effect, Event, Installation, InstallationState, Store,
    events::put,
    installation::{self, about, seconds},
    transaction,
};
use crate::{Error, keyring::Sealed};

/// Candidates of one clientKey.
const MOST: i64 = 64;

/// Refusals after which a candidate is given up.
const REFUSALS: i64 = 6;

/// Keeps a candidate where no secret is trusted: beside an unverified row, and beside one that remembers
/// an uninstall and holds no secret.
const KEEP: &str = "
    INSERT INTO candidates (client_key, digest, key_id, sealed_secret, principal_uuid,
        principal_name, received_at, tried_at, refusals)
    SELECT $1, $2, $3, $4, $5, $6, $7, $7, 0
    WHERE EXISTS (SELECT 1 FROM installations WHERE client_key = $1
            AND (state = 'unverified' OR sealed_secret IS NULL))
        AND ((SELECT count(*) FROM candidates WHERE client_key = $1) < $8
            OR EXISTS (SELECT 1 FROM candidates WHERE client_key = $1 AND digest = $2))
    ON CONFLICT (client_key, digest) DO UPDATE SET
        received_at = excluded.received_at, tried_at = excluded.tried_at, refusals = 0";

/// Gives up the candidate that was refused most often, the oldest of several, where there is no room.
const MAKE_ROOM: &str = "
    DELETE FROM candidates WHERE client_key = $1
        AND (SELECT count(*) FROM candidates WHERE client_key = $1) >= $2
        AND digest IN (SELECT digest FROM candidates WHERE client_key = $1 AND refusals > 0
            ORDER BY refusals DESC, received_at LIMIT 1)";

const COUNT: &str = "SELECT count(*) FROM candidates WHERE client_key = $1";

/// Removes the candidates of a clientKey that came before it was closed.
pub(super) const REMOVE_EARLIER: &str =
    "DELETE FROM candidates WHERE client_key = $1 AND received_at <= $2";

/// Removes the candidates of a clientKey that is settled.
pub(super) const REMOVE: &str = "DELETE FROM candidates WHERE client_key = $1";

/// Makes other events of the clientKey wait, so that [`PROMOTE`] sees what they did to its candidates.
const LOCK: &str = "UPDATE installations SET state = state WHERE client_key = $1";

const PROMOTE: &str = "
    UPDATE installations SET state = 'installed', key_id = proven.key_id,
        sealed_secret = proven.sealed_secret, principal_uuid = proven.principal_uuid,
        principal_name = proven.principal_name, event_digest = proven.digest,
        event_at = proven.received_at, opened_at = proven.received_at
    FROM candidates AS proven
    WHERE installations.client_key = $1 AND proven.client_key = $1 AND proven.digest = $2
        AND (installations.state = 'unverified' OR installations.sealed_secret IS NULL)";

/// The order is that of the last try: who came later, or was tried later, waits for those before.
const DUE: &str = "
    SELECT client_key, digest, tried_at FROM candidates
    WHERE tried_at <= $1 AND received_at >= $2 ORDER BY tried_at, client_key LIMIT $3";

/// Takes a candidate that nobody else has tried meanwhile.
const TAKE: &str = "
    UPDATE candidates SET tried_at = $4 WHERE client_key = $1 AND digest = $2 AND tried_at = $3
    RETURNING client_key, digest, key_id, sealed_secret, principal_uuid, principal_name, received_at,
        tried_at, refusals";

const ALL: &str = "
    SELECT client_key, digest, key_id, sealed_secret, principal_uuid, principal_name, received_at,
        tried_at, refusals
    FROM candidates";

/// A candidate that is to be tried.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DueCandidate {
    client_key: String,
    digest: Vec<u8>,
    tried_at: i64,
}

/// A candidate as it is stored.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) client_key: String,
    pub(super) digest: Vec<u8>,
    pub(super) key_id: String,
    pub(super) sealed_secret: Vec<u8>,
    pub(super) principal_uuid: Option<String>,
    pub(super) principal_name: Option<String>,
    pub(super) received_at: i64,
    pub(super) tried_at: i64,
    pub(super) refusals: i64,
}

impl DueCandidate {
    /// The clientKey that it is for.
    pub fn client_key(&self) -> &str {
        &self.client_key
    }
}

impl Row {
    fn sealed(&self) -> Sealed {
        Sealed {
            key_id: self.key_id.clone(),
            bytes: self.sealed_secret.clone(),
        }
    }
}

impl Store {
    /// Keeps an installation that nobody vouched for, beside others of its clientKey. Never replaces one
    /// that was trusted.
    ///
    /// # Errors
    /// [`Error::CandidatesFull`] where too many wait that were not refused yet; [`Error::Store`],
    /// [`Error::StoreSlow`], [`Error::Secret`]
    pub async fn keep_unverified(
        &self,
        client_key: &ClientKey,
        secret: &SharedSecret,
        principal: Option<&Principal>,
        event: Event,
    ) -> Result<Effect, Error> {
        let state = InstallationState::Unverified;
        let sealed = self.seal(client_key, secret)?;
        let about = about(principal);
        let kept = transaction!(self.database, write, connection => {
            put!(connection, state, client_key, sealed, about, event);
            let room = sqlx::query(MAKE_ROOM).bind(client_key.as_str()).bind(MOST);
            room.persistent(false).execute(&mut *connection).await?;
            let keep = sqlx::query(KEEP)
                .bind(client_key.as_str())
                .bind(event.digest())
                .bind(&sealed.key_id)
                .bind(&sealed.bytes)
                .bind(&about.0)
                .bind(&about.1)
                .bind(event.at())
                .bind(MOST)
                .persistent(false);
            let rows = keep.execute(&mut *connection).await?.rows_affected();
            let count = sqlx::query_scalar(COUNT).bind(client_key.as_str());
            let waiting: i64 = count.persistent(false).fetch_one(connection).await?;
            (rows, waiting)
        });
        let kept = self.within_patience(kept).await;
        self.cache.forget();
        match kept? {
            (0, MOST..) => Err(Error::CandidatesFull {
                client_key: client_key.clone(),
            }),
            (0, _) => Ok(Effect::Outdated),
            _ => Ok(Effect::Applied),
        }
    }

    /// Opens an installation with the candidate that has proved itself, also if another one has come in
    /// since. Does nothing to one that is trusted, or was closed since the candidate came.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn promote(&self, proven: &Installation) -> Result<Effect, Error> {
        let client_key = proven.client_key.as_str();
        let rows = transaction!(self.database, write, connection => {
            let lock = sqlx::query(LOCK).bind(client_key);
            lock.persistent(false).execute(&mut *connection).await?;
            let promote = sqlx::query(PROMOTE).bind(client_key).bind(&proven.event_digest);
            let rows = promote.persistent(false).execute(&mut *connection).await?.rows_affected();
            if rows > 0 {
                let remove = sqlx::query(REMOVE).bind(client_key).persistent(false);
                remove.execute(connection).await?;
            }
            rows
        });
        self.settle(rows).await
    }

    /// Returns whether this is a candidate still: neither settled nor given up.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn is_candidate(&self, candidate: &Installation) -> Result<bool, Error> {
        let found = transaction!(self.database, read, connection => {
            sqlx::query("SELECT 1 FROM candidates WHERE client_key = $1 AND digest = $2")
                .bind(candidate.client_key.as_str())
                .bind(&candidate.event_digest)
                .persistent(false)
                .fetch_optional(connection)
                .await?
                .is_some()
        });
        self.within_patience(found).await
    }

    /// Notes that Bitbucket refused a candidate at `now`, in seconds since the Unix epoch. Gives it up
    /// after so many refusals.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn refuse_candidate(&self, candidate: &Installation, now: u64) -> Result<(), Error> {
        let refused = transaction!(self.database, write, connection => {
            sqlx::query(
                "UPDATE candidates SET refusals = refusals + 1, tried_at = $3
                 WHERE client_key = $1 AND digest = $2",
            )
            .bind(candidate.client_key.as_str())
            .bind(&candidate.event_digest)
            .bind(seconds(now))
            .persistent(false)
            .execute(&mut *connection)
            .await?;
            sqlx::query(
                "DELETE FROM candidates WHERE client_key = $1 AND digest = $2 AND refusals >= $3",
            )
            .bind(candidate.client_key.as_str())
            .bind(&candidate.event_digest)
            .bind(REFUSALS)
            .persistent(false)
            .execute(connection)
            .await?;
        });
        self.within_patience(refused).await
    }

    /// Returns at most `most` candidates that came at `oldest` or later and were last tried at `before` or
    /// earlier, in seconds since the Unix epoch; those that wait longest first.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn due_candidates(
        &self,
        oldest: u64,
        before: u64,
        most: u32,
    ) -> Result<Vec<DueCandidate>, Error> {
        let due = transaction!(self.database, read, connection => {
            sqlx::query_as(DUE)
                .bind(seconds(before))
                .bind(seconds(oldest))
                .bind(i64::from(most))
                .persistent(false)
                .fetch_all(connection)
                .await?
        });
        self.within_patience(due).await
    }

    /// Takes a candidate to try it at `now`, in seconds since the Unix epoch; `None` where another server
    /// did, or where it is settled or given up.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`], [`Error::Secret`]
    pub async fn take_candidate(
        &self,
        due: &DueCandidate,
        now: u64,
    ) -> Result<Option<Installation>, Error> {
        let taken = transaction!(self.database, write, connection => {
            sqlx::query_as(TAKE)
                .bind(&due.client_key)
                .bind(&due.digest)
                .bind(due.tried_at)
                .bind(seconds(now))
                .persistent(false)
                .fetch_optional(connection)
                .await?
        });
        let taken: Option<Row> = self.within_patience(taken).await?;
        let Some(row) = taken else { return Ok(None) };
        let client_key = ClientKey::new(row.client_key.as_str());
        let secret = installation::open(self.keyring.as_ref(), &client_key, &row.sealed())?;
        Ok(Some(Installation {
            client_key,
            state: InstallationState::Unverified,
            shared_secret: secret,
            principal_uuid: row.principal_uuid,
            principal_name: row.principal_name,
            event_digest: row.digest,
        }))
    }

    /// Forgets candidates that came before `before`, in seconds since the Unix epoch. Says how many.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn forget_candidates(&self, before: u64) -> Result<u64, Error> {
        self.delete_before("DELETE FROM candidates WHERE received_at < $1", before)
            .await
    }

    /// Seals with the current key what an old one sealed.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::Secret`]
    pub(super) async fn reseal_candidates(&self) -> Result<u64, Error> {
        let mut all = 0;
        let keyring = self.keyring.as_ref();
        let current = keyring.map_or("", |keyring| keyring.current().id());
        for row in self.candidates().await? {
            if row.key_id == current {
                continue;
            }
            let client_key = ClientKey::new(row.client_key.as_str());
            let new = self.seal(
                &client_key,
                &installation::open(keyring, &client_key, &row.sealed())?,
            )?;
            let resealed = transaction!(self.database, write, connection => {
                let query = sqlx::query(
                    "UPDATE candidates SET key_id = $3, sealed_secret = $4
                     WHERE client_key = $1 AND digest = $2",
                )
                .bind(&row.client_key)
                .bind(&row.digest)
                .bind(&new.key_id)
                .bind(&new.bytes);
                query.persistent(false).execute(connection).await?.rows_affected()
            });
            all += resealed.await.map_err(|source| self.failed(source))?;
        }
        Ok(all)
    }

    pub(super) async fn candidates(&self) -> Result<Vec<Row>, Error> {
        let rows = transaction!(self.database, read, connection => {
            sqlx::query_as(ALL).persistent(false).fetch_all(connection).await?
        });
        rows.await.map_err(|source| self.failed(source))
    }
}
