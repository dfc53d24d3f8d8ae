//! Settings of each view of a repository's page, in the address and between visits.

use crate::{
    api::ServicesHandle,
    browser::address::{self, Query},
    cache::local_storage,
};

/// Settings that end with the visit: who comes back wants to see everything, and today, again.
const PASSING: [&str; 3] = ["text", "from", "to"];

/// Settings of views by name. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct ViewSettings(ServicesHandle);

impl ViewSettings {
    /// Settings of this page's repository and viewer.
    pub(super) fn new(services: ServicesHandle) -> Self {
        Self(services)
    }

    /// Settings that a view was shown with last: those of the address, else those of the last visit.
    pub fn recall(self, view: &str) -> Query {
        let (name, query) = address::read();
        if name == view && !query.is_empty() {
            return address::pairs(&query);
        }
        address::pairs(&local_storage::kept(&self.key(view)).unwrap_or_default())
    }

    /// Keeps how a view is shown, for the next visit and in the address, unless that names another view: then
    /// the reader is on the way there.
    pub fn remember<V: AsRef<str>>(self, view: &str, pairs: &[(&str, V)]) {
        let pairs = pairs.iter().map(|(name, value)| (*name, value.as_ref()));
        let mut pairs: Vec<(&str, &str)> = pairs.collect();
        let (here, _) = address::read();
        if here.is_empty() || here == view {
            address::replace(view, &address::query(&pairs));
        }
        pairs.retain(|(name, _)| !PASSING.contains(name));
        local_storage::keep(&self.key(view), &address::query(&pairs));
    }

    /// Key in the local storage of something about a view.
    pub fn key(self, view: &str) -> String {
        format!("sightline {view}\n{}", self.0.get().cache.scope())
    }
}
