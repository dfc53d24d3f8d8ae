//! Hotspots of change: files and folders by how often and how lately they changed.
//!
//! A merged pull request that touches a file or anything below a folder heats it once, by
//! `2^(-age / half-life)` with a half-life of [`HALF_LIFE_DAYS`]: one of today counts 1, one of three
//! months ago one half. So heat is a number of changes in which old ones fade, and no date has to be
//! chosen at which they stop to count. It is kept in thousandths. A renamed file keeps its past; one that
//! was removed is left out, and so are its changes.

mod tally;

use std::cmp::Reverse;

use crate::{
    history::{FileId, History, folder},
    interner::Interner,
};

use tally::Tally;

/// Days after which a change counts half.
pub const HALF_LIFE_DAYS: u32 = 90;

/// Activity in a file, or in everything in a folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Activity {
    /// Changes in which old ones fade, in thousandths.
    pub heat: u32,
    /// Merged pull requests that touched it.
    pub changes: u32,
    /// Different authors of them.
    pub people: u32,
    /// Lines added and removed by them.
    pub lines: u64,
    /// Time of the latest merge, in seconds.
    pub last_changed_on: i64,
    /// Number of that pull request.
    pub last_change: u64,
}

/// A folder's number within one [`Hotspots`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FolderId(u32);

/// File or folder of a [`Hotspot`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// One file.
    File(FileId),
    /// A folder.
    Folder(FolderId),
}

/// A file or a folder, and its activity.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hotspot {
    /// File or folder, by its number.
    pub place: Place,
    /// Its newest path, without a slash at the end; empty for the repository itself.
    pub path: String,
    /// Activity in it.
    pub activity: Activity,
}

/// All files that changed in a period, in their folders.
#[derive(Debug, Clone)]
pub struct Hotspots {
    /// Activity by file; files that did not change in the period have no changes.
    files: Vec<Activity>,
    folders: Vec<Activity>,
    tree: Tree,
}

impl Hotspots {
    /// Hotspots of all merges from `from` until `now`, at which ages are taken.
    pub fn of(history: &History, from: i64, now: i64) -> Self {
        Self::dated(history, &[], from, now)
    }

    /// Hotspots as of [`Hotspots::of`], with the second of each merge in the order of the history; where
    /// there is none, the history's own counts.
    pub fn dated(history: &History, dates: &[i64], from: i64, now: i64) -> Self {
        let tree = Tree::of(history);
        let mut tally = Tally::new(history.file_count(), &tree.parents);
        tally.add_all(history, dates, &tree.folder_of, from..=now);
        let (files, folders) = tally.finish();
        Self {
            files,
            folders,
            tree,
        }
    }

    /// The folder of that path, without a slash at the end; the repository itself for an empty one.
    pub fn folder(&self, path: &str) -> Option<FolderId> {
        self.tree.names.get(path).map(FolderId)
    }

    /// The folder around a folder; none around the repository itself.
    pub fn parent(&self, folder: FolderId) -> Option<FolderId> {
        let parent = self.tree.parents.get(folder.0 as usize)?;
        parent.map(FolderId)
    }

    /// The folder itself.
    pub fn of_folder(&self, folder: FolderId) -> Hotspot {
        Hotspot {
            place: Place::Folder(folder),
            path: self.tree.names.resolve(folder.0).to_owned(),
            activity: activity(&self.folders, folder.0 as usize),
        }
    }

    /// Changed files and folders directly in a folder: most changes first, among equals the hottest.
    pub fn inside(&self, history: &History, folder: FolderId) -> Vec<Hotspot> {
        let is_inside = |parent: &Option<u32>| *parent == Some(folder.0);
        let folders = numbers(&self.tree.parents, is_inside).map(FolderId);
        let mut spots: Vec<Hotspot> = folders.map(|folder| self.of_folder(folder)).collect();
        for (file, parent) in history.files().zip(&self.tree.folder_of) {
            if *parent == Some(folder.0) {
                spots.push(self.of_file(history, file));
            }
        }
        spots.retain(|spot| spot.activity.changes > 0);
        spots.sort_by(|a, b| {
            let rank = |spot: &Hotspot| Reverse((spot.activity.changes, spot.activity.heat));
            rank(a).cmp(&rank(b)).then_with(|| a.path.cmp(&b.path))
        });
        spots
    }

    /// The hottest files of all, at most so many.
    pub fn hottest(&self, history: &History, most: usize) -> Vec<Hotspot> {
        let mut files: Vec<(Reverse<u32>, FileId)> = history
            .files()
            .zip(&self.files)
            .filter(|(_, activity)| activity.changes > 0)
            .map(|(file, activity)| (Reverse(activity.heat), file))
            .collect();
        files.sort_unstable();
        files.truncate(most);
        let files = files.iter();
        files
            .map(|(_, file)| self.of_file(history, *file))
            .collect()
    }

    /// A file.
    pub fn of_file(&self, history: &History, file: FileId) -> Hotspot {
        Hotspot {
            place: Place::File(file),
            path: history.path(file).to_owned(),
            activity: activity(&self.files, file.index()),
        }
    }
}

fn activity(list: &[Activity], at: usize) -> Activity {
    list.get(at).copied().unwrap_or_default()
}

fn numbers<T>(list: &[T], wanted: impl Fn(&T) -> bool) -> impl Iterator<Item = u32> {
    (0..)
        .zip(list)
        .filter(move |(_, item)| wanted(item))
        .map(|(number, _)| number)
}

/// Folders by path. A folder's number is greater than that of the folder around it.
#[derive(Debug, Clone, Default)]
struct Tree {
    names: Interner,
    parents: Vec<Option<u32>>,
    /// Folder by file; none for a file that was removed.
    folder_of: Vec<Option<u32>>,
}

impl Tree {
    fn of(history: &History) -> Self {
        let mut tree = Self::default();
        tree.names.intern("");
        tree.parents.push(None);
        for file in history.files() {
            let here = history.has(file);
            let folder = here.then(|| tree.add(folder(history.path(file))));
            tree.folder_of.push(folder);
        }
        tree
    }

    fn add(&mut self, path: &str) -> u32 {
        // From the top down; most often all of them are there already.
        if let Some(number) = self.names.get(path) {
            return number;
        }
        let ends = path.match_indices('/').map(|(at, _)| at);
        let mut parent = 0;
        for end in ends.chain([path.len()]) {
            let number = self.names.intern(path.get(..end).unwrap_or_default());
            if number as usize == self.parents.len() {
                self.parents.push(Some(parent));
            }
            parent = number;
        }
        parent
    }
}
