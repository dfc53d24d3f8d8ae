//! Part of a change's past that a first visit reads: too much was merged to read all of it.
//!
//! The histories of the change's own files say which changes touched them, so these are read first;
//! what was merged lately, whatever it touched, comes after them.

use std::{cmp::Reverse, collections::HashMap};

use crate::history::FileChange;

/// Files whose histories are read, at most.
pub const FILES: usize = 20;
/// Changes of these files that are read, at most.
pub const CHANGES: usize = 40;
/// Changes that the history of one file names, at most.
pub const OF_ONE_FILE: usize = 50;

/// The files that a change is most about: those with the most changed lines, at most [`FILES`].
pub fn weightiest<'f>(files: impl IntoIterator<Item = &'f FileChange>) -> Vec<&'f FileChange> {
    let mut files: Vec<&FileChange> = files.into_iter().collect();
    files.sort_by_key(|file| Reverse(file.lines_added.saturating_add(file.lines_removed)));
    files.truncate(FILES);
    files
}

/// A change in the history of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touch<Id> {
    /// Name of the change: a commit.
    pub change: Id,
    /// Time of the change in seconds.
    pub on: i64,
}

/// The changes that say most about the files with these histories, at most [`CHANGES`]: those that
/// touched many of them first, then the newest.
pub fn telling<Id: Copy + Eq + std::hash::Hash>(
    touches: impl IntoIterator<Item = Touch<Id>>,
) -> Vec<Id> {
    let mut places: HashMap<Id, usize> = HashMap::new();
    let mut found: Vec<(Touch<Id>, u32)> = Vec::new();
    for touch in touches {
        let place = *places.entry(touch.change).or_insert(found.len());
        match found.get_mut(place) {
            Some((_, files)) => *files += 1,
            None => found.push((touch, 1)),
        }
    }
    found.sort_by_key(|(touch, files)| Reverse((*files, touch.on)));
    found.truncate(CHANGES);
    found.iter().map(|(touch, _)| touch.change).collect()
}
