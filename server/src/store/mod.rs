//! Store of installations and report jobs: SQLite (one file) or PostgreSQL (several servers share it).
//!
//! One transaction decides each event, and its first write locks the row of the clientKey: concurrent and
//! repeated events settle to one state. Both databases read the same statements.
//!
//! Pages ask [`Store::recall`], which answers from memory while nothing has changed. The database
//! counts every change, whoever made it, and a server asks for that one number every
//! [`CACHE_TIME`] while it is busy. This needs no messages between servers that share a database,
//! hence no second connection that may silently be lost, and two small queries a second serve any
//! number of tenants.
//! Lifecycle events ask [`Store::find`], which never answers from memory: a secret may have been
//! replaced through another server a moment ago.

mod cache;
mod candidates;
mod database;
mod events;
mod installation;
mod probe;
mod reports;
mod upkeep;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use self::{
    cache::{Cache, Revision},
    database::{Database, Opening, transaction},
    installation::Row,
    probe::Probe,
};
use crate::{Error, Keyring};

pub use cache::CACHE_TIME;
pub use candidates::DueCandidate;
pub use database::{Location, PostgresUrl};
pub use installation::{Effect, Event, Installation, InstallationState, SecretState, Tenant};
pub use reports::{
    Accepted, DeadJob, JobCounts, JobKey, ReportJob, ReportOverview, ReportPlace, ReportRequest,
    Settled, Subject, Terms,
};

/// Time that an operation may take, on both databases: for a connection, for a lock and for the work, all
/// together. What takes longer has failed: the request must still be answered in time.
const PATIENCE: Duration = Duration::from_secs(5);

/// Bytes of a clientKey at most: no longer one was ever stored.
const MAX_KEY: usize = atlassian_connect::lifecycle::MAX_KEY;

/// Place of the store, and the keys of its secrets.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Place of the database.
    pub location: Location,
    /// The keys of the secrets in it.
    pub keyring: Keyring,
}

/// The store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    cache: Arc<Cache>,
    database: Arc<Database>,
    /// `None` where nobody needs a secret.
    keyring: Option<Keyring>,
    place: Arc<str>,
    probe: Arc<Probe>,
}

impl Store {
    /// Opens the store, makes it if need be, and migrates it.
    ///
    /// # Errors
    /// [`Error::Store`]; [`Error::KeysMissing`] when it holds secrets that no key opens.
    pub async fn open(settings: &Settings) -> Result<Self, Error> {
        let store = Self::opened(&settings.location, Opening::Migrate).await?;
        store.with_keys(settings.keyring.clone()).await
    }

    /// Opens the store as it is: it is neither made nor migrated.
    ///
    /// # Errors
    /// Those of [`Store::open`]; [`Error::StoreVersion`] when it would have to be migrated.
    pub async fn open_existing(settings: &Settings) -> Result<Self, Error> {
        let store = Self::opened(&settings.location, Opening::AsItIs).await?;
        store.check_version(&settings.location).await?;
        store.with_keys(settings.keyring.clone()).await
    }

