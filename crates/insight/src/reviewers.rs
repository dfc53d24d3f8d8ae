//! Who knows the files of a change: shares of recent review and authorship.
//!
//! For everybody who ever reviewed or authored here, five signals are summed over the merged pull
//! requests, each weighted by its age: reviews, reviews of this author's changes, reviews of the
//! touched files, reviews in the touched folders, changes authored. A signal counts as the
//! candidate's share of its sum over all candidates, so that no signal outweighs another by its
//! unit; the sum of the shares orders the candidates. Ages count at two half-lives, a working week
//! and some fifty days: who is around now, and who knows this. Nothing is fitted to names or paths.
//!
//! Recency-weighted authorship and review follow Zanjani et al. (TSE 2016, "cHRev"), familiarity of
//! author and reviewer Meta's RevRec (arXiv 2312.17169).

use std::collections::{HashMap, HashSet};

use crate::history::{Change, Entry, FileId, History, PersonId};

/// Half-lives of what happened, in days.
const HALF_LIVES: [f64; 2] = [5.0, 50.0];
/// Keeps a share small where the whole signal is next to nothing.
const PRIOR: f64 = 0.5;
const DAY: i64 = 86_400;
/// Evidence is counted over this many days.
pub const EVIDENCE_DAYS: i64 = 90;
/// Who did nothing for this many days is not suggested.
pub const ACTIVE_DAYS: i64 = 180;

/// A candidate, before anybody is left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Who.
    pub person: PersonId,
    /// The sum of their shares; only good for comparing.
    pub score: f64,
}

/// Everybody but the author, the likeliest reviewer first.
pub fn rank(history: &History, change: &Change<'_>, now: i64) -> Vec<Ranked> {
    let touched = Touched::new(history, change);
    let author = history.find_person(change.author);
    let mut scores = vec![0.0; history.people_count()];
    for half_life in HALF_LIVES {
        let mut signals = Signals::new(history.people_count());
        for entry in &history.entries {
            let age = seconds_to_days(now - entry.merged_on).max(0.0);
            signals.add(entry, (-age / half_life).exp2(), author, &touched);
        }
        if let Some(author) = author {
            signals.leave_out(author);
        }
        signals.add_shares(&mut scores);
    }
    let mut ranked: Vec<Ranked> = history
        .people()
        .zip(scores)
        .filter(|(person, _)| Some(*person) != author)
        .map(|(person, score)| Ranked { person, score })
        .collect();
    best_first(&mut ranked);
    ranked
}

/// Sorts by score. Equal candidates keep their order.
fn best_first(ranked: &mut [Ranked]) {
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
}

/// Who must not, or need not, be suggested, and how many open reviews everybody has.
#[derive(Debug, Clone, Copy)]
pub struct Team<'a> {
    /// Present reviewers, bots, people who left: never suggested.
    pub left_out: &'a [&'a str],
    /// Open reviews by person; who is not named has none.
    pub open_reviews: &'a [(&'a str, u32)],
}

/// Somebody worth asking, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Who.
    pub person: PersonId,
    /// How many of the change's files they reviewed within [`EVIDENCE_DAYS`].
    pub reviewed: usize,
    /// How many of the change's files they changed within [`EVIDENCE_DAYS`].
    pub authored: usize,
    /// How many pull requests with files in the change's folders they reviewed or wrote within
    /// [`EVIDENCE_DAYS`].
    pub nearby: usize,
    /// How many of this author's pull requests they reviewed within [`EVIDENCE_DAYS`].
    pub for_author: usize,
    /// Open reviews that they have now.
    pub open_reviews: u32,
    /// When they last reviewed or authored something that was merged.
    pub last_active: i64,
}

impl Suggestion {
    /// Whether there is anything to say for it.
    fn has_evidence(&self) -> bool {
        self.reviewed + self.authored + self.nearby + self.for_author > 0
    }
}

/// Up to `most` people who know these files, each with evidence. Work is shared out mildly: a score is divided by the
/// square root of one more than the candidate's open reviews.
pub fn suggest(
    history: &History,
    change: &Change<'_>,
    team: &Team<'_>,
    now: i64,
    most: usize,
) -> Vec<Suggestion> {
    // Of two entries for one person the first counts.
    let open_reviews: HashMap<&str, u32> = team.open_reviews.iter().rev().copied().collect();
    let left_out: HashSet<&str> = team.left_out.iter().copied().collect();
    let load = |person: PersonId| {
        let open = open_reviews.get(history.person(person));
        open.copied().unwrap_or_default()
    };
    let mut ranked = rank(history, change, now);
    for Ranked { person, score } in &mut ranked {
        *score /= f64::from(load(*person) + 1).sqrt();
    }
    best_first(&mut ranked);
    let touched = Touched::new(history, change);
    ranked
        .into_iter()
        .filter(|candidate| !left_out.contains(history.person(candidate.person)))
        .map(|candidate| {
            let open_reviews = load(candidate.person);
            evidence(
                history,
                change,
                &touched,
                candidate.person,
                open_reviews,
                now,
            )
        })
        .filter(|suggestion| now - suggestion.last_active <= ACTIVE_DAYS * DAY)
        .filter(Suggestion::has_evidence)
        .take(most)
        .collect()
}

