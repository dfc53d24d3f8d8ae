//! Facts that the browser keeps between visits: records by table and key, in IndexedDB.
//!
//! All rows of a scope are read once, when it is opened, and live in memory from then on; writing
//! goes to both. So the app works alike where the browser refuses to store anything, or stops doing
//! so: then it forgets when the page is closed, and nothing else is different.
//!
//! A row is JSON text: reading a structured clone member by member costs more calls than parsing.

mod cached_fetch;
mod indexed_db;
pub mod local_storage;
mod lock;
pub mod records;
mod table;
mod visits;

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    pin::pin,
    rc::Rc,
    time::Duration,
};

use futures_util::{
    FutureExt,
    future::{Either, Shared, select},
};
use gloo_timers::future::sleep;
use serde::{Serialize, de::DeserializeOwned};

use indexed_db::{Change, Database};

use crate::browser::{slices::Slices, task::spawn_detached};

pub use cached_fetch::{Freshness, cached_fetch};
pub use lock::Lock;
pub use table::Table;

/// Time that a reader waits for stored rows.
const SOON: Duration = Duration::from_millis(500);

/// Rows of one scope: of a reader and a repository. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Cache(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Number of times that rows were put or removed here.
    changes: Cell<usize>,
    database: RefCell<Option<Database>>,
    /// Settles once the stored rows are in memory.
    opened: RefCell<Option<Shared<Opening>>>,
    rows: RefCell<Rows>,
    scope: String,
}

type Opening = std::pin::Pin<Box<dyn Future<Output = ()>>>;

/// JSON text by table and key.
type Rows = BTreeMap<(Table, String), Rc<str>>;

impl Cache {
    /// Begins to read the stored rows of a scope; those of others cannot be reached from here.
    pub fn open(scope: String) -> Self {
        let cache = Self::in_memory(scope);
        let opening: Opening = Box::pin(cache.clone().read_stored());
        let opening = opening.shared();
        *cache.0.opened.borrow_mut() = Some(opening.clone());
        spawn_detached(opening);
        cache
    }

    /// A cache that stores nothing.
    pub fn in_memory(scope: String) -> Self {
        Self(Rc::new(Inner {
            changes: Cell::default(),
            database: RefCell::default(),
            opened: RefCell::default(),
            rows: RefCell::default(),
            scope,
        }))
    }

    async fn read_stored(self) {
        let database = Database::open().await.ok();
        *self.0.database.borrow_mut() = database;
        visits::note(self.scope());
        // What was put meanwhile is newer than what is stored.
        let early = self.0.rows.take();
        self.reload().await;
        for ((table, key), json) in early {
            self.write(table, key, json);
        }
        *self.0.opened.borrow_mut() = None;
    }

    /// Waits until the stored rows are in memory.
    pub async fn ready(&self) {
        let opened = self.0.opened.borrow().clone();
        if let Some(opened) = opened {
            opened.await;
        }
    }

    /// Waits as [`Cache::ready`] does, but no longer than a reader should wait for data that Bitbucket can
    /// give as well: some browsers never answer, others read for long. Returns false where it took too long.
    pub async fn ready_soon(&self) -> bool {
        let ready = pin!(self.ready());
        matches!(select(ready, sleep(SOON)).await, Either::Left(_))
    }

    /// Reader and repository whose rows these are.
    pub fn scope(&self) -> &str {
        &self.0.scope
    }

    /// A record; `None` where there is none, or one of another shape.
    pub fn get<T: DeserializeOwned>(&self, table: Table, key: &str) -> Option<T> {
        let rows = self.0.rows.borrow();
        let json = rows.get(&(table, key.to_owned()))?;
        serde_json::from_str(json).ok()
    }

    /// All records of a table with their keys, in the order of keys. Pauses so that the page stays
    /// fluid.
    pub async fn all<T: DeserializeOwned>(&self, table: Table) -> Vec<(String, T)> {
        let rows: Vec<(String, Rc<str>)> =
            self.table(table, |key, json| (key.to_owned(), json.clone()));
        let mut slices = Slices::begin();
        let mut records = Vec::with_capacity(rows.len());
        for (key, json) in rows {
            slices.pause_if_due().await;
            records.extend(serde_json::from_str(&json).ok().map(|record| (key, record)));
        }
        records
    }

    /// Keys of a table, ascending.
    pub fn keys(&self, table: Table) -> Vec<String> {
        self.table(table, |key, _| key.to_owned())
    }

    /// Keeps a record, in place of another one with its key.
    pub fn put<T: Serialize>(&self, table: Table, key: &str, record: &T) {
        // Records are plain data, which JSON can hold.
        if let Ok(json) = serde_json::to_string(record) {
            self.write(table, key.to_owned(), json.into());
        }
    }

    /// Drops a record.
    pub fn remove(&self, table: Table, key: &str) {
        self.changed();
        self.store(table, key, None);
        self.0.rows.borrow_mut().remove(&(table, key.to_owned()));
    }

    /// Drops all rows of this scope.
    pub fn forget(&self) {
        self.changed();
        self.0.rows.borrow_mut().clear();
        if let Some(database) = &*self.0.database.borrow() {
            database.forget(self.scope());
        }
    }

    /// Drops rows of scopes that nobody has visited for 90 days.
    pub fn forget_old(&self) {
        if let Some(database) = &*self.0.database.borrow() {
            for scope in visits::take_old() {
                database.forget(&scope);
            }
        }
    }

    /// Size of what is kept, about, in bytes.
    pub fn bytes(&self) -> usize {
        let rows = self.0.rows.borrow();
        rows.iter()
            .map(|((_, key), json)| key.len() + json.len())
            .sum()
    }

    /// Reads all rows again: another tab may have written.
    pub async fn reload(&self) {
        let Some(database) = self.0.database.borrow().clone() else {
            return;
        };
        loop {
            let changes = self.0.changes.get();
            let Ok(rows) = read(&database, self.scope()).await else {
                return;
            };
            // What was changed here meanwhile is not among them.
            if changes == self.0.changes.get() {
                *self.0.rows.borrow_mut() = rows;
                return;
            }
        }
    }

    fn table<T>(&self, table: Table, each: impl Fn(&str, &Rc<str>) -> T) -> Vec<T> {
        let rows = self.0.rows.borrow();
        let of_table = rows
            .range((table, String::new())..)
            .take_while(|((of, _), _)| *of == table);
        of_table.map(|((_, key), json)| each(key, json)).collect()
    }

    fn write(&self, table: Table, key: String, json: Rc<str>) {
        self.changed();
        self.store(table, &key, Some(json.clone()));
        self.0.rows.borrow_mut().insert((table, key), json);
    }

    /// Stores a row; a row that cannot be stored is forgotten with the page.
    fn store(&self, table: Table, key: &str, json: Option<Rc<str>>) {
        if let Some(database) = &*self.0.database.borrow() {
            let key = indexed_db::key(self.scope(), key);
            database.write(Change { table, key, json });
        }
    }

    fn changed(&self) {
        self.0.changes.set(self.0.changes.get().wrapping_add(1));
    }
}

async fn read(database: &Database, scope: &str) -> Result<Rows, indexed_db::Unavailable> {
    let mut rows = Rows::new();
    let mut slices = Slices::begin();
    for table in Table::ALL {
        for row in database.rows(table, scope).await? {
            slices.pause_if_due().await;
            let (key, json) = row?;
            rows.insert((table, key), json.into());
        }
    }
    Ok(rows)
}