    /// Opens a store of any version for [`Store::tenants`] and [`Store::tenant`], such as a backup.
    /// Nothing is written, and no key is needed.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn open_to_read(
        location: &Location,
        keyring: Option<Keyring>,
    ) -> Result<Self, Error> {
        let store = Self::opened(location, Opening::ReadOnly).await?;
        Ok(Self { keyring, ..store })
    }

    /// Opens a store of any version for [`Store::forget`]. No key is needed.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn open_to_forget(location: &Location) -> Result<Self, Error> {
        Self::opened(location, Opening::AsItIs).await
    }

    async fn opened(location: &Location, opening: Opening) -> Result<Self, Error> {
        Ok(Self {
            cache: Arc::default(),
            database: Database::open(location, opening).await?.into(),
            keyring: None,
            place: location.to_string().into(),
            probe: Arc::default(),
        })
    }

    async fn with_keys(self, keyring: Keyring) -> Result<Self, Error> {
        let store = Self {
            keyring: Some(keyring),
            ..self
        };
        store.check_keys().await?;
        Ok(store)
    }

    /// The installation with that clientKey as it is now, in whatever state.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`], [`Error::Secret`]
    pub async fn find(&self, client_key: &str) -> Result<Option<Installation>, Error> {
        // No clientKey holds such characters, and PostgreSQL takes no NUL.
        if client_key.contains(char::is_control) {
            return Ok(None);
        }
        let row = self.within_patience(self.row(client_key)).await?;
        row.map_or(Ok(None), |row| row.open(self.keyring.as_ref()))
    }

    async fn row(&self, client_key: &str) -> Result<Option<Row>, sqlx::Error> {
        let row = transaction!(self.database, read, connection => {
            sqlx::query_as(
                "SELECT client_key, state, key_id, sealed_secret, principal_uuid,
                        principal_name, event_at, event_digest, opened_at
                 FROM installations WHERE client_key = $1",
            )
            .bind(client_key)
            .persistent(false)
            .fetch_optional(connection)
            .await?
        });
        row.await
    }

    /// The installation with that clientKey as it was at most [`CACHE_TIME`] ago.
    ///
    /// # Errors
    /// Those of [`Store::find`].
    pub async fn recall(&self, client_key: &str) -> Result<Option<Arc<Installation>>, Error> {
        let now = Instant::now();
        let since = now.checked_sub(CACHE_TIME).unwrap_or(now);
        self.recall_since(client_key, since).await
    }

    /// The installation with that clientKey as it is now. Answers from memory too, once the store has said
    /// that nothing has changed: those who ask at the same time share that question.
    ///
    /// # Errors
    /// Those of [`Store::find`].
    pub async fn recall_now(&self, client_key: &str) -> Result<Option<Arc<Installation>>, Error> {
        self.recall_since(client_key, Instant::now()).await
    }

    async fn recall_since(
        &self,
        client_key: &str,
        since: Instant,
    ) -> Result<Option<Arc<Installation>>, Error> {
        if client_key.len() > MAX_KEY || client_key.contains(char::is_control) {
            return Ok(None);
        }
        let revision = self.revision(since).await?;
        if let Some(known) = self.cache.recall(client_key, revision) {
            return Ok(known.installation());
        }
        let read = async {
            let _turn = self.cache.reads.acquire().await;
            // Whoever had a turn before may have read the same client.
            if let Some(known) = self.cache.recall(client_key, revision) {
                return Ok(Ok(known.installation()));
            }
            let row = self.row(client_key).await?;
            let found = row.map_or(Ok(None), |row| row.open(self.keyring.as_ref()));
            let found = found.map(|found| found.map(Arc::new));
            if let Ok(found) = &found {
                self.cache.keep(client_key, found.as_ref(), revision);
            }
            Ok(found)
        };
        self.within_patience(read).await?
    }

    /// The store's revision, asked for at `since` or later.
    async fn revision(&self, since: Instant) -> Result<Revision, Error> {
        if let Some(revision) = self.cache.revision(since) {
            return Ok(revision);
        }
        self.within_patience(async {
            let _asking = self.cache.asking.lock().await;
            if let Some(revision) = self.cache.revision(since) {
                return Ok(revision);
            }
            let asked_at = Instant::now();
            let asked = transaction!(self.database, read, connection => {
                sqlx::query_scalar("SELECT revision FROM installations_revision")
                    .persistent(false)
                    .fetch_one(connection)
                    .await?
            });
            let revision = asked.await?;
            self.cache.confirm(revision, asked_at);
            Ok(revision)
        })
        .await
    }

    /// Limits work that a request waits for. It is boxed: a query's future takes kilobytes, which each layer
    /// around a request would move, though most requests ask no database.
    fn within_patience<T>(
        &self,
        work: impl Future<Output = Result<T, sqlx::Error>>,
    ) -> impl Future<Output = Result<T, Error>> {
        let work = Box::pin(work);
        async move {
            let done = tokio::time::timeout(PATIENCE, work).await;
            let done = done.map_err(|_| Error::StoreSlow {
                place: self.place.to_string(),
            })?;
            done.map_err(|source| self.failed(source))
        }
    }

    fn failed(&self, source: sqlx::Error) -> Error {
        let place = self.place.to_string();
        match source {
            sqlx::Error::PoolTimedOut => Error::StoreSlow { place },
            source => Error::Store { place, source },
        }
    }
}
