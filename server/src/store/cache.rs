//! Cache of installations that were found before. It holds while the store does not change.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use moka::policy::EvictionPolicy;
use tokio::sync::Semaphore;

use super::Installation;

/// Age of an answer from memory at most: an uninstall takes effect everywhere within a second.
pub const CACHE_TIME: Duration = Duration::from_millis(500);

/// Installations that are kept at most; those that were not asked for longest go first.
const CAPACITY: u64 = 16_384;

/// Number of changes that the store has seen.
pub(super) type Revision = i64;

/// Absent clients that are kept. There is a bound of their own, so that nobody can push installations out
/// with invented ones.
const ABSENT: u64 = 4_096;

/// Reads at a time of clients that are not in memory. They leave connections for the question whether
/// what is in memory holds, for which every page waits.
const READS: usize = 2;

/// Installations and absent clients by clientKey, each with the revision that was read before it was: it
/// holds while the store is at that revision.
#[derive(Debug)]
pub(super) struct Cache {
    kept: moka::sync::Cache<String, (Revision, Arc<Installation>)>,
    absent: moka::sync::Cache<String, Revision>,
    /// The store's revision, and when it was asked for.
    revision: Mutex<Option<(Revision, Instant)>>,
    /// Held by the request that asks for the revision. Others that need it wait.
    pub(super) asking: tokio::sync::Mutex<()>,
    /// Turns of those who read a client that is not in memory.
    pub(super) reads: Semaphore,
}

/// Memory of a client.
#[derive(Debug)]
pub(super) enum Known {
    Absent,
    Present(Arc<Installation>),
}

impl Known {
    pub(super) fn installation(self) -> Option<Arc<Installation>> {
        match self {
            Self::Absent => None,
            Self::Present(installation) => Some(installation),
        }
    }
}

impl Default for Cache {
    fn default() -> Self {
        let kept = moka::sync::Cache::builder()
            .max_capacity(CAPACITY)
            .eviction_policy(EvictionPolicy::lru());
        Self {
            kept: kept.build(),
            absent: moka::sync::Cache::new(ABSENT),
            revision: Mutex::default(),
            asking: tokio::sync::Mutex::default(),
            reads: Semaphore::new(READS),
        }
    }
}

impl Cache {
    /// The store's revision, if it was asked for at `since` or later.
    pub(super) fn revision(&self, since: Instant) -> Option<Revision> {
        let (revision, asked_at) = (*self.revision.lock().ok()?)?;
        (asked_at >= since).then_some(revision)
    }

    pub(super) fn confirm(&self, revision: Revision, asked_at: Instant) {
        if let Ok(mut kept) = self.revision.lock() {
            *kept = Some((revision, asked_at));
        }
    }

    pub(super) fn recall(&self, client_key: &str, now: Revision) -> Option<Known> {
        if let Some((revision, installation)) = self.kept.get(client_key) {
            return (revision == now).then_some(Known::Present(installation));
        }
        let revision = self.absent.get(client_key)?;
        (revision == now).then_some(Known::Absent)
    }

    pub(super) fn keep(
        &self,
        client_key: &str,
        found: Option<&Arc<Installation>>,
        revision: Revision,
    ) {
        let client_key = client_key.to_owned();
        match found {
            Some(found) => self.kept.insert(client_key, (revision, found.clone())),
            None => {
                self.kept.invalidate(&client_key);
                self.absent.insert(client_key, revision);
            }
        }
    }

    /// Something has changed: the store's revision has to be asked for again.
    pub(super) fn forget(&self) {
        if let Ok(mut revision) = self.revision.lock() {
            *revision = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use atlassian_connect::{ClientKey, SharedSecret};

    use super::*;
    use crate::store::InstallationState;

    fn installation(client_key: &str) -> Arc<Installation> {
        Arc::new(Installation {
            client_key: ClientKey::new(client_key),
            state: InstallationState::Installed,
            shared_secret: SharedSecret::new("secret"),
            principal_uuid: None,
            principal_name: None,
            event_digest: Vec::new(),
        })
    }

    #[test]
    fn one_installation_too_many_does_not_make_it_forget_the_others() {
        let cache = Cache::default();
        for n in 0..=CAPACITY {
            let name = n.to_string();
            cache.keep(&name, Some(&installation(&name)), 1);
        }
        cache.kept.run_pending_tasks();
        assert_eq!(cache.kept.entry_count(), CAPACITY);
        assert!(cache.recall("0", 1).is_none(), "the oldest goes");
        let others = (1..=CAPACITY).filter(|n| cache.recall(&n.to_string(), 1).is_some());
        assert_eq!(others.count() as u64, CAPACITY);
    }

    #[test]
    fn what_was_read_before_a_change_does_not_hold_after_it() {
        let cache = Cache::default();
        cache.keep("a", Some(&installation("a")), 1);
        cache.keep("b", None, 1);
        assert!(cache.recall("a", 1).is_some());
        assert!(cache.recall("a", 2).is_none());
        assert!(matches!(cache.recall("b", 1), Some(Known::Absent)));
        assert!(cache.recall("b", 2).is_none());
    }
}
