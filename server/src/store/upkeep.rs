//! Maintenance of a store by operators.

use atlassian_connect::ClientKey;

use super::{
    Location, SecretState, Store, Tenant, database,
    installation::{self, Row, seconds},
    transaction,
};
use crate::Error;

const ALL: &str = "SELECT client_key, state, key_id, sealed_secret, principal_uuid, principal_name,
                          event_at, event_digest, opened_at
                   FROM installations ORDER BY client_key";

/// Columns that every version of a store has.
const TENANTS: &str = "SELECT client_key, state, key_id, sealed_secret, principal_uuid,
                              principal_name, event_at, event_digest, event_at AS opened_at
                       FROM installations ORDER BY client_key";

const TENANT: &str = "SELECT client_key, state, key_id, sealed_secret, principal_uuid,
                             principal_name, event_at, event_digest, event_at AS opened_at
                      FROM installations WHERE client_key = $1";

impl Store {
    /// Everybody, by clientKey, without their secrets.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn tenants(&self) -> Result<Vec<Tenant>, Error> {
        let rows = self.rows(TENANTS).await?;
        Ok(rows.iter().map(Row::tenant).collect())
    }

    /// One of them, and whether its secret can be read.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn tenant(&self, client_key: &str) -> Result<Option<(Tenant, SecretState)>, Error> {
        let row = transaction!(self.database, read, connection => {
            sqlx::query_as(TENANT)
                .bind(client_key)
                .persistent(false)
                .fetch_optional(connection)
                .await?
        });
        let row: Option<Row> = row.await.map_err(|source| self.failed(source))?;
        Ok(row.map(|row| (row.tenant(), row.secret(self.keyring.as_ref()))))
    }

    /// Removes somebody with their secret. Tokens that have counted stay known, so that none of them
    /// brings them back. Says how many were there.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn forget(&self, client_key: &str) -> Result<u64, Error> {
        let forgotten = transaction!(self.database, write, connection => {
            let query = sqlx::query("DELETE FROM installations WHERE client_key = $1")
                .bind(client_key)
                .persistent(false);
            query.execute(connection).await?.rows_affected()
        });
        forgotten.await.map_err(|source| self.failed(source))
    }

    /// Forgets those who were uninstalled, or never verified, before `before`, in seconds since the
    /// Unix epoch. Says how many.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn purge(&self, before: u64) -> Result<u64, Error> {
        let delete = "DELETE FROM installations
             WHERE state IN ('uninstalled', 'unverified') AND event_at < $1";
        self.delete_before(delete, before).await
    }

    /// Forgets tokens that ended before `before`, in seconds since the Unix epoch: nothing verifies with
    /// them any more.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn forget_tokens(&self, before: u64) -> Result<u64, Error> {
        self.delete_before("DELETE FROM used_tokens WHERE expires_at < $1", before)
            .await
    }

    /// Deletes what `delete` finds before a time, in seconds since the Unix epoch. Says how many.
    pub(super) async fn delete_before(
        &self,
        delete: &'static str,
        before: u64,
    ) -> Result<u64, Error> {
        let deleted = transaction!(self.database, write, connection => {
            let query = sqlx::query(delete).bind(seconds(before)).persistent(false);
            query.execute(connection).await?.rows_affected()
        });
        deleted.await.map_err(|source| self.failed(source))
    }

    /// Seals with the current key what an old one sealed, so that the old one can be dropped. Says
    /// how many.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`], [`Error::Secret`]
    pub async fn reseal(&self) -> Result<u64, Error> {
        let mut resealed = 0;
        let keyring = self.keyring.as_ref();
        let current = keyring.map_or("", |keyring| keyring.current().id());
        for mut row in self.rows(ALL).await? {
            let Some(old) = row.take_sealed().filter(|old| old.key_id != current) else {
                continue;
            };
            let client_key = ClientKey::new(row.client_key);
            let new = self.seal(
                &client_key,
                &installation::open(keyring, &client_key, &old)?,
            )?;
            let rows = transaction!(self.database, write, connection => {
                // An event may have brought another secret meanwhile.
                let query = sqlx::query(
                    "UPDATE installations SET key_id = $1, sealed_secret = $2
                     WHERE client_key = $3 AND sealed_secret = $4",
                )
                .bind(&new.key_id)
                .bind(&new.bytes)
                .bind(client_key.as_str())
                .bind(&old.bytes);
                query.persistent(false).execute(connection).await?.rows_affected()
            });
            resealed += rows.await.map_err(|source| self.failed(source))?;
        }
        Ok(resealed + self.reseal_candidates().await?)
    }

    /// Copies everything into `target`, which must be empty: the jobs of reports, then all else in one
    /// transaction. Says how many installations.
    ///
    /// # Errors
    /// [`Error::StoreNotEmpty`]; [`Error::Store`], [`Error::StoreSlow`]
    pub async fn copy_to(&self, target: &Store) -> Result<usize, Error> {
        let rows = self.rows(ALL).await?;
        let tokens = transaction!(self.database, read, connection => {
            sqlx::query_as("SELECT client_key, digest, expires_at FROM used_tokens")
                .persistent(false)
                .fetch_all(connection)
                .await?
        });
        let tokens: Vec<(String, Vec<u8>, i64)> =
            tokens.await.map_err(|source| self.failed(source))?;
        let candidates = self.candidates().await?;
        let copied = transaction!(target.database, write, connection => {
            let there: i64 = sqlx::query_scalar("SELECT count(*) FROM installations")
                .persistent(false)
                .fetch_one(&mut *connection)
                .await?;
            let empty = there == 0;
            for row in rows.iter().filter(|_| empty) {
                sqlx::query(
                    "INSERT INTO installations (client_key, state, key_id, sealed_secret,
                        principal_uuid, principal_name, event_at, event_digest, opened_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                )
                .bind(&row.client_key)
                .bind(row.state.as_str())
                .bind(&row.key_id)
                .bind(&row.sealed_secret)
                .bind(&row.principal_uuid)
                .bind(&row.principal_name)
                .bind(row.event_at)
                .bind(&row.event_digest)
                .bind(row.opened_at)
                .persistent(false)
                .execute(&mut *connection)
                .await?;
            }
            for (client_key, digest, expires_at) in tokens.iter().filter(|_| empty) {
                sqlx::query(
                    "INSERT INTO used_tokens (client_key, digest, expires_at)
                     VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                )
                .bind(client_key)
                .bind(digest)
                .bind(expires_at)
                .persistent(false)
                .execute(&mut *connection)
                .await?;
            }
            for row in candidates.iter().filter(|_| empty) {
                sqlx::query(
                    "INSERT INTO candidates (client_key, digest, key_id, sealed_secret,
                        principal_uuid, principal_name, received_at, tried_at, refusals)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                )
                .bind(&row.client_key)
                .bind(&row.digest)
                .bind(&row.key_id)
                .bind(&row.sealed_secret)
                .bind(&row.principal_uuid)
                .bind(&row.principal_name)
                .bind(row.received_at)
                .bind(row.tried_at)
                .bind(row.refusals)
                .persistent(false)
                .execute(&mut *connection)
                .await?;
            }
            empty.then_some(rows.len())
        });
        let not_empty = || Error::StoreNotEmpty {
            place: target.place.to_string(),
        };
        if !target.tenants().await?.is_empty() {
            return Err(not_empty());
        }
        // Installations come last: a move that was broken off can be made again as long as none is there.
        self.copy_reports_to(target).await?;
        let copied = copied.await.map_err(|source| target.failed(source))?;
        copied.ok_or_else(not_empty)
    }

    /// Says no where a store would have to be migrated.
    pub(super) async fn check_version(&self, location: &Location) -> Result<(), Error> {
        let found = transaction!(self.database, read, connection => {
            sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations WHERE success")
                .persistent(false)
                .fetch_one(connection)
                .await?
        });
        let found: Option<i64> = match self.within_patience(found).await {
            // There is no such table.
            Err(Error::Store {
                source: sqlx::Error::Database(_),
                ..
            }) => None,
            found => found?,
        };
        let (found, expected) = (found.unwrap_or_default(), database::version(location));
        if found == expected {
            return Ok(());
        }
        Err(Error::StoreVersion {
            place: self.place.to_string(),
            found,
            expected,
        })
    }

    /// Checks that every secret has its key, where keys are given.
    ///
    /// # Errors
    /// [`Error::KeysMissing`]; [`Error::Store`], [`Error::StoreSlow`]
    pub async fn check_keys(&self) -> Result<(), Error> {
        let ids = transaction!(self.database, read, connection => {
            sqlx::query_scalar("SELECT DISTINCT key_id FROM installations WHERE key_id IS NOT NULL ORDER BY key_id")
                .persistent(false)
                .fetch_all(connection)
                .await?
        });
        let ids: Vec<String> = self.within_patience(ids).await?;
        let Some(keyring) = &self.keyring else {
            return Ok(());
        };
        let missing: Vec<String> = ids.into_iter().filter(|id| !keyring.holds(id)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Error::KeysMissing {
            place: self.place.to_string(),
            missing: missing.join(", "),
        })
    }

    async fn rows(&self, all: &'static str) -> Result<Vec<Row>, Error> {
        let rows = transaction!(self.database, read, connection => {
            sqlx::query_as(all).persistent(false).fetch_all(connection).await?
        });
        rows.await.map_err(|source| self.failed(source))
    }
}
