//! IndexedDB, as far as it is used. Requests tell promises how they went, so that nothing on this
//! side has to be kept alive for them.

use std::pin::pin;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransactionMode, window};

const NAME: &str = "sightline";
const VERSION: u32 = 1;
const ROWS: &str = "rows";
/// Ends a scope in a key. The one that follows ends the range of its keys.
const END: char = '\u{1}';
const PAST_END: char = '\u{2}';
/// Some browsers never answer; in milliseconds.
const PATIENCE: u32 = 5_000;

/// The rows of one scope. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Database {
    database: IdbDatabase,
    scope: String,
}

impl Database {
    pub(super) async fn open(scope: &str) -> Result<Self, JsValue> {
        let factory = window().ok_or(JsValue::NULL)?.indexed_db()?;
        let request = factory.ok_or(JsValue::NULL)?.open_with_u32(NAME, VERSION)?;
        let opening = request.clone();
        let create = Closure::once_into_js(move || {
            let database = opening.result().map(IdbDatabase::from);
            // Without a table, reading fails, and everything stays in memory.
            let _created = database.and_then(|database| database.create_object_store(ROWS));
        });
        request.set_onupgradeneeded(Some(create.unchecked_ref()));
        let database = IdbDatabase::from(outcome(&request).await?);
        let closing = database.clone();
        let close = Closure::once_into_js(move || closing.close());
        database.set_onversionchange(Some(close.unchecked_ref()));
        let scope = scope.to_owned();
        Ok(Self { database, scope })
    }

    pub(super) async fn rows(&self) -> Result<Vec<(String, String)>, JsValue> {
        let range = range(&self.scope)?;
        let store = self.store(IdbTransactionMode::Readonly)?;
        let keys = store.get_all_keys_with_key(&range)?;
        let rows = store.get_all_with_key(&range)?;
        let (keys, rows) = (outcome(&keys).await?, outcome(&rows).await?);
        let start = self.scope.len() + END.len_utf8();
        let pair = |(key, row): (JsValue, JsValue)| {
            let key = key.as_string()?;
            Some((key.get(start..)?.to_owned(), row.as_string()?))
        };
        let (keys, rows): (Array, Array) = (keys.into(), rows.into());
        Ok(keys.iter().zip(rows.iter()).filter_map(pair).collect())
    }

    /// What cannot be written is forgotten with the page.
    pub(super) fn put(&self, key: &str, row: &str) {
        let store = self.store(IdbTransactionMode::Readwrite);
        let key = key_of(&self.scope, END, key).into();
        let _forgotten = store.and_then(|store| store.put_with_key(&row.into(), &key));
    }

    pub(super) fn remove(&self, key: &str) {
        let store = self.store(IdbTransactionMode::Readwrite);
        let key = key_of(&self.scope, END, key).into();
        let _forgotten = store.and_then(|store| store.delete(&key));
    }

    /// Drops all rows of a scope.
    pub(super) fn forget(&self, scope: &str) {
        let store = self.store(IdbTransactionMode::Readwrite);
        let range = range(scope);
        let _forgotten = store.and_then(|store| store.delete(&range?.into()));
    }

    fn store(&self, mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
        let transaction = self.database.transaction_with_str_and_mode(ROWS, mode)?;
        transaction.object_store(ROWS)
    }
}

fn range(scope: &str) -> Result<IdbKeyRange, JsValue> {
    let (from, to) = (key_of(scope, END, ""), key_of(scope, PAST_END, ""));
    IdbKeyRange::bound(&from.into(), &to.into())
}

fn key_of(scope: &str, end: char, key: &str) -> String {
    let mut whole = String::from(scope);
    whole.push(end);
    whole.push_str(key);
    whole
}

async fn outcome(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let settled = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match select(pin!(settled.into_future()), TimeoutFuture::new(PATIENCE)).await {
        Either::Left((settled, _)) => settled?,
        Either::Right(_) => return Err("the database does not answer".into()),
    };
    request.result()
}
