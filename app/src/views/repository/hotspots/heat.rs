//! Hotspots of a period, and what changes together, found once for all folders.

use std::{cell::OnceCell, rc::Rc};

use sightline_insight::{
    FileId,
    companions::{Companion, Companions},
    hotspots::{Hotspot, Hotspots, Place},
};

use super::super::period::Period;
use crate::{clock, context::encoded, floor::Floor, history::Past, load::Load};

/// Companions of a file that are named.
const NAMED: usize = 3;

/// See the module.
pub(super) struct Heat {
    past: Rc<Past>,
    period: Period,
    spots: Hotspots,
    /// Found when the first file is listed.
    together: OnceCell<Companions>,
    pub(super) now: i64,
}

/// The same, if it was made from the same.
impl PartialEq for Heat {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.past, &other.past) && self.period == other.period
    }
}

/// Works it out.
pub(super) fn found(floor: Floor, period: Period) -> Load<Rc<Heat>> {
    match &*floor.known.past.get() {
        Load::Failed(error) => Load::Failed(error.clone()),
        Load::Loading => Load::Loading,
        Load::Ready(past) => {
            let now = clock::now().unix();
            Load::Ready(Rc::new(Heat {
                past: Rc::clone(past),
                period,
                spots: Hotspots::of(&past.history, period.begin(now), now),
                together: OnceCell::new(),
                now,
            }))
        }
    }
}

impl Heat {
    /// Merged pull requests that are known, of all times.
    pub(super) fn merged(&self) -> usize {
        self.past.facts.len()
    }

    /// Whether nothing changed.
    pub(super) fn is_empty(&self) -> bool {
        self.whole("")
            .is_none_or(|whole| whole.activity.changes == 0)
    }

    /// A folder itself.
    pub(super) fn whole(&self, folder: &str) -> Option<Hotspot> {
        let folder = self.spots.folder(folder)?;
        Some(self.spots.of_folder(folder))
    }

    /// What lies in a folder, most changes first.
    pub(super) fn inside(&self, folder: &str) -> Vec<Hotspot> {
        let Some(folder) = self.spots.folder(folder) else {
            return Vec::new();
        };
        self.spots.inside(&self.past.history, folder)
    }

    /// What usually changes with a file: paths, in how many of its changes, and of how many.
    pub(super) fn companions(&self, file: FileId) -> Vec<(&str, u32, u32)> {
        let history = &self.past.history;
        let together = self.together.get_or_init(|| Companions::unlimited(history));
        let usual = together.usual(file, 2 * NAMED);
        let here = usual.iter().filter(|one| history.has(one.file));
        let named = here.take(NAMED);
        let plain = |one: &Companion| (history.path(one.file), one.shared, one.changes);
        named.map(plain).collect()
    }

    /// Bitbucket's page of a file, as the pull request left it that changed it last: at that commit
    /// it is certainly there.
    pub(super) fn page(&self, floor: Floor, spot: &Hotspot) -> String {
        let last = u32::try_from(spot.activity.last_change).unwrap_or(0);
        let fact = self.past.facts.iter().rev().find(|fact| fact.id == last);
        let source = fact.map(|fact| fact.source.as_str());
        let commit = source.filter(|commit| !commit.is_empty()).unwrap_or("HEAD");
        let context = &floor.app.shared().context;
        let repository = context.repository.to_string();
        context.source_page(&repository, commit, &encoded(&spot.path))
    }
}

/// The last part of a path, a slash after that of a folder.
pub(super) fn name(spot: &Hotspot) -> String {
    let name = spot.path.rsplit('/').next().unwrap_or_default();
    let mut name = name.to_owned();
    if let Place::Folder(_) = spot.place {
        name.push('/');
    }
    name
}
