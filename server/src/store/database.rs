//! Connections and migrations.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use sqlx::{
    Connection, Executor, PgConnection, Pool, Postgres, Sqlite,
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

/// Connections for what reads and, apart from them, for what writes: a page never waits behind
/// lifecycle events that wait for a lock.
#[derive(Debug)]
pub(super) struct Pools<DB: sqlx::Database> {
    pub(super) read: Pool<DB>,
    pub(super) write: Pool<DB>,
}

#[derive(Debug)]
pub(super) enum Database {
    Postgres(Pools<Postgres>),
    Sqlite(Pools<Sqlite>),
}

/// Work in one transaction, on a connection for what reads or writes, whichever database it is.
///
/// A pooler in transaction mode (PgBouncer) gives each transaction another connection of the server.
/// So statements stand in a transaction from their preparation to their end, and have no name under
/// which another transaction could find them (`persistent(false)`).
macro_rules! transaction {
    ($database:expr, $pool:ident, $connection:ident => $work:expr) => {
        async {
            match &*$database {
                $crate::store::database::Database::Postgres(pools) => {
                    let mut transaction = pools.$pool.begin().await?;
                    let $connection = &mut *transaction;
                    let done = $work;
                    transaction.commit().await?;
                    Ok::<_, sqlx::Error>(done)
                }
                $crate::store::database::Database::Sqlite(pools) => {
                    let mut transaction = pools.$pool.begin().await?;
                    let $connection = &mut *transaction;
                    let done = $work;
                    transaction.commit().await?;
                    Ok(done)
                }
            }
        }
    };
}
pub(super) use transaction;

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

async fn postgres(url: &PostgresUrl) -> Result<Pools<Postgres>, sqlx::Error> {
    let options = url.0.as_ref().clone().application_name("sightline");
    // PgBouncer takes no settings at start but those that it knows; no floating-point number is stored.
    let options = options.extra_float_digits(None);
    migrate_postgres(&options).await?;
    let pool = || {
        let pool = PgPoolOptions::new().max_connections(8);
        pool.acquire_timeout(ACQUIRE).connect_with(options.clone())
    };
    Ok(Pools {
        read: pool().await?,
        write: pool().await?,
    })
}

/// Migrates in one transaction, under a lock that ends with it. sqlx names the statements of its
/// migrator; behind a pooler, others may have left statements with such names, and must not find these.
async fn migrate_postgres(options: &PgConnectOptions) -> Result<(), sqlx::Error> {
    const FORGET_STATEMENTS: &str = "DEALLOCATE ALL";
    // Any number that nobody else locks: "sightlin" in ASCII.
    const LOCK: &str = "SELECT pg_advisory_xact_lock(x'73696768746c696e'::bigint)";
    let mut connection = PgConnection::connect_with(options).await?;
    let mut transaction = connection.begin().await?;
    transaction.execute(sqlx::raw_sql(LOCK)).await?;
    transaction
        .execute(sqlx::raw_sql(FORGET_STATEMENTS))
        .await?;
    let mut migrator = sqlx::migrate!("migrations/postgres");
    migrator.set_locking(false);
    migrator.run(&mut *transaction).await.map_err(unmigrated)?;
    transaction
        .execute(sqlx::raw_sql(FORGET_STATEMENTS))
        .await?;
    transaction.commit().await?;
    connection.close().await
}

/// SQLite takes no lock around turning WAL on and around migrations: where they fail, another
/// process may just be at it.
async fn sqlite(path: &Path) -> Result<Pools<Sqlite>, sqlx::Error> {
    for _ in 0..5 {
        match sqlite_at_once(path).await {
            Ok(pools) => return Ok(pools),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    sqlite_at_once(path).await
}

async fn sqlite_at_once(path: &Path) -> Result<Pools<Sqlite>, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(Duration::from_secs(2));
    let pool = |connections| {
        let pool = SqlitePoolOptions::new().max_connections(connections);
        pool.acquire_timeout(ACQUIRE)
    };
    let writing = options
        .clone()
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged installation outlives a power cut.
        .synchronous(SqliteSynchronous::Full);
    // SQLite lets one connection write at a time.
    let write = pool(1).connect_with(writing).await?;
    sqlx::migrate!("migrations/sqlite")
        .run(&write)
        .await
        .map_err(unmigrated)?;
    let read = pool(4).connect_with(options.read_only(true)).await?;
    Ok(Pools { read, write })
}

fn unmigrated(error: MigrateError) -> sqlx::Error {
    sqlx::Error::Migrate(Box::new(error))
}
