//! Connections and migrations.

use std::{
    fmt,
    fs::OpenOptions,
    io::ErrorKind,
    os::unix::fs::OpenOptionsExt,
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

use super::PATIENCE;
use crate::Error;

/// Place of a store.
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

/// Address of a PostgreSQL database, and the login. Printed without user and password.
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
///
/// A connection is not used again after an error. Where a commit fails, as on a full disk, SQLite has
/// rolled back by itself, and sqlx counts the transaction as open: the next one would be a part of it,
/// and would be acknowledged though nothing ever commits it.
macro_rules! transaction {
    ($database:expr, $pool:ident, $connection:ident => $work:expr) => {
        async {
            match &*$database {
                $crate::store::database::Database::Postgres(pools) => {
                    $crate::store::database::transaction!(@on pools.$pool, $connection => $work)
                }
                $crate::store::database::Database::Sqlite(pools) => {
                    $crate::store::database::transaction!(@on pools.$pool, $connection => $work)
                }
            }
        }
    };
    (@on $pool:expr, $connection:ident => $work:expr) => {{
        let mut pooled = $pool.acquire().await?;
        let worked = async {
            let mut transaction = sqlx::Connection::begin(&mut *pooled).await?;
            let $connection = &mut *transaction;
            let done = $work;
            transaction.commit().await?;
            Ok::<_, sqlx::Error>(done)
        };
        let worked = worked.await;
        if worked.is_err() {
            pooled.close_on_drop();
        }
        worked
    }};
}
pub(super) use transaction;

/// Changes that may be made to a database when it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// It is made if there is none, and migrated.
    Migrate,
    /// Nothing is made or migrated; it can be written to.
    AsItIs,
    /// It is read and nothing else, such as a backup.
    ReadOnly,
}

impl Database {
    pub(super) async fn open(location: &Location, opening: Opening) -> Result<Self, Error> {
        let opened = match (location, opening) {
            (Location::Postgres(url), _) => postgres(url, opening).await.map(Self::Postgres),
            (Location::Sqlite(path), Opening::Migrate) => sqlite(path).await.map(Self::Sqlite),
            (Location::Sqlite(path), _) => {
                let pools = sqlite_at_once(path, opening).await;
                pools.map(Self::Sqlite)
            }
        };
        opened.map_err(|source| Error::Store {
            place: location.to_string(),
            source,
        })
    }
}

async fn postgres(url: &PostgresUrl, opening: Opening) -> Result<Pools<Postgres>, sqlx::Error> {
    let options = url.0.as_ref().clone().application_name("sightline");
    // PgBouncer takes no settings at start but those that it knows; no floating-point number is stored.
    let options = options.extra_float_digits(None);
    if opening == Opening::Migrate {
        migrate_postgres(&options).await?;
    }
    let pool = || {
        let pool = PgPoolOptions::new().max_connections(8);
        pool.acquire_timeout(PATIENCE).connect_with(options.clone())
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
        match sqlite_at_once(path, Opening::Migrate).await {
            Ok(pools) => return Ok(pools),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    sqlite_at_once(path, Opening::Migrate).await
}

async fn sqlite_at_once(path: &Path, opening: Opening) -> Result<Pools<Sqlite>, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        // PostgreSQL waits for a lock for as long as a request waits for PostgreSQL.
        .busy_timeout(PATIENCE);
    // No network can have gone: a connection is good until an error says otherwise.
    let pool = |connections| {
        let pool = SqlitePoolOptions::new().max_connections(connections);
        pool.acquire_timeout(PATIENCE).test_before_acquire(false)
    };
    // An acknowledged installation outlives a power cut.
    let writing = options.clone().synchronous(SqliteSynchronous::Full);
    // Readers find one row at a time, and what they found is kept; the system keeps the file in memory.
    let reading = options.read_only(true).pragma("cache_size", "-256");
    // SQLite lets one connection write at a time.
    let writer = pool(1);
    let write = match opening {
        Opening::Migrate => {
            private_file(path)?;
            let writing = writing.create_if_missing(true);
            let writing = writing.journal_mode(SqliteJournalMode::Wal);
            writer.connect_with(writing).await?
        }
        Opening::AsItIs => writer.connect_with(writing).await?,
        Opening::ReadOnly => {
            // Where nobody has it open, there is nothing beside it, and nothing has to be made there.
            let reading = reading.immutable(!beside(path, "-wal").exists());
            let pool = pool(1).connect_with(reading).await?;
            return Ok(Pools {
                read: pool.clone(),
                write: pool,
            });
        }
    };
    if opening == Opening::Migrate {
        sqlx::migrate!("migrations/sqlite")
            .run(&write)
            .await
            .map_err(unmigrated)?;
    }
    let read = pool(4).connect_with(reading).await?;
    Ok(Pools { read, write })
}

/// Makes the file, if there is none, for this user alone. SQLite gives what it makes beside it the same
/// permissions.
fn private_file(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    match options.open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(ending);
    path.into()
}

/// The version that migrations bring a store to.
pub(super) fn version(location: &Location) -> i64 {
    let migrator = match location {
        Location::Postgres(_) => sqlx::migrate!("migrations/postgres"),
        Location::Sqlite(_) => sqlx::migrate!("migrations/sqlite"),
    };
    let versions = migrator.iter().map(|migration| migration.version);
    versions.max().unwrap_or_default()
}

fn unmigrated(error: MigrateError) -> sqlx::Error {
    sqlx::Error::Migrate(Box::new(error))
}