fn evidence(
    history: &History,
    change: &Change<'_>,
    touched: &Touched,
    person: PersonId,
    open_reviews: u32,
    now: i64,
) -> Suggestion {
    let author = history.find_person(change.author);
    let recent = |entry: &&Entry| now - entry.merged_on <= EVIDENCE_DAYS * DAY;
    let of_these = |did: &dyn Fn(&Entry) -> bool| {
        let mut seen = vec![false; history.file_count()];
        let entries = history.entries.iter().rev().take_while(recent);
        for file in entries
            .filter(|entry| did(entry))
            .flat_map(|entry| &entry.files)
        {
            mark(&mut seen, *file);
        }
        let both = seen.iter().zip(&touched.files);
        both.filter(|(seen, touched)| **seen && **touched).count()
    };
    let times = |did: &dyn Fn(&Entry) -> bool| {
        let entries = history.entries.iter().rev().take_while(recent);
        entries.filter(|entry| did(entry)).count()
    };
    let reviewed = |entry: &Entry| entry.reviewers.contains(&person);
    let authored = |entry: &Entry| entry.author == person;
    let newest_first = history.entries.iter().rev();
    let last = newest_first
        .clone()
        .find(|entry| reviewed(entry) || authored(entry));
    Suggestion {
        person,
        reviewed: of_these(&reviewed),
        authored: of_these(&authored),
        nearby: times(&|entry| {
            (reviewed(entry) || authored(entry)) && touched.overlap(entry).1 > 0.0
        }),
        for_author: times(&|entry| Some(entry.author) == author && reviewed(entry)),
        open_reviews,
        last_active: last.map_or(i64::MIN / 2, |entry| entry.merged_on),
    }
}

fn mark(seen: &mut [bool], file: FileId) {
    if let Some(seen) = seen.get_mut(file.index()) {
        *seen = true;
    }
}

/// What the change touches, for looking up by number.
struct Touched {
    files: Vec<bool>,
    /// How many of the change's files each folder holds.
    folders: Vec<f64>,
}

impl Touched {
    fn new(history: &History, change: &Change<'_>) -> Self {
        let mut files = vec![false; history.file_count()];
        let mut folders = vec![0.0; history.folder_count()];
        for file in change.files {
            if let Some(id) = history.find_file(file) {
                mark(&mut files, id);
            }
            let folder = history.find_folder(file).and_then(|id| folders.get_mut(id));
            if let Some(count) = folder {
                *count += 1.0;
            }
        }
        Self { files, folders }
    }

    /// Shares of an entry's files that are touched too, and that lie in touched folders.
    fn overlap(&self, entry: &Entry) -> (f64, f64) {
        let each = 1.0 / count(entry.files.len()).max(1.0);
        let files = entry
            .files
            .iter()
            .filter(|file| self.files.get(file.index()) == Some(&true));
        let folders = entry
            .folders
            .iter()
            .filter_map(|id| self.folders.get(*id as usize));
        (count(files.count()) * each, folders.sum::<f64>() * each)
    }
}

/// Sums by person.
struct Signals {
    reviews: Vec<f64>,
    for_author: Vec<f64>,
    of_files: Vec<f64>,
    in_folders: Vec<f64>,
    authored: Vec<f64>,
}

impl Signals {
    fn new(people: usize) -> Self {
        let none = || vec![0.0; people];
        Self {
            reviews: none(),
            for_author: none(),
            of_files: none(),
            in_folders: none(),
            authored: none(),
        }
    }

    fn add(&mut self, entry: &Entry, weight: f64, author: Option<PersonId>, touched: &Touched) {
        let (files, folders) = touched.overlap(entry);
        let same_author = if Some(entry.author) == author {
            weight
        } else {
            0.0
        };
        for reviewer in &entry.reviewers {
            add(&mut self.reviews, *reviewer, weight);
            add(&mut self.for_author, *reviewer, same_author);
            add(&mut self.of_files, *reviewer, weight * files);
            add(&mut self.in_folders, *reviewer, weight * folders);
        }
        add(&mut self.authored, entry.author, weight);
    }

    fn all(&self) -> [&Vec<f64>; 5] {
        [
            &self.reviews,
            &self.for_author,
            &self.of_files,
            &self.in_folders,
            &self.authored,
        ]
    }

    /// The author is no candidate, so their part is nobody's share.
    fn leave_out(&mut self, author: PersonId) {
        let Self {
            reviews,
            for_author,
            of_files,
            in_folders,
            authored,
        } = self;
        for signal in [reviews, for_author, of_files, in_folders, authored] {
            if let Some(sum) = signal.get_mut(author.index()) {
                *sum = 0.0;
            }
        }
    }

    fn add_shares(&self, scores: &mut [f64]) {
        for signal in self.all() {
            let whole = signal.iter().sum::<f64>() + PRIOR;
            for (score, own) in scores.iter_mut().zip(signal) {
                *score += own / whole;
            }
        }
    }
}

fn add(sums: &mut [f64], person: PersonId, weight: f64) {
    if let Some(sum) = sums.get_mut(person.index()) {
        *sum += weight;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
fn count(n: usize) -> f64 {
    n as f64
}

#[expect(clippy::cast_precision_loss, reason = "times stay far below 2^52")]
fn seconds_to_days(seconds: i64) -> f64 {
    seconds as f64 / DAY as f64
}
