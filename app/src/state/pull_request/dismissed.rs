//! Companions that the reader dismissed, kept in this browser for each pull request.

use std::collections::BTreeSet;

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use crate::{api::ServicesHandle, cache::Table};

/// New state of a companion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toggled {
    /// It is listed again.
    Back,
    /// It is dismissed.
    Dismissed,
}

/// Paths that are dismissed. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct DismissedCompanions {
    paths: RwSignal<BTreeSet<String>>,
    id: u32,
    services: ServicesHandle,
}

impl DismissedCompanions {
    /// Reads what is kept of a pull request.
    pub(super) fn new(services: ServicesHandle, id: u32) -> Self {
        let paths = RwSignal::new(BTreeSet::new());
        let shared = services.get();
        spawn_local_scoped_with_cancellation(async move {
            shared.cache.ready().await;
            let kept = shared.cache.get(Table::Meta, &key(id));
            paths.set(kept.unwrap_or_default());
        });
        Self {
            paths,
            id,
            services,
        }
    }

    /// Paths of the files.
    pub fn paths(self) -> ReadSignal<BTreeSet<String>> {
        self.paths.read_only()
    }

    /// Dismisses a file, or lists it again.
    pub fn toggle(self, path: &str) -> Toggled {
        let mut paths = self.paths.get_untracked();
        let toggled = match paths.remove(path) {
            true => Toggled::Back,
            false => {
                paths.insert(path.to_owned());
                Toggled::Dismissed
            }
        };
        let cache = &self.services.get().cache;
        cache.put(Table::Meta, &key(self.id), &paths);
        self.paths.set(paths);
        toggled
    }
}

fn key(id: u32) -> String {
    format!("dismissed {id}")
}
