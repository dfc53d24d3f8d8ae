//! Hotspots: where change concentrates, and the folder that the reader has opened.

use std::sync::Arc;

use bitbucket_cloud::Error;
use leptos::{ev, prelude::*};
use sightline_insight::hotspots::Hotspot;

use super::{
    Loading,
    computed::computed,
    debounced::debounced,
    repository::{RepositoryStore, shown_period},
};
use crate::{
    browser::{
        address::{self, value},
        clock,
        slices::next_task,
    },
    history::review_times::AllReviewTimes,
    model::{
        hotspots::{HotspotTree, SpotColumn},
        period::Period,
        shades::ShadeBy,
        sorting::Sorting,
    },
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
    /// Measure that the shades of the map stand for.
    pub shade_by: RwSignal<ShadeBy>,
    /// Sorting of the table. Among equals the hottest comes first, as in the map.
    pub sorting: RwSignal<Sorting<SpotColumn>>,
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
        let shade_by = RwSignal::new(ShadeBy::named(value(&query, "shade")));
        let sorting = RwSignal::new(Sorting::named(value(&query, "sort")));
        let folder = RwSignal::new(value(&query, "folder").to_owned());
        // The way back is the browser's: to the folder that was open before.
        let back = window_event_listener(ev::popstate, move |_| {
            let (name, query) = address::read();
            if name == VIEW {
                folder.set(value(&address::pairs(&query), "folder").to_owned());
            }
        });
        on_cleanup(move || back.remove());
        let past = debounced(Signal::derive(move || {
            let times = repository.review_times.get();
            Some(repository.past()?.map(|past| (past, times)))
        }));
        let input = move || Some((past.get()?, period.get()));
        let tree = computed(input, async |(past, period): (Result<_, Error>, _)| {
            let (past, times): (_, Arc<AllReviewTimes>) = past?;
            let merged_on = |id| times.merged_on(id);
            let tree = HotspotTree::new(past, merged_on, period, clock::now().unix());
            next_task().await;
            tree.relate();
            Ok(Arc::new(tree))
        });
        Effect::new(move |_| {
            let pairs = [
                ("period", chosen.get().map_or("", Period::name).to_owned()),
                ("shade", shade_by.get().name().to_owned()),
                ("folder", folder.get()),
                ("sort", sorting.get().name()),
            ];
            repository.view_settings.remember(VIEW, &pairs);
        });
        Self {
            chosen,
            period,
            shade_by,
            sorting,
            folder,
            tree,
        }
    }

    /// Second at which the period begins. Tracked.
    pub fn begin(self) -> i64 {
        self.period.get().begin(clock::now().unix())
    }

    /// Takes a period that the reader chooses.
    pub fn choose(self, period: Period) {
        if self.chosen.get_untracked() != Some(period) {
            self.chosen.set(Some(period));
        }
    }

    /// Opens a folder. False where it is open already.
    pub fn enter(self, folder: String) -> bool {
        let is_another = self.folder.with_untracked(|here| *here != folder);
        if is_another {
            self.folder.set(folder);
        }
        is_another
    }
}

/// The folder that is open. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct FolderStore {
    /// The view's state.
    pub hotspots: HotspotStore,
    /// Hotspots of the period; empty while they are loading.
    pub tree: Memo<Arc<HotspotTree>>,
    /// Files and folders in the folder, most changes first.
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
