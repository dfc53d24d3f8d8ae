//! Who has installed the app. One writer's statement decides each event, so that concurrent and
//! repeated events settle to one state.

mod row;

use std::{path::Path, time::Duration};

use atlassian_connect::{ClientKey, SharedSecret, lifecycle::Principal};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};

use crate::Error;

/// An installation as it is stored.
#[derive(Debug, Clone)]
pub struct Installation {
    /// Names it.
    pub client_key: ClientKey,
    /// Whether it may open anything.
    pub state: State,
    /// Shared with Bitbucket.
    pub shared_secret: SharedSecret,
    /// Shown name of the workspace, untrusted text.
    pub principal_name: Option<String>,
}

/// Whether an installation may open anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It may.
    Installed,
    /// It was; its secret is kept so that a re-install can be verified.
    Uninstalled,
    /// Its secret was never verified.
    Unverified,
}

impl State {
    fn as_str(self) -> &'static str {
        match self {
            Self::Installed => "installed",
            Self::Uninstalled => "uninstalled",
            Self::Unverified => "unverified",
        }
    }
}

/// What an event did to the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The row is now as the event says.
    Applied,
    /// A later event was there already.
    Outdated,
}

/// The SQLite store: one file, WAL.
#[derive(Debug, Clone)]
pub struct Store {
    path: String,
    pool: SqlitePool,
}

impl Store {
    /// Opens the file, makes it if need be, and migrates it.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn open(path: &Path) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .busy_timeout(Duration::from_secs(5));
        let path = path.display().to_string();
        let failed = |source| Error::Store {
            path: path.clone(),
            source,
        };
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await
            .map_err(failed)?;
        let migrator = sqlx::migrate!();
        migrator
            .run(&pool)
            .await
            .map_err(|error| failed(error.into()))?;
        Ok(Self { path, pool })
    }

    /// The installation with that clientKey, in whatever state.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn find(&self, client_key: &str) -> Result<Option<Installation>, Error> {
        let row = sqlx::query(
            "SELECT client_key, state, shared_secret, principal_name
             FROM installations WHERE client_key = ?",
        )
        .bind(client_key)
        .fetch_optional(&self.pool)
        .await
        .map_err(|source| self.failed(source))?;
        row.map(|row| row::read(&row).map_err(|source| self.failed(source)))
            .transpose()
    }

    /// Stores a trusted installation, unless a later event was there already.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn install(
        &self,
        client_key: &ClientKey,
        secret: &SharedSecret,
        principal: Option<&Principal>,
        issued_at: u64,
    ) -> Result<Effect, Error> {
        self.write(
            "ON CONFLICT (client_key) DO UPDATE SET
                state = excluded.state, shared_secret = excluded.shared_secret,
                principal_uuid = excluded.principal_uuid,
                principal_name = excluded.principal_name, event_at = excluded.event_at
             WHERE installations.event_at <= excluded.event_at
                OR installations.state = 'unverified'",
            State::Installed,
            (client_key, secret, principal, issued_at),
        )
        .await
    }

    /// Keeps an installation that nobody vouched for. Never replaces one that was trusted.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn keep_unverified(
        &self,
        client_key: &ClientKey,
        secret: &SharedSecret,
        principal: Option<&Principal>,
        now: u64,
    ) -> Result<Effect, Error> {
        self.write(
            "ON CONFLICT (client_key) DO UPDATE SET
                shared_secret = excluded.shared_secret,
                principal_uuid = excluded.principal_uuid,
                principal_name = excluded.principal_name, event_at = excluded.event_at
             WHERE installations.state = 'unverified'",
            State::Unverified,
            (client_key, secret, principal, now),
        )
        .await
    }

    /// Closes an installation and keeps its secret, unless a later event was there already.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn uninstall(&self, client_key: &ClientKey, issued_at: u64) -> Result<Effect, Error> {
        let done = sqlx::query(
            "UPDATE installations SET state = 'uninstalled', event_at = ?2
             WHERE client_key = ?1 AND event_at <= ?2",
        )
        .bind(client_key.as_str())
        .bind(seconds(issued_at))
        .execute(&self.pool)
        .await
        .map_err(|source| self.failed(source))?;
        Ok(effect(done.rows_affected()))
    }

    async fn write(
        &self,
        conflict: &'static str,
        state: State,
        (client_key, secret, principal, at): (&ClientKey, &SharedSecret, Option<&Principal>, u64),
    ) -> Result<Effect, Error> {
        let insert = "INSERT INTO installations
            (client_key, state, shared_secret, principal_uuid, principal_name, event_at)
            VALUES (?, ?, ?, ?, ?, ?) ";
        let done = sqlx::query(sqlx::AssertSqlSafe(format!("{insert}{conflict}")))
            .bind(client_key.as_str())
            .bind(state.as_str())
            .bind(secret.expose())
            .bind(principal.and_then(|principal| principal.uuid.as_deref()))
            .bind(principal.and_then(|principal| principal.display_name.as_deref()))
            .bind(seconds(at))
            .execute(&self.pool)
            .await
            .map_err(|source| self.failed(source))?;
        Ok(effect(done.rows_affected()))
    }

    fn failed(&self, source: sqlx::Error) -> Error {
        Error::Store {
            path: self.path.clone(),
            source,
        }
    }
}

fn effect(rows: u64) -> Effect {
    if rows == 0 {
        Effect::Outdated
    } else {
        Effect::Applied
    }
}

fn seconds(at: u64) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}
