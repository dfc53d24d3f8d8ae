//! Sums by file and by folder.
//!
//! Whatever touches a file touches all folders around it. Walking up stops at the first folder that
//! the same pull request, or the same author, has reached before: those above were reached too.

use std::ops::RangeInclusive;

use super::{Activity, HALF_LIFE_DAYS};
use crate::history::{Entry, History};

const HALF_LIFE: f64 = HALF_LIFE_DAYS as f64 * 86_400.0;
/// Heat is kept in parts of a change while it is summed, so that small ones are not lost.
const PARTS: f64 = 1_000_000.0;

pub(super) struct Tally<'a> {
    parents: &'a [Option<u32>],
    files: Vec<Sum>,
    folders: Vec<Sum>,
}

#[derive(Clone, Default)]
struct Sum {
    activity: Activity,
    parts: u64,
    /// The latest to reach it, from 1.
    pull: u32,
    author: u32,
}

impl<'a> Tally<'a> {
    pub(super) fn new(files: usize, parents: &'a [Option<u32>]) -> Self {
        Self {
            parents,
            files: vec![Sum::default(); files],
            folders: vec![Sum::default(); parents.len()],
        }
    }

    pub(super) fn add_all(
        &mut self,
        history: &History,
        dates: &[i64],
        folder_of: &[Option<u32>],
        period: RangeInclusive<i64>,
    ) {
        let mut by_author: Vec<Vec<&Entry>> = vec![Vec::new(); history.people_count()];
        let entries = history.entries.iter();
        let mut dates = dates.iter().copied();
        for (number, entry) in (1..).zip(entries) {
            let on = dates.next().unwrap_or(entry.merged_on);
            if period.contains(&on) {
                let change = Change {
                    id: entry.id,
                    on,
                    number,
                    parts: parts(period.end() - on),
                };
                self.add(entry, folder_of, change);
                if let Some(own) = by_author.get_mut(entry.author.index()) {
                    own.push(entry);
                }
            }
        }
        for (number, entries) in (1..).zip(by_author) {
            for entry in entries {
                self.add_author(entry, folder_of, number);
            }
        }
    }

    fn add(&mut self, entry: &Entry, folder_of: &[Option<u32>], change: Change) {
        for (file, lines) in entry.files.iter().zip(&entry.lines) {
            let (Some(sum), Some(folder)) = (
                self.files.get_mut(file.index()),
                folder_of.get(file.index()).copied().flatten(),
            ) else {
                continue;
            };
            sum.activity.lines += u64::from(*lines);
            sum.add(change);
            // Lines are handed up in the end.
            let folders = &mut self.folders;
            if let Some(sum) = folders.get_mut(folder as usize) {
                sum.activity.lines += u64::from(*lines);
            }
            climb(folders, self.parents, folder, |sum| sum.add(change));
        }
    }

    fn add_author(&mut self, entry: &Entry, folder_of: &[Option<u32>], author: u32) {
        for file in &entry.files {
            if let Some(sum) = self.files.get_mut(file.index()) {
                sum.add_author(author);
            }
            if let Some(folder) = folder_of.get(file.index()).copied().flatten() {
                climb(&mut self.folders, self.parents, folder, |sum| {
                    sum.add_author(author)
                });
            }
        }
    }

    pub(super) fn finish(mut self) -> (Vec<Activity>, Vec<Activity>) {
        for (at, parent) in self.parents.iter().enumerate().rev() {
            let lines = self.folders.get(at).map_or(0, |sum| sum.activity.lines);
            let parent = parent.and_then(|parent| self.folders.get_mut(parent as usize));
            if let Some(parent) = parent {
                parent.activity.lines += lines;
            }
        }
        let activities = |sums: Vec<Sum>| sums.into_iter().map(Sum::activity).collect();
        (activities(self.files), activities(self.folders))
    }
}

/// A merged pull request that is counted.
#[derive(Clone, Copy)]
struct Change {
    id: u64,
    /// Second of its merge.
    on: i64,
    /// Its place, from 1.
    number: u32,
    /// Its heat.
    parts: u64,
}

/// Outcome of reaching something: now for the first time, or before already.
#[derive(PartialEq)]
enum Reached {
    Before,
    Now,
}

impl Sum {
    fn add(&mut self, change: Change) -> Reached {
        if self.pull == change.number {
            return Reached::Before;
        }
        self.pull = change.number;
        self.parts += change.parts;
        self.activity.changes += 1;
        if self.activity.changes == 1 || change.on >= self.activity.last_changed_on {
            self.activity.last_changed_on = change.on;
            self.activity.last_change = change.id;
        }
        Reached::Now
    }

    fn add_author(&mut self, author: u32) -> Reached {
        if self.author == author {
            return Reached::Before;
        }
        self.author = author;
        self.activity.people += 1;
        Reached::Now
    }

    fn activity(self) -> Activity {
        Activity {
            heat: u32::try_from((self.parts + 500) / 1_000).unwrap_or(u32::MAX),
            ..self.activity
        }
    }
}

fn climb(
    folders: &mut [Sum],
    parents: &[Option<u32>],
    from: u32,
    mut reach: impl FnMut(&mut Sum) -> Reached,
) {
    let mut next = Some(from);
    while let Some(at) = next {
        match folders.get_mut(at as usize).map(&mut reach) {
            Some(Reached::Now) => next = parents.get(at as usize).copied().flatten(),
            Some(Reached::Before) | None => return,
        }
    }
}

/// The heat of one change.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a time far below 2^52 becomes a number from 0 to 1,000,000"
)]
fn parts(age: i64) -> u64 {
    ((-(age as f64) / HALF_LIFE).exp2() * PARTS + 0.5) as u64
}
