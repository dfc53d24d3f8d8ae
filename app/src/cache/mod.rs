//! Facts that the browser keeps between visits: rows of text by key, in IndexedDB.
//!
//! All rows of a place are read once, when it is opened, and live in memory from then on; writing
//! goes to both. So the app works the same where the browser refuses to store anything, or stops
//! doing so: then it forgets when the page is closed, and nothing else is different.

mod cached_fetch;
mod indexed_db;
pub mod local_storage;
mod lock;
pub mod records;

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
};

use js_sys::{Promise, futures::spawn_local};
use wasm_bindgen::JsValue;

use crate::browser::clock;
use indexed_db::Database;

pub use cached_fetch::{Freshness, cached_fetch};
pub use lock::Lock;

/// The day of the last visit of a place, which follows.
const VISITED: &str = "sightline visited ";
/// Days after which what is kept of a place that nobody visits is dropped.
const KEPT: i64 = 90;
/// In seconds.
const DAY: i64 = 86_400;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// How the review of a pull request went.
    Course,
    /// A merged pull request.
    Merged,
    /// Anything else.
    Note,
    /// What an open pull request changes.
    Open,
}

impl Table {
    fn letter(self) -> &'static str {
        match self {
            Self::Course => "c",
            Self::Merged => "m",
            Self::Note => "n",
            Self::Open => "o",
        }
    }
}

/// Rows of text by table and key, as they are now.
pub trait Rows {
    /// One row.
    fn row(&self, table: Table, key: &str) -> Option<String>;

    /// All rows of a table, by key.
    fn rows(&self, table: Table) -> Vec<(String, String)>;

    /// Keeps a row, in place of another one with its key.
    fn put(&self, table: Table, key: &str, row: &str);

    /// Drops a row.
    fn remove(&self, table: Table, key: &str);
}

/// The rows of one place. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Cache(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    /// How often rows were put or removed here.
    changes: Cell<usize>,
    database: RefCell<Option<Database>>,
    opened: OnceCell<Promise>,
    /// Keys begin with the table's letter, and ascend.
    rows: RefCell<Vec<(String, String)>>,
    scope: String,
}

impl Cache {
    /// Begins to read the rows of a place; those of others cannot be reached from here.
    pub fn open(scope: String) -> Self {
        let store = Self(Rc::new(Inner {
            changes: Cell::default(),
            database: RefCell::default(),
            opened: OnceCell::new(),
            rows: RefCell::default(),
            scope,
        }));
        let reader = store.clone();
        let mut done = None;
        let opened = Promise::new(&mut |resolve, _| done = Some(resolve));
        spawn_local(async move {
            *reader.0.database.borrow_mut() = Database::open(&reader.0.scope).await.ok();
            let today = (clock::now().unix() / DAY).to_string();
            local_storage::keep(&[VISITED, &reader.0.scope].concat(), &today);
            let early = reader.0.rows.take();
            reader.again().await;
            for (key, row) in early {
                reader.write(key, &row);
            }
            // Resolving does not throw.
            let _open = done.map(|done| done.call0(&JsValue::UNDEFINED));
        });
        // It is set this once.
        let _first = store.0.opened.set(opened);
        store
    }

    /// Whose rows they are.
    pub fn scope(&self) -> &str {
        &self.0.scope
    }

    /// Waits until the rows that were stored before are read.
    pub async fn ready(&self) {
        if let Some(opened) = self.0.opened.get() {
            // It is never rejected.
            let _read = opened.clone().await;
        }
    }

    /// Drops all rows of this place.
    pub fn forget(&self) {
        self.changed();
        self.0.rows.borrow_mut().clear();
        if let Some(database) = &*self.0.database.borrow() {
            database.forget(&self.0.scope);
        }
    }

    /// Drops what is kept of places that nobody has visited for 90 days.
    pub fn forget_old(&self) {
        let today = clock::now().unix() / DAY;
        for key in local_storage::names() {
            let Some(scope) = key.strip_prefix(VISITED) else {
                continue;
            };
            let day = local_storage::kept(&key).and_then(|day| day.parse::<i64>().ok());
            if day.is_some_and(|day| today - day <= KEPT) {
                continue;
            }
            if let Some(database) = &*self.0.database.borrow() {
                database.forget(scope);
                local_storage::forget(&key);
            }
        }
    }

    /// How much is kept, about.
    pub fn bytes(&self) -> usize {
        let rows = self.0.rows.borrow();
        rows.iter().map(|(key, row)| key.len() + row.len()).sum()
    }

    fn write(&self, key: String, row: &str) {
        self.changed();
        if let Some(database) = &*self.0.database.borrow() {
            database.put(&key, row);
        }
        let mut rows = self.0.rows.borrow_mut();
        let place = rows.partition_point(|(other, _)| *other < key);
        match rows.get_mut(place) {
            Some((other, old)) if *other == key => row.clone_into(old),
            _ => rows.insert(place, (key, row.to_owned())),
        }
    }

    /// Reads all rows again: another tab may have written.
    pub async fn again(&self) {
        let Some(database) = self.0.database.borrow().clone() else {
            return;
        };
        loop {
            let changes = self.0.changes.get();
            let Ok(rows) = database.rows().await else {
                return;
            };
            // What was changed here meanwhile is not among them.
            if changes == self.0.changes.get() {
                *self.0.rows.borrow_mut() = rows;
                return;
            }
        }
    }

    fn changed(&self) {
        self.0.changes.set(self.0.changes.get().wrapping_add(1));
    }
}

impl Rows for Cache {
    fn row(&self, table: Table, key: &str) -> Option<String> {
        let key = [table.letter(), key].concat();
        let rows = self.0.rows.borrow();
        let place = rows.partition_point(|(other, _)| *other < key);
        let (found, row) = rows.get(place)?;
        (*found == key).then(|| row.clone())
    }

    fn rows(&self, table: Table) -> Vec<(String, String)> {
        let rows = self.0.rows.borrow();
        let of_table = rows.iter().filter_map(|(key, row)| {
            let key = key.strip_prefix(table.letter())?;
            Some((key.to_owned(), row.clone()))
        });
        of_table.collect()
    }

    fn put(&self, table: Table, key: &str, row: &str) {
        self.write([table.letter(), key].concat(), row);
    }

    fn remove(&self, table: Table, key: &str) {
        self.changed();
        let key = [table.letter(), key].concat();
        if let Some(database) = &*self.0.database.borrow() {
            database.remove(&key);
        }
        self.0.rows.borrow_mut().retain(|(other, _)| *other != key);
    }
}
