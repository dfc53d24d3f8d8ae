//! How each view of a repository's page was shown last, in the address and between visits.

use crate::{
    api::ServicesHandle,
    browser::address::{self, Query},
    cache::local_storage,
};

/// Settings of views by name. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct ViewSettings(ServicesHandle);

impl ViewSettings {
    /// Settings of this page's repository and viewer.
    pub(super) fn new(services: ServicesHandle) -> Self {
        Self(services)
    }

    /// How a view was shown last: as the address says, else as at the last visit.
    pub fn recall(self, view: &str) -> Query {
        let (name, query) = address::read();
        if name == view && !query.is_empty() {
            return address::pairs(&query);
        }
        address::pairs(&local_storage::kept(&self.key(view)).unwrap_or_default())
    }

    /// Keeps how a view is shown, in the address and for the next visit.
    pub fn remember<V: AsRef<str>>(self, view: &str, pairs: &[(&str, V)]) {
        let pairs = pairs.iter().map(|(name, value)| (*name, value.as_ref()));
        let query = address::query(&pairs.collect::<Vec<_>>());
        address::replace(view, &query);
        local_storage::keep(&self.key(view), &query);
    }

    /// Key in the local storage of something about a view.
    pub fn key(self, view: &str) -> String {
        format!("sightline {view}\n{}", self.0.get().cache.scope())
    }
}
