//! Facts that were read of repositories, for the jobs that come after.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use atlassian_connect::{ClientKey, context::Uuid};
use moka::{Expiry, policy::EvictionPolicy, sync::Cache};
use sightline_reading::KnownRepository;

/// Bytes that are kept, about; repositories that were not asked for longest go first.
const CAPACITY: u64 = 64 * 1024 * 1024;

/// Time for which what is kept may be used.
const KEEP: Duration = Duration::from_secs(24 * 60 * 60);

/// Facts by installation and repository: what one tenant may see, another never gets.
#[derive(Debug)]
pub(crate) struct Facts(Cache<(ClientKey, Uuid), Arc<KnownRepository>>);

/// Time since the first was read: what is read later makes nothing last longer.
struct Kept;

impl Expiry<(ClientKey, Uuid), Arc<KnownRepository>> for Kept {
    fn expire_after_create(
        &self,
        _: &(ClientKey, Uuid),
        _: &Arc<KnownRepository>,
        _: Instant,
    ) -> Option<Duration> {
        Some(KEEP)
    }
}

impl Default for Facts {
    fn default() -> Self {
        let facts = Cache::builder()
            .max_capacity(CAPACITY)
            .weigher(|_, known: &Arc<KnownRepository>| known.weight())
            .expire_after(Kept)
            .eviction_policy(EvictionPolicy::lru());
        Self(facts.build())
    }
}

impl Facts {
    pub(super) fn of(&self, client: &ClientKey, repository: &Uuid) -> Arc<KnownRepository> {
        let key = (client.clone(), repository.clone());
        self.0.get_with(key, Arc::default)
    }

    /// Weighs a repository again, now that more of it is known.
    pub(super) fn keep(&self, client: &ClientKey, repository: &Uuid, known: Arc<KnownRepository>) {
        self.0.insert((client.clone(), repository.clone()), known);
    }

    /// Forgets what an installation could see.
    pub(crate) fn forget(&self, client: &ClientKey) {
        for (key, _) in &self.0 {
            if key.0 == *client {
                self.0.invalidate(key.as_ref());
            }
        }
    }
}
