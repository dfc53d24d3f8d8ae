//! Overlaps with other open pull requests: files that both touch, and whether git can merge both.
//!
//! Two changes of one file are compared as git compares them: by what happens to its path, its mode
//! and its content, and by the lines that they replace in what both start from (the old side of
//! their hunks). A renamed file is the same file by either of its paths. Only changes at which git would
//! stop are a conflict; those that were not read are unknown. The order is plain: conflicts first, then
//! the same target branch, then the newest activity. Pull requests that are stacked on this one, or below
//! it, come last, and after them the sweeping changes of many files.

mod change;
mod collision;
mod folders;
mod hunks;
mod quote;
mod shared;

pub use change::{Content, EXCERPT_LINES, Excerpt, FileHunks, LineRange, Mode, PathChange};
pub use collision::{Conflict, FileMerge, Side, Unknown};
pub use hunks::hunks;

use shared::Ours;

/// Number of files from which on a change is sweeping: it overlaps with nearly every other one, which
/// says little about them.
pub const SWEEPING: usize = 100;

/// An open pull request, as far as overlaps go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open<'a> {
    /// Its number.
    pub id: u32,
    /// Branch that it comes from, if that is in the same repository.
    pub source: Option<&'a str>,
    /// Branch that it goes to; empty if unknown.
    pub target: &'a str,
    /// Time of the last activity on it, in seconds.
    pub updated_on: i64,
    /// Files that it changes.
    pub files: &'a [FileHunks],
}

/// Another pull request that touches the same files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// Its number.
    pub id: u32,
    /// Place in the stack, if one builds on the other.
    pub stack: Stack,
    /// Comparison of the branches that they go to.
    pub target: Target,
    /// Time of the last activity on it, in seconds.
    pub updated_on: i64,
    /// Files that both touch, conflicts first, else as this pull request has them.
    pub files: Vec<SharedFile>,
}

impl Overlap {
    /// Verdict on merging both: the worst one of a file.
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.files.iter().map(|file| file.merge.verdict());
        verdicts.min().unwrap_or(Verdict::Clean)
    }

    /// Number of files at which git stops.
    pub fn conflicts(&self) -> usize {
        let files = self.files.iter();
        files
            .filter(|file| file.merge.verdict() == Verdict::Conflict)
            .count()
    }
}

/// Verdict of git on merging two changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// git stops.
    Conflict,
    /// Not known from the facts that were read.
    Unknown,
    /// git merges both.
    Clean,
}

impl FileMerge {
    /// Verdict of git on merging both.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Conflict(_) => Verdict::Conflict,
            Self::Unknown(_) => Verdict::Unknown,
            Self::Clean => Verdict::Clean,
        }
    }
}

/// Place of another pull request in the stack. If one builds on the other, common files are no surprise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stack {
    /// Neither builds on the other.
    Apart,
    /// The other one goes into the branch that this one comes from.
    Above,
    /// This one goes into the branch that the other one comes from.
    Below,
}

/// Comparison of the branches that two pull requests go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Both go to the same branch.
    Same,
    /// They go to different branches.
    Other,
}

/// A file that two pull requests touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedFile {
    /// Its path after this pull request.
    pub path: String,
    /// Its path after the other one.
    pub other_path: String,
    /// Verdict on both changes.
    pub merge: FileMerge,
    /// Line of this pull request's version, the first at which git stops; `None` if git stops for another
    /// reason, if lines are only removed, and for a diff that was kept.
    pub line: Option<u32>,
}

impl SharedFile {
    /// Lines of the common old version that both replace, differently; empty if git stops for another
    /// reason.
    pub fn lines(&self) -> &[LineRange] {
        match &self.merge {
            FileMerge::Conflict(Conflict::Lines(lines)) => lines,
            _ => &[],
        }
    }
}

/// Pull requests that touch files of `this`, in the order in which they are shown.
pub fn overlaps(this: &Open<'_>, others: &[Open<'_>]) -> Vec<Overlap> {
    let ours = Ours::of(this.files);
    let found = others.iter().filter(|other| other.id != this.id);
    let found = found.filter_map(|other| {
        let files = ours.shared_with(other.files);
        (!files.is_empty()).then(|| Overlap {
            id: other.id,
            stack: stack(this, other),
            target: match other.target == this.target {
                true => Target::Same,
                false => Target::Other,
            },
            updated_on: other.updated_on,
            files,
        })
    });
    let mut found: Vec<Overlap> = found.collect();
    let is_sweeping = |id: u32| {
        let mut sweeping = others.iter().filter(|other| other.files.len() >= SWEEPING);
        sweeping.any(|other| other.id == id)
    };
    found.sort_by_cached_key(|overlap| (is_sweeping(overlap.id), place(overlap)));
    found
}

type Place = (bool, Verdict, Target, i64);

fn place(overlap: &Overlap) -> Place {
    let stacked = overlap.stack != Stack::Apart;
    let newest_first = overlap.updated_on.saturating_neg();
    (stacked, overlap.verdict(), overlap.target, newest_first)
}

fn stack(this: &Open<'_>, other: &Open<'_>) -> Stack {
    if this.source == Some(other.target) {
        Stack::Above
    } else if other.source == Some(this.target) {
        Stack::Below
    } else {
        Stack::Apart
    }
}
