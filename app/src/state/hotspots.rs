//! Where change concentrates, and where in there the reader is.

use std::sync::Arc;

use leptos::prelude::*;
use sightline_insight::hotspots::Hotspot;

use super::{
    Loading,
    computed::computed,
    debounced::debounced,
    repository::{RepositoryStore, shown_period},
};
use crate::{
    browser::{address::value, clock, slices::next_task},
    model::{hotspots::HotspotTree, period::Period},
};

/// Name of the view in the address.
const VIEW: &str = "hotspots";

/// State of the view of hotspots. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct HotspotStore {
    /// Period that the reader chose, if they did.
    pub chosen: RwSignal<Option<Period>>,
    /// Period that is shown: else the shortest in which something was merged.
    pub period: Memo<Period>,
    /// Path of the folder that the reader is in; empty at the top.
    pub folder: RwSignal<String>,
    /// Hotspots of the period in their folders.
    pub tree: Memo<Loading<Arc<HotspotTree>>>,
}

impl HotspotStore {
    /// A store with the choice of the address, or of the last visit. It ends with the current owner.
    pub fn new(repository: RepositoryStore) -> Self {
        let query = repository.view_settings.recall(VIEW);
        let chosen = RwSignal::new(Period::named(value(&query, "period")));
        let period = shown_period(repository, chosen);
        let folder = RwSignal::new(value(&query, "folder").to_owned());
        let past = debounced(Signal::derive(move || repository.past()));
        let input = move || Some((past.get()?, period.get()));
        let tree = computed(input, async |(past, period)| {
            let tree = HotspotTree::new(past?, period, clock::now().unix());
            next_task().await;
            tree.relate();
            Ok(Arc::new(tree))
        });
        Effect::new(move |_| {
            let pairs = [
                ("period", chosen.get().map_or("", Period::name).to_owned()),
                ("folder", folder.get()),
            ];
            repository.view_settings.remember(VIEW, &pairs);
        });
        Self {
            chosen,
            period,
            folder,
            tree,
        }
    }

    /// Opens a folder, or goes back to one.
    pub fn enter(self, folder: String) {
        if self.folder.with_untracked(|here| *here != folder) {
            self.folder.set(folder);
        }
    }
}

/// The folder that is open. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct FolderStore {
    /// The view's state.
    pub hotspots: HotspotStore,
    /// Hotspots of the period; empty while they are loading.
    pub tree: Memo<Arc<HotspotTree>>,
    /// What lies in the folder, most changes first.
    pub spots: Memo<Arc<Vec<Hotspot>>>,
}

impl FolderStore {
    /// The folder that is open in a view. It ends with the current owner.
    pub fn new(hotspots: HotspotStore) -> Self {
        let tree = Memo::new(move |_| {
            let tree = hotspots.tree.get().and_then(Result::ok);
            tree.unwrap_or_default()
        });
        let spots = Memo::new(move |_| Arc::new(tree.read().inside(&hotspots.folder.read())));
        Self {
            hotspots,
            tree,
            spots,
        }
    }
}
