//! IndexedDB: an object store for each table, rows of JSON text, keys that begin with the scope.
//!
//! Some browsers refuse it to framed pages, throw where it is looked for, or never answer; all of
//! that is [`Unavailable`], and the cache lives in memory then.

use std::{cell::RefCell, rc::Rc, time::Duration};

use futures_util::future::{Either, select};
use gloo_timers::future::sleep;
use indexed_db_futures::{
    OpenDbResult, Result as DbResult, database::Database as Connection, prelude::*,
    transaction::TransactionMode,
};

use super::Table;
use crate::browser::task::spawn_detached;

const NAME: &str = "sightline";
/// Shape of records and tables. A change of either is another version: older rows are dropped, and
/// read from Bitbucket again.
const VERSION: u32 = 2;
/// Store of version 1.
const OUTDATED: &str = "rows";
/// Ends a scope in a key. The one that follows ends the range of its keys.
const END: char = '\u{1}';
const PAST_END: char = '\u{2}';
/// Time after which a browser is taken to never answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The database cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unavailable;

/// A row that is put, or removed.
#[derive(Debug)]
pub(super) struct Change {
    /// Its table.
    pub(super) table: Table,
    /// Its key, as [`key`] makes it.
    pub(super) key: String,
    /// Its text; `None` removes it.
    pub(super) json: Option<Rc<str>>,
}

/// A connection. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Database {
    connection: Connection,
    /// Changes that wait for their transaction.
    waiting: Rc<RefCell<Vec<Change>>>,
}

impl Database {
    /// Opens the database, with its tables.
    pub(super) async fn open() -> Result<Self, Unavailable> {
        let connection = in_time(connect()).await?;
        spawn_detached(close_when_outdated(connection.clone()));
        Ok(Self {
            connection,
            waiting: Rc::default(),
        })
    }

    /// Rows of a scope in a table: key and text.
    pub(super) async fn rows(
        &self,
        table: Table,
        scope: &str,
    ) -> Result<impl Iterator<Item = Result<(String, String), Unavailable>>, Unavailable> {
        let start = key(scope, "").len();
        let (keys, texts) = in_time(self.read(table, scope)).await?;
        let row = move |(key, text): (DbResult<String>, DbResult<String>)| {
            let key = key.map_err(|_| Unavailable)?;
            let key = key.get(start..).ok_or(Unavailable)?.to_owned();
            Ok((key, text.map_err(|_| Unavailable)?))
        };
        Ok(keys.zip(texts).map(row))
    }

    async fn read(
        &self,
        table: Table,
        scope: &str,
    ) -> DbResult<(
        impl Iterator<Item = DbResult<String>> + use<>,
        impl Iterator<Item = DbResult<String>> + use<>,
    )> {
        let transaction = self.connection.transaction(table.name()).build()?;
        let store = transaction.object_store(table.name())?;
        let keys = store
            .get_all_keys::<String>()
            .with_query::<String, _>(range(scope))
            .primitive()?;
        let texts = store
            .get_all::<String>()
            .with_query::<String, _>(range(scope))
            .primitive()?;
        Ok((keys.await?, texts.await?))
    }

    /// Writes a row together with others that are written in the same turn. A row that cannot be
    /// stored is forgotten with the page.
    pub(super) fn write(&self, change: Change) {
        let mut waiting = self.waiting.borrow_mut();
        waiting.push(change);
        if waiting.len() == 1 {
            let database = self.clone();
            spawn_detached(async move {
                let changes = database.waiting.take();
                let _forgotten = database.commit(&changes).await;
            });
        }
    }

    async fn commit(&self, changes: &[Change]) -> DbResult<()> {
        let names = Table::ALL.map(Table::name);
        let transaction = self
            .connection
            .transaction(names)
            .with_mode(TransactionMode::Readwrite)
            .build()?;
        for change in changes {
            let store = transaction.object_store(change.table.name())?;
            // Requests of a transaction need not be awaited one by one.
            match &change.json {
                Some(json) => drop(
                    store
                        .put(&**json)
                        .with_key(change.key.as_str())
                        .without_key_type()
                        .primitive()?,
                ),
                None => drop(store.delete(change.key.as_str()).primitive()?),
            }
        }
        transaction.commit().await
    }

    /// Drops all rows of a scope.
    pub(super) fn forget(&self, scope: &str) {
        let database = self.clone();
        let scope = scope.to_owned();
        spawn_detached(async move {
            let _forgotten = database.clear(&scope).await;
        });
    }

    async fn clear(&self, scope: &str) -> DbResult<()> {
        let names = Table::ALL.map(Table::name);
        let transaction = self
            .connection
            .transaction(names)
            .with_mode(TransactionMode::Readwrite)
            .build()?;
        for name in names {
            let store = transaction.object_store(name)?;
            store.delete::<String, _>(range(scope)).primitive()?.await?;
        }
        transaction.commit().await
    }
}

/// Key of a row within a scope.
pub(super) fn key(scope: &str, key: &str) -> String {
    format!("{scope}{END}{key}")
}

fn range(scope: &str) -> std::ops::Range<String> {
    key(scope, "")..format!("{scope}{PAST_END}")
}

async fn connect() -> OpenDbResult<Connection> {
    Connection::open(NAME)
        .with_version(VERSION)
        .with_on_upgrade_needed(|event, connection| {
            if event.old_version() > 0.0 {
                connection.delete_object_store(OUTDATED)?;
            }
            for table in Table::ALL {
                connection.create_object_store(table.name()).build()?;
            }
            Ok(())
        })
        .await
}

/// Lets another tab upgrade or delete the database.
async fn close_when_outdated(connection: Connection) {
    if let Ok(mut changes) = connection.version_changes() {
        changes.recv().await;
        connection.close();
    }
}

async fn in_time<T, E>(answer: impl Future<Output = Result<T, E>>) -> Result<T, Unavailable> {
    let answer = std::pin::pin!(answer);
    match select(answer, sleep(PATIENCE)).await {
        Either::Left((Ok(answer), _)) => Ok(answer),
        Either::Left((Err(_), _)) | Either::Right(_) => Err(Unavailable),
    }
}
