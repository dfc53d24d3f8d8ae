//! What was found before, and still holds.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use super::Installation;

/// How old an answer from memory may be: an uninstall takes effect everywhere within a second.
pub const CACHE_TIME: Duration = Duration::from_millis(500);

/// More than these are never kept.
const CAPACITY: usize = 16_384;

/// How many changes the store has seen.
pub(super) type Revision = i64;

/// Installations by clientKey, each with the revision that was read before it was: it holds while the
/// store is at that revision. Clients that do not exist are not kept, so that nobody can fill the
/// memory with invented ones.
#[derive(Default)]
pub(super) struct Cache(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    kept: HashMap<String, (Revision, Arc<Installation>)>,
    /// The store's revision, and when it was asked for.
    revision: Option<(Revision, Instant)>,
}

impl Cache {
    /// The store's revision at most [`CACHE_TIME`] ago.
    pub(super) fn revision(&self, now: Instant) -> Option<Revision> {
        let (revision, asked_at) = self.0.lock().ok()?.revision?;
        (now.saturating_duration_since(asked_at) < CACHE_TIME).then_some(revision)
    }

    pub(super) fn confirm(&self, revision: Revision, asked_at: Instant) {
        if let Ok(mut inner) = self.0.lock() {
            inner.revision = Some((revision, asked_at));
        }
    }

    pub(super) fn recall(&self, client_key: &str, now: Revision) -> Option<Arc<Installation>> {
        let inner = self.0.lock().ok()?;
        let (revision, installation) = inner.kept.get(client_key)?;
        (*revision == now).then(|| installation.clone())
    }

    pub(super) fn keep(&self, installation: &Arc<Installation>, revision: Revision) {
        let Ok(mut inner) = self.0.lock() else { return };
        let client_key = installation.client_key.as_str();
        if inner.kept.len() >= CAPACITY && !inner.kept.contains_key(client_key) {
            inner.kept.clear();
        }
        let entry = (revision, installation.clone());
        inner.kept.insert(client_key.to_owned(), entry);
    }

    /// Something has changed: the store's revision has to be asked for again.
    pub(super) fn forget(&self) {
        if let Ok(mut inner) = self.0.lock() {
            inner.revision = None;
        }
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cache")
    }
}
