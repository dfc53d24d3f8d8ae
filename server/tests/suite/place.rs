//! Stores of both kinds, each empty and for one test alone.

use std::sync::atomic::{AtomicU32, Ordering};

use sightline::{
    Keyring, SecretKey,
    store::{Location, Settings, Store},
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use tempfile::TempDir;

pub(crate) struct Place {
    pub(crate) settings: Settings,
    pub(crate) database: Database,
}

pub(crate) enum Database {
    Postgres { server: String, name: String },
    Sqlite(TempDir),
}

/// The key of every place.
pub(crate) const KEY: [u8; 32] = [7; 32];

impl Place {
    pub(crate) async fn sqlite() -> Option<Self> {
        let dir = TempDir::new().unwrap();
        let location = Location::Sqlite(dir.path().join("sightline.db"));
        Some(Self::new(location, Database::Sqlite(dir)))
    }

    /// `None` where no server is named.
    pub(crate) async fn postgres() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("SIGHTLINE_TEST_POSTGRES") else {
            eprintln!("skipped: SIGHTLINE_TEST_POSTGRES names no server");
            return None;
        };
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("sightline_{}_{n}", std::process::id());
        let mut connection = PgConnection::connect(&server).await.unwrap();
        let sql = format!("CREATE DATABASE {name}");
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
        let database = Database::Postgres { server, name };
        let location = Location::Postgres(database.url().parse().unwrap());
        Some(Self::new(location, database))
    }

    fn new(location: Location, database: Database) -> Self {
        let keyring = Keyring::new(SecretKey::new(KEY), Vec::new());
        Self {
            settings: Settings { location, keyring },
            database,
        }
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.settings).await.unwrap()
    }

    /// Settings of this place with other keys.
    pub(crate) fn with_keys(&self, current: [u8; 32], old: &[[u8; 32]]) -> Settings {
        let old = old.iter().map(|key| SecretKey::new(*key)).collect();
        Settings {
            keyring: Keyring::new(SecretKey::new(current), old),
            ..self.settings.clone()
        }
    }

    /// This database through PgBouncer in transaction mode; `None` where none is named.
    pub(crate) fn pooled(&self) -> Option<Settings> {
        let Ok(pooler) = std::env::var("SIGHTLINE_TEST_PGBOUNCER") else {
            eprintln!("skipped: SIGHTLINE_TEST_PGBOUNCER names no pooler");
            return None;
        };
        let Database::Postgres { name, .. } = &self.database else {
            return None;
        };
        let (start, _) = pooler.rsplit_once('/').unwrap();
        Some(Settings {
            location: Location::Postgres(format!("{start}/{name}").parse().unwrap()),
            ..self.settings.clone()
        })
    }

    /// Runs a statement behind the store's back.
    pub(crate) async fn execute(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.database {
            Database::Postgres { .. } => {
                let mut connection = PgConnection::connect(&self.database.url()).await.unwrap();
                connection.execute(sql).await.unwrap();
            }
            Database::Sqlite(_) => {
                let url = self.database.url();
                let mut connection = SqliteConnection::connect(&url).await.unwrap();
                connection.execute(sql).await.unwrap();
            }
        }
    }

    /// Flags and variables that make the binary use this place.
    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        let key = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
        let database = match &self.database {
            Database::Postgres { .. } => ("SIGHTLINE_DATABASE_URL", self.database.url()),
            Database::Sqlite(_) => ("SIGHTLINE_DATABASE", self.settings.location.to_string()),
        };
        vec![("SIGHTLINE_SECRET_KEY", key), database]
    }
}

impl Database {
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Postgres { server, name } => {
                let (start, _) = server.rsplit_once('/').unwrap();
                format!("{start}/{name}")
            }
            Self::Sqlite(dir) => format!("sqlite://{}", dir.path().join("sightline.db").display()),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Self::Postgres { server, name } = self else {
            return;
        };
        let (server, sql) = (server.clone(), format!("DROP DATABASE {name} WITH (FORCE)"));
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(async {
                let mut connection = PgConnection::connect(&server).await.unwrap();
                connection.execute(AssertSqlSafe(sql)).await.unwrap();
            });
        });
        let _ = dropped.join();
    }
}

/// Makes two tests of each function: one over SQLite, one over PostgreSQL.
macro_rules! on_both_stores {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let place = $crate::place::Place::sqlite().await;
                    super::$test(&place.unwrap()).await;
                }
            )+
        }

        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    if let Some(place) = $crate::place::Place::postgres().await {
                        super::$test(&place).await;
                    }
                }
            )+
        }
    };
}
pub(crate) use on_both_stores;
