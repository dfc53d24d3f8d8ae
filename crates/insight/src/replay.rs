//! How good the suggestions would have been: a replay of merged pull requests in time order that
//! uses nothing from the future.

use std::{collections::HashSet, ptr};

use crate::{
    companions::{Companions, MAX_FILES, Present},
    history::{Change, FileChange, History, Merged},
    reviewers,
};

/// As many pull requests only teach.
pub const WARM_UP: usize = 100;

/// How often those who reviewed were suggested.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hits {
    /// Cases.
    pub n: u32,
    /// Right at the first place.
    pub top1: u32,
    /// Right within the first three.
    pub top3: u32,
    /// Right within the first five.
    pub top5: u32,
}

impl Hits {
    /// Counts a case by the place, from 1, of the first right answer.
    fn add(&mut self, place: Option<usize>) {
        self.n += 1;
        let within = |limit| u32::from(place.is_some_and(|place| place <= limit));
        self.top1 += within(1);
        self.top3 += within(3);
        self.top5 += within(5);
    }

    /// A count as a share of the cases.
    pub fn share(&self, of: u32) -> f64 {
        if self.n == 0 {
            0.0
        } else {
            f64::from(of) / f64::from(self.n)
        }
    }
}

/// Result of [`reviewers()`].
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ReviewerReplay {
    /// Places of the first actual reviewer.
    pub hits: Hits,
    /// Mean of one over that place (mean reciprocal rank).
    pub mrr: f64,
}

/// Ranks reviewers for each merged pull request that had any, at the time of its merge.
pub fn reviewers(merged: &[Merged]) -> ReviewerReplay {
    ranked_reviewers(merged, |history, change, now| {
        let ranked = reviewers::rank(history, change, now);
        ranked
            .iter()
            .map(|one| history.person(one.person).to_owned())
            .collect()
    })
}

/// The same replay for any ranking: names, the likeliest first.
pub fn ranked_reviewers(
    merged: &[Merged],
    mut rank: impl FnMut(&History, &Change<'_>, i64) -> Vec<String>,
) -> ReviewerReplay {
    let mut history = History::default();
    let mut hits = Hits::default();
    let mut reciprocal = 0.0;
    for (at, pull) in merged.iter().enumerate() {
        if at >= WARM_UP && !pull.reviewers.is_empty() {
            let change = Change {
                author: &pull.author,
                files: &pull.files,
            };
            let ranked = rank(&history, &change, pull.merged_on);
            let place = ranked.iter().position(|name| pull.reviewers.contains(name));
            let place = place.map(|place| place + 1);
            hits.add(place);
            #[expect(clippy::cast_precision_loss, reason = "a place in a short list")]
            if let Some(place) = place {
                reciprocal += 1.0 / place as f64;
            }
        }
        history.push(pull);
    }
    ReviewerReplay {
        hits,
        mrr: reciprocal / f64::from(hits.n.max(1)),
    }
}

/// Result of [`companions()`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CompanionReplay {
    /// Places of the hidden file.
    pub hits: Hits,
    /// Hidden files that would have been warned about.
    pub warned: u32,
    /// Complete changes of one file.
    pub single: Alarms,
    /// Complete changes of 2 to [`MAX_FILES`] files.
    pub several: Alarms,
}

/// How many complete changes would have got a warning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Alarms {
    /// Complete changes.
    pub n: u32,
    /// Those with a warning.
    pub alarmed: u32,
}

/// Hides each file of every change of 2 to [`MAX_FILES`] files in turn, where the file was seen
/// before under that path, and looks for it among the companions of the others.
pub fn companions(merged: &[Merged]) -> CompanionReplay {
    let mut history = History::default();
    let mut companions = Companions::default();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut replay = CompanionReplay::default();
    for (at, pull) in merged.iter().enumerate() {
        let counts = pull.files.len() <= MAX_FILES;
        if at >= WARM_UP && counts {
            replay_one(&mut replay, &history, &companions, &seen, pull);
        }
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

fn replay_one(
    replay: &mut CompanionReplay,
    history: &History,
    companions: &Companions,
    seen: &HashSet<&str>,
    pull: &Merged,
) {
    let present = |hidden: Option<&FileChange>| {
        let differs = |file: &&FileChange| !hidden.is_some_and(|hidden| ptr::eq(*file, hidden));
        Present::of(history, pull.files.iter().filter(differs))
    };
    let alarms = if pull.files.len() < 2 {
        &mut replay.single
    } else {
        &mut replay.several
    };
    alarms.n += 1;
    alarms.alarmed += u32::from(!companions.warnings(history, &present(None)).is_empty());
    if pull.files.len() < 2 {
        return;
    }
    for file in &pull.files {
        if !seen.contains(file.path.as_str()) {
            continue;
        }
        let (hidden, others) = (history.find_file(file), present(Some(file)));
        let found = companions.missing(history, &others);
        let place = found.iter().position(|one| Some(one.file) == hidden);
        replay.hits.add(place.map(|at| at + 1));
        let warnings = companions.warnings(history, &others);
        replay.warned += u32::from(warnings.iter().any(|one| Some(one.file) == hidden));
    }
}
