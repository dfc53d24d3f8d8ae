//! Hotspots of a period in their folders, and what changes together, computed once for all folders.

use std::{
    cmp::Ordering,
    sync::{Arc, OnceLock},
};

use bitbucket_cloud::Timestamp;
use sightline_insight::{
    FileId,
    companions::{Companion, Companions},
    hotspots::{Hotspot, Hotspots, Place},
    queue::Direction,
};

use super::{
    history::MergedHistory,
    period::Period,
    sorting::{NamedColumn, RowColumn, SortColumn, Sorting},
};

/// Companions of a file that are named.
const NAMED: usize = 3;
/// Parts of a map that are drawn each; the others share one.
const DRAWN: usize = 60;
/// Ages in days at which shades end, the latest first.
const SHADES: [i64; 4] = [7, 30, 91, 365];
/// Seconds of a day.
const DAY: i64 = 86_400;

/// Files and folders that changed in a period.
#[derive(Debug)]
pub struct HotspotTree {
    past: Arc<MergedHistory>,
    /// Seconds of the merges, in the order of the past.
    dates: Vec<i64>,
    period: Period,
    /// Merges of the period that are dated by their last update.
    pub undated: usize,
    spots: Hotspots,
    /// Computed before the first file is listed.
    together: OnceLock<Companions>,
    /// Second at which ages are taken.
    pub now: i64,
}

/// A file that usually changes with another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UsualCompanion {
    /// Its path.
    pub path: String,
    /// Number of changes of the other file that it was part of.
    pub shared: u32,
    /// Number of changes of the other file.
    pub changes: u32,
}

/// Content of a period, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Something changed in it.
    Changes,
    /// Nothing that is still there changed in it.
    NothingChanged,
    /// Nothing was ever merged, as far as it was read.
    NothingMerged,
}

/// Parts of a folder as a map shows them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapParts<'a> {
    /// Parts that are drawn each.
    pub drawn: &'a [Hotspot],
    /// Parts that share one area, the smallest; empty if all are drawn.
    pub rest: &'a [Hotspot],
}

/// Trees of the same past, dates and period are equal.
impl PartialEq for HotspotTree {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.past, &other.past)
            && self.period == other.period
            && self.undated == other.undated
            && self.dates == other.dates
    }
}

impl Default for HotspotTree {
    fn default() -> Self {
        Self::new(Arc::default(), |_| None, Period::default(), 0)
    }
}

impl HotspotTree {
    /// Measures the period that ends at `now`. `merged_on` finds a merge by its number, where it is known.
    pub fn new(
        past: Arc<MergedHistory>,
        merged_on: impl Fn(u32) -> Option<Timestamp>,
        period: Period,
        now: i64,
    ) -> Self {
        let begin = period.begin(now);
        let merged = past.merged.iter();
        let dates = merged.map(|record| record.merge_date(&merged_on).unix());
        let dates: Vec<i64> = dates.collect();
        let undated = past.merged.iter().zip(&dates);
        let undated =
            undated.filter(|(record, on)| **on >= begin && merged_on(record.id).is_none());
        Self {
            spots: Hotspots::dated(&past.history, &dates, begin, now),
            undated: undated.count(),
            dates,
            past,
            period,
            together: OnceLock::new(),
            now,
        }
    }

    /// Content of the period, as far as it is known.
    pub fn known(&self) -> Known {
        match self.past.merged.len() {
            _ if !self.is_empty() => Known::Changes,
            0 => Known::NothingMerged,
            _ => Known::NothingChanged,
        }
    }

