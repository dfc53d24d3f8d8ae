//! What was found a moment ago.

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
const CAPACITY: usize = 10_000;

/// Installations by clientKey, with the time when they were asked for: what changes later than that
/// is forgotten [`CACHE_TIME`] later at most. Clients that do not exist are not kept, so that nobody
/// can fill the memory with invented ones.
#[derive(Default)]
pub(super) struct Cache(Mutex<HashMap<String, (Instant, Arc<Installation>)>>);

impl Cache {
    pub(super) fn recall(&self, client_key: &str, now: Instant) -> Option<Arc<Installation>> {
        let kept = self.0.lock().ok()?;
        let (asked_at, installation) = kept.get(client_key)?;
        (now.duration_since(*asked_at) < CACHE_TIME).then(|| installation.clone())
    }

    pub(super) fn keep(&self, installation: &Arc<Installation>, asked_at: Instant) {
        let Ok(mut kept) = self.0.lock() else { return };
        if kept.len() >= CAPACITY {
            kept.clear();
        }
        let client_key = installation.client_key.as_str().to_owned();
        kept.insert(client_key, (asked_at, installation.clone()));
    }

    pub(super) fn forget(&self, client_key: &str) {
        if let Ok(mut kept) = self.0.lock() {
            kept.remove(client_key);
        }
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cache")
    }
}
