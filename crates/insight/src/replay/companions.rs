//! Replay of the suggested companions: how good they would have been.

use std::{collections::HashSet, ptr};

use super::{Hits, Knowledge, WARM_UP, knowledge::Past};
use crate::{
    companions::{Companions, MAX_FILES, Present},
    history::{FileChange, FileId, History, Merged},
};

/// Result of [`companions()`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CompanionReplay {
    /// Places of the hidden file.
    pub hits: Hits,
    /// Hidden files that would have been warned about.
    pub warned: u32,
    /// Hidden files that would have been listed.
    pub listed: u32,
    /// Changes with a hidden file that would have got a list.
    pub lists: u32,
    /// Complete changes of one file.
    pub single: Alarms,
    /// Complete changes of 2 to [`MAX_FILES`] files.
    pub several: Alarms,
}

/// Counts of complete changes that would have got a warning or a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Alarms {
    /// Complete changes.
    pub n: u32,
    /// Those with a warning.
    pub alarmed: u32,
    /// Those with a list.
    pub listed: u32,
}

/// Hides each file of every change of 2 to [`MAX_FILES`] files in turn, where the file was seen
/// before under that path, and looks for it among the companions of the others.
pub fn companions(merged: &[Merged], knowledge: Knowledge) -> CompanionReplay {
    let mut history = History::default();
    let mut companions = Companions::default();
    let mut past = Past::default();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut replay = CompanionReplay::default();
    for (at, pull) in merged.iter().enumerate() {
        let counts = pull.files.len() <= MAX_FILES;
        if at >= WARM_UP && counts {
            replay.add(pull, &seen, |files, hidden| match knowledge {
                Knowledge::Everything => Found::of(&history, &companions, files, hidden),
                Knowledge::FirstVisit => {
                    let known = past.first_visit(merged, files.iter().copied());
                    Found::of(&known, &Companions::of(&known), files, hidden)
                }
            });
        }
        past.push(merged, at);
        history.push(pull);
        let Some(entry) = history.entries.last() else {
            continue;
        };
        companions.calibrate(&entry.files);
        companions.push(&entry.files);
        if counts {
            seen.extend(pull.files.iter().map(|file| file.path.as_str()));
        }
    }
    replay
}

impl CompanionReplay {
    /// Adds a complete change, and each of its files hidden. `find` looks for a file that is hidden
    /// among the companions of some.
    fn add(
        &mut self,
        pull: &Merged,
        seen: &HashSet<&str>,
        find: impl Fn(&[&FileChange], Option<&FileChange>) -> Found,
    ) {
        let all: Vec<&FileChange> = pull.files.iter().collect();
        let complete = find(&all, None);
        let alarms = match all.len() {
            0 | 1 => &mut self.single,
            _ => &mut self.several,
        };
        alarms.n += 1;
        alarms.alarmed += u32::from(complete.warns);
        alarms.listed += u32::from(complete.lists);
        if all.len() < 2 {
            return;
        }
        let known = all.iter().filter(|file| seen.contains(file.path.as_str()));
        for hidden in known {
            let others = all.iter().filter(|file| !ptr::eq(**file, *hidden));
            let others: Vec<&FileChange> = others.copied().collect();
            let found = find(&others, Some(hidden));
            self.hits.add(found.place);
            self.warned += u32::from(found.warned);
            self.listed += u32::from(found.listed);
            self.lists += u32::from(found.lists);
        }
    }
}

/// Findings for a change.
#[derive(Debug, Clone, Copy)]
struct Found {
    warns: bool,
    lists: bool,
    /// Place of the hidden file among all candidates, from 1.
    place: Option<usize>,
    warned: bool,
    listed: bool,
}

impl Found {
    fn of(
        history: &History,
        companions: &Companions,
        files: &[&FileChange],
        hidden: Option<&FileChange>,
    ) -> Self {
        let present = Present::of(history, files.iter().copied());
        let hidden: Option<FileId> = hidden.and_then(|file| history.find_file(file));
        let is_hidden = |file: FileId| Some(file) == hidden;
        let place = hidden.and_then(|_| {
            let candidates = companions.missing(history, &present);
            candidates.iter().position(|one| is_hidden(one.file))
        });
        let warnings = companions.warnings(history, &present);
        let listed = companions.listed(history, &present);
        Self {
            warns: !warnings.is_empty(),
            lists: !listed.is_empty(),
            place: place.map(|at| at + 1),
            warned: warnings.iter().any(|one| is_hidden(one.file)),
            listed: listed.iter().any(|one| is_hidden(one.file)),
        }
    }
}