    /// Returns whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes("") == 0
    }

    /// Number of merged pull requests that changed something in a folder.
    pub fn changes(&self, folder: &str) -> u32 {
        let folder = self.spots.folder(folder);
        folder.map_or(0, |folder| self.spots.of_folder(folder).activity.changes)
    }

    /// Files and folders in a folder, most changes first.
    pub fn inside(&self, folder: &str) -> Vec<Hotspot> {
        let folder = self.spots.folder(folder);
        folder.map_or_else(Vec::new, |folder| {
            self.spots.inside(&self.past.history, folder)
        })
    }

    /// Files that usually change with one; none for a folder.
    pub fn companions(&self, spot: &Hotspot) -> Vec<UsualCompanion> {
        match spot.place {
            Place::File(file) => self.companions_of(file),
            Place::Folder(_) => Vec::new(),
        }
    }

    /// Sorts files and folders by a column; by companions, the number of those that are named, then the
    /// changes that the first one shares.
    pub fn sort(&self, spots: &mut [Hotspot], sorting: Sorting<SpotColumn>) {
        if sorting.column != SpotColumn::Companions {
            return sorting.sort(spots);
        }
        let sign = match sorting.direction {
            Direction::Ascending => 1,
            Direction::Descending => -1,
        };
        spots.sort_by_cached_key(|spot| {
            let companions = self.companions(spot);
            let shared = companions
                .first()
                .map_or(0, |first| i64::from(first.shared));
            let count = i64::try_from(companions.len()).unwrap_or(i64::MAX);
            (sign * count, sign * shared)
        });
    }

    /// Finds what changes together, ahead of the first file that is listed.
    pub fn relate(&self) -> &Companions {
        let history = &self.past.history;
        self.together.get_or_init(|| Companions::unlimited(history))
    }

    fn companions_of(&self, file: FileId) -> Vec<UsualCompanion> {
        let history = &self.past.history;
        let usual = self.relate().usual(file, 2 * NAMED);
        let here = usual.iter().filter(|one| history.has(one.file));
        let named = here.take(NAMED).map(|one: &Companion| UsualCompanion {
            path: history.path(one.file).to_owned(),
            shared: one.shared,
            changes: one.changes,
        });
        named.collect()
    }

    /// Commit at which a file is certainly there: head of the pull request that changed it last.
    pub fn commit(&self, spot: &Hotspot) -> &str {
        let last = last_change(spot);
        let record = self.past.merged.iter().rev().find(|one| one.id == last);
        let source = record.map(|record| record.source.as_str());
        source.filter(|commit| !commit.is_empty()).unwrap_or("HEAD")
    }

    /// Shade of what changed last at a second, from 0 for the latest.
    pub fn shade(&self, changed_on: i64) -> u32 {
        let days = (self.now - changed_on) / DAY;
        let ended = SHADES.iter().take_while(|end| **end <= days);
        u32::try_from(ended.count()).unwrap_or(0)
    }
}

impl<'a> MapParts<'a> {
    /// Parts of what lies in a folder.
    pub fn new(spots: &'a [Hotspot]) -> Self {
        // One too many would be a part that says “1 more”.
        let drawn = match spots.len() {
            count if count <= DRAWN + 1 => count,
            _ => DRAWN,
        };
        let (drawn, rest) = spots.split_at_checked(drawn).unwrap_or((spots, &[]));
        Self { drawn, rest }
    }
}

/// Number of the pull request that changed a file or folder last.
pub fn last_change(spot: &Hotspot) -> u32 {
    u32::try_from(spot.activity.last_change).unwrap_or(0)
}

/// Column that hotspots are sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SpotColumn {
    /// Merged pull requests that touched it.
    #[default]
    Changes,
    /// Files that usually change with it.
    Companions,
    /// Time of the last change.
    LastChange,
    /// Lines added and removed.
    Lines,
    /// Its name.
    Name,
    /// Different authors.
    People,
}

impl SortColumn for SpotColumn {
    fn usual(self) -> Direction {
        match self {
            Self::Name => Direction::Ascending,
            Self::Changes | Self::Companions | Self::LastChange | Self::Lines | Self::People => {
                Direction::Descending
            }
        }
    }
}

impl RowColumn for SpotColumn {
    type Row = Hotspot;

    fn order(self, one: &Hotspot, other: &Hotspot) -> Ordering {
        let (a, b) = (&one.activity, &other.activity);
        match self {
            Self::Changes => a.changes.cmp(&b.changes),
            // The tree knows them: see `HotspotTree::sort`.
            Self::Companions => Ordering::Equal,
            Self::LastChange => a.last_changed_on.cmp(&b.last_changed_on),
            Self::Lines => a.lines.cmp(&b.lines),
            Self::Name => name(one).cmp(&name(other)),
            Self::People => a.people.cmp(&b.people),
        }
    }
}

impl NamedColumn for SpotColumn {
    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::Name, "name"),
        (Self::Changes, "changes"),
        (Self::People, "people"),
        (Self::Lines, "lines"),
        (Self::LastChange, "last"),
        (Self::Companions, "companions"),
    ];
}

/// Last part of a path, with a slash after that of a folder.
pub fn name(spot: &Hotspot) -> String {
    let name = spot.path.rsplit('/').next().unwrap_or_default();
    with_slash(name, spot.place)
}

/// Path, with a slash after that of a folder.
pub fn path(spot: &Hotspot) -> String {
    with_slash(&spot.path, spot.place)
}

fn with_slash(text: &str, place: Place) -> String {
    match place {
        Place::Folder(_) => format!("{text}/"),
        Place::File(_) => text.to_owned(),
    }
}

/// Folders around and at a path, the top first: path and name of each. The top is named `top`.
pub fn breadcrumbs(folder: &str, top: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let folders = parts.iter().enumerate().map(|(at, name)| {
        let path = parts.get(..=at).unwrap_or_default().join("/");
        (path, (*name).to_owned())
    });
    let top = (String::new(), top.to_owned());
    [top].into_iter().chain(folders).collect()
}
