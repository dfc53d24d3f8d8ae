//! What operators do with a store.

use atlassian_connect::ClientKey;

use super::{Store, Tenant, installation::Row, transaction};
use crate::{Error, keyring::Sealed};

const ALL: &str = "SELECT client_key, state, key_id, sealed_secret, principal_uuid, principal_name,
                          event_at, event_digest
                   FROM installations ORDER BY client_key";

impl Store {
    /// Everybody, by clientKey, without their secrets.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn tenants(&self) -> Result<Vec<Tenant>, Error> {
        let rows = self.rows().await?;
        Ok(rows.into_iter().map(Row::tenant).collect())
    }

    /// Forgets those who were uninstalled, or never verified, before `before`, in seconds since the
    /// Unix epoch. Says how many.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn purge(&self, before: u64) -> Result<u64, Error> {
        let before = i64::try_from(before).unwrap_or(i64::MAX);
        let purged = transaction!(self.database, write, connection => {
            let query = sqlx::query(
                "DELETE FROM installations
                 WHERE state IN ('uninstalled', 'unverified') AND event_at < $1",
            )
            .bind(before);
            query.persistent(false).execute(connection).await?.rows_affected()
        });
        purged.await.map_err(|source| self.failed(source))
    }

    /// Seals with the current key what an old one sealed, so that the old one can be dropped. Says
    /// how many.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`], [`Error::Secret`]
    pub async fn reseal(&self) -> Result<u64, Error> {
        let mut resealed = 0;
        for row in self.rows().await? {
            if row.key_id == self.keyring.current().id() {
                continue;
            }
            let client_key = ClientKey::new(row.client_key);
            let old = Sealed {
                key_id: row.key_id,
                bytes: row.sealed_secret,
            };
            let new = self.seal(&client_key, &self.keyring.open(&client_key, &old)?)?;
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
        Ok(resealed)
    }

    /// Copies everybody into `target`, which must be empty, in one transaction. Says how many.
    ///
    /// # Errors
    /// [`Error::StoreNotEmpty`]; [`Error::Store`], [`Error::StoreSlow`]
    pub async fn copy_to(&self, target: &Store) -> Result<usize, Error> {
        let rows = self.rows().await?;
        let copied = transaction!(target.database, write, connection => {
            let there: i64 = sqlx::query_scalar("SELECT count(*) FROM installations")
                .persistent(false)
                .fetch_one(&mut *connection)
                .await?;
            let empty = there == 0;
            for row in rows.iter().filter(|_| empty) {
                sqlx::query(
                    "INSERT INTO installations (client_key, state, key_id, sealed_secret,
                        principal_uuid, principal_name, event_at, event_digest)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                )
                .bind(&row.client_key)
                .bind(row.state.as_str())
                .bind(&row.key_id)
                .bind(&row.sealed_secret)
                .bind(&row.principal_uuid)
                .bind(&row.principal_name)
                .bind(row.event_at)
                .bind(&row.event_digest)
                .persistent(false)
                .execute(&mut *connection)
                .await?;
            }
            empty.then_some(rows.len())
        });
        let copied = copied.await.map_err(|source| target.failed(source))?;
        copied.ok_or_else(|| Error::StoreNotEmpty {
            place: target.place.to_string(),
        })
    }

    /// Every secret must have its key before anything is answered.
    pub(super) async fn check_keys(&self) -> Result<(), Error> {
        let ids = transaction!(self.database, read, connection => {
            sqlx::query_scalar("SELECT DISTINCT key_id FROM installations ORDER BY key_id")
                .persistent(false)
                .fetch_all(connection)
                .await?
        });
        let ids: Vec<String> = self.within_patience(ids).await?;
        let missing: Vec<String> = ids
            .into_iter()
            .filter(|id| !self.keyring.holds(id))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Error::KeysMissing {
            place: self.place.to_string(),
            missing: missing.join(", "),
        })
    }

    async fn rows(&self) -> Result<Vec<Row>, Error> {
        let rows = transaction!(self.database, read, connection => {
            sqlx::query_as(ALL).persistent(false).fetch_all(connection).await?
        });
        rows.await.map_err(|source| self.failed(source))
    }
}
