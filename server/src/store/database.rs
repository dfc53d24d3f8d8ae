//! Connections and migrations.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use sqlx::{
    PgPool, SqlitePool,
    migrate::MigrateError,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::Error;

/// How long to wait for a connection: less than a request may take.
const ACQUIRE: Duration = Duration::from_secs(3);

/// Which database.
#[derive(Debug, Clone)]
pub enum Location {
    /// PostgreSQL.
    Postgres(PostgresUrl),
    /// A SQLite file.
    Sqlite(PathBuf),
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Postgres(url) => url.fmt(f),
            Self::Sqlite(path) => path.display().fmt(f),
        }
    }
}

/// Where a PostgreSQL database is, and how to log in. Printed without user and password.
#[derive(Clone)]
pub struct PostgresUrl(Box<PgConnectOptions>);

impl FromStr for PostgresUrl {
    type Err = Error;

    /// Reads `postgres://user:password@host:port/database`; what is left out comes from the usual
    /// `PG…` variables.
    fn from_str(url: &str) -> Result<Self, Error> {
        let wrong = || Error::Config {
            setting: "the URL of the database",
            problem: "is not a URL such as postgres://user@host/database".to_owned(),
        };
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(wrong());
        }
        let options = url.parse().map_err(|_: sqlx::Error| wrong())?;
        Ok(Self(Box::new(options)))
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (host, port) = (self.0.get_host(), self.0.get_port());
        let database = self.0.get_database().unwrap_or_default();
        write!(f, "postgres://{host}:{port}/{database}")
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[derive(Debug, Clone)]
pub(super) enum Database {
    Postgres(PgPool),
    Sqlite(SqlitePool),
}

impl Database {
    pub(super) async fn open(location: &Location) -> Result<Self, Error> {
        let opened = match location {
            Location::Postgres(url) => postgres(url).await.map(Self::Postgres),
            Location::Sqlite(path) => sqlite(path).await.map(Self::Sqlite),
        };
        opened.map_err(|source| Error::Store {
            place: location.to_string(),
            source,
        })
    }
}

async fn postgres(url: &PostgresUrl) -> Result<PgPool, sqlx::Error> {
    let pool = PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(ACQUIRE)
        .connect_with(url.0.as_ref().clone().application_name("sightline"))
        .await?;
    sqlx::migrate!("migrations/postgres")
        .run(&pool)
        .await
        .map_err(unmigrated)?;
    Ok(pool)
}

/// SQLite takes no lock around turning WAL on and around migrations: where they fail, another
/// process may just be at it.
async fn sqlite(path: &Path) -> Result<SqlitePool, sqlx::Error> {
    for _ in 0..5 {
        match sqlite_at_once(path).await {
            Ok(pool) => return Ok(pool),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    sqlite_at_once(path).await
}

async fn sqlite_at_once(path: &Path) -> Result<SqlitePool, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged installation outlives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(2));
    let pool = SqlitePoolOptions::new()
        .max_connections(4)
        .acquire_timeout(ACQUIRE)
        .connect_with(options)
        .await?;
    sqlx::migrate!("migrations/sqlite")
        .run(&pool)
        .await
        .map_err(unmigrated)?;
    Ok(pool)
}

fn unmigrated(error: MigrateError) -> sqlx::Error {
    sqlx::Error::Migrate(Box::new(error))
}
