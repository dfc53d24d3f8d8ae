//! Reviewers who know the files of a change: shares of recent review and authorship.
//!
//! For everybody who ever reviewed or authored here, five signals are summed over the merged pull
//! requests, each weighted by its age: reviews, reviews of this author's changes, reviews of the
//! touched files, reviews in the touched folders, changes authored. A signal counts as the
//! candidate's share of its sum over all candidates, so that no signal outweighs another by its
//! unit. Ages count at two half-lives: three days for recent activity, and fifty for knowledge.
//! Nothing is fitted to names or paths.
//!
//! The sum of the shares orders the candidates where the evidence that readers see leaves the order
//! open: nobody comes after somebody whose evidence is at best equal in every respect. Only people with
//! work on these files or in their folders are named; those without any within [`EVIDENCE_DAYS`] come
//! last, and are named only if there is nobody else.
//!
//! Recency-weighted authorship and review follow Zanjani et al. (TSE 2016, "cHRev"), familiarity of
//! author and reviewer Meta's RevRec (arXiv 2312.17169).

mod evidence;
mod signals;

use std::collections::{HashMap, HashSet};

use crate::history::{Change, Entry, FileId, History, PersonId};
use signals::Signals;

/// Half-lives of reviews and changes, in days.
const HALF_LIVES: [f64; 2] = [3.0, 50.0];
const DAY: i64 = 86_400;
/// Days over which evidence is counted.
pub const EVIDENCE_DAYS: i64 = 90;
/// Days without activity after which a person is not suggested.
pub const ACTIVE_DAYS: i64 = 180;

/// A candidate, before anybody is left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Person who is ranked.
    pub person: PersonId,
    /// Sum of their shares; only good for comparing.
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

/// People who must not, or need not, be suggested, and the open reviews of everybody.
#[derive(Debug, Clone, Copy)]
pub struct Team<'a> {
    /// Present reviewers, bots, people who left: never suggested.
    pub left_out: &'a [&'a str],
    /// Open reviews by person; people who are not named have none.
    pub open_reviews: &'a [(&'a str, u32)],
}

/// A suggested reviewer, and the evidence for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Person who is suggested.
    pub person: PersonId,
    /// Number of the change's files that they reviewed or changed within [`EVIDENCE_DAYS`].
    pub files: usize,
    /// Number of the change's files that they reviewed within [`EVIDENCE_DAYS`].
    pub reviewed: usize,
    /// Number of the change's files that they changed within [`EVIDENCE_DAYS`].
    pub authored: usize,
    /// Number of pull requests with files in the change's folders that they reviewed or wrote within
    /// [`EVIDENCE_DAYS`].
    pub nearby: usize,
    /// Number of this author's pull requests that they reviewed within [`EVIDENCE_DAYS`].
    pub for_author: usize,
    /// Number of pull requests that they reviewed within [`EVIDENCE_DAYS`].
    pub reviews: usize,
    /// Open reviews that they have now.
    pub open_reviews: u32,
    /// Time, in seconds, of the latest merge of something that they reviewed or authored.
    pub last_active: i64,
    /// Time of the latest such merge in the change's folders, in seconds; `None` for never.
    pub last_here: Option<i64>,
}

impl Suggestion {
    fn none(person: PersonId) -> Self {
        Self {
            person,
            files: 0,
            reviewed: 0,
            authored: 0,
            nearby: 0,
            for_author: 0,
            reviews: 0,
            open_reviews: 0,
            last_active: i64::MIN / 2,
            last_here: None,
        }
    }

    /// Returns whether they worked on these files, or near them, within [`EVIDENCE_DAYS`].
    pub fn is_recent(&self) -> bool {
        self.files + self.nearby > 0
    }

    /// Returns whether the evidence for this person is better in some respect, and worse in none.
    fn dominates(&self, other: &Self) -> bool {
        let said = |one: &Self| {
            (
                [one.files, one.nearby, one.reviews],
                one.last_active,
                u32::MAX - one.open_reviews,
            )
        };
        let ((counts, active, free), (others, other_active, other_free)) =
            (said(self), said(other));
        let pairs = || counts.iter().zip(&others);
        let least = pairs().all(|(own, other)| own >= other)
            && active >= other_active
            && free >= other_free;
        let more =
            pairs().any(|(own, other)| own > other) || active > other_active || free > other_free;
        least && more
    }
}

/// Up to `most` people who know these files, each with evidence. Open reviews count mildly against a
/// candidate: the score is divided by the square root of one more than their number.
pub fn suggest(
    history: &History,
    change: &Change<'_>,
    team: &Team<'_>,
    now: i64,
    most: usize,
) -> Vec<Suggestion> {
    let mut named = order(history, change, team, now);
    let recent = named.iter().filter(|one| one.is_recent()).count();
    named.truncate(match recent {
        0 => most,
        _ => recent.min(most),
    });
    named
}

/// Everybody who worked on these files or in their folders and is still active, in the order of
/// [`suggest`]; those who did so within [`EVIDENCE_DAYS`] first.
pub fn order(history: &History, change: &Change<'_>, team: &Team<'_>, now: i64) -> Vec<Suggestion> {
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
    let author = history.find_person(change.author);
    let people = evidence::of_everybody(history, &touched, author, now);
    let candidates = ranked
        .into_iter()
        .filter(|candidate| !left_out.contains(history.person(candidate.person)))
        .filter_map(|candidate| {
            let known = people.get(candidate.person.index())?;
            let active = now - known.last_active <= ACTIVE_DAYS * DAY;
            (active && known.last_here.is_some()).then(|| Suggestion {
                open_reviews: load(candidate.person),
                ..known.clone()
            })
        });
    let (recent, older): (Vec<_>, Vec<_>) = candidates.partition(Suggestion::is_recent);
    let mut ordered = evidence::by_evidence(recent);
    ordered.extend(evidence::by_evidence(older));
    ordered
}

/// Author and time of the last merged change of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastChange {
    /// Author of the pull request.
    pub person: PersonId,
    /// Time of its merge, in seconds.
    pub on: i64,
}

/// The newest merged pull request with one of these files.
pub fn last_change(history: &History, change: &Change<'_>) -> Option<LastChange> {
    let touched = Touched::new(history, change);
    let mut newest_first = history.entries.iter().rev();
    let last = newest_first.find(|entry| entry.files.iter().any(|file| touched.has(*file)))?;
    Some(LastChange {
        person: last.author,
        on: last.merged_on,
    })
}

fn mark(seen: &mut [bool], file: FileId) {
    if let Some(seen) = seen.get_mut(file.index()) {
        *seen = true;
    }
}

/// Files and folders that the change touches, for looking up by number.
struct Touched {
    files: Vec<bool>,
    /// Number of the change's files by folder.
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

    /// Returns whether a file is touched.
    fn has(&self, file: FileId) -> bool {
        self.files.get(file.index()) == Some(&true)
    }

    /// Shares of an entry's files that are touched too, and that lie in touched folders.
    fn overlap(&self, entry: &Entry) -> (f64, f64) {
        let each = 1.0 / count(entry.files.len()).max(1.0);
        let files = entry.files.iter().filter(|file| self.has(**file));
        let folders = entry
            .folders
            .iter()
            .filter_map(|id| self.folders.get(*id as usize));
        (count(files.count()) * each, folders.sum::<f64>() * each)
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
