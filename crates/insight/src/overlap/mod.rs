//! Which other open pull requests touch the same files, and the same lines.
//!
//! Two changes of one file are compared by the lines that they replace in what both start from: the
//! old side of their hunks. That is where git finds conflicts, so the same-lines mark agrees with it
//! as far as both diffs start from the same version of the file. A renamed file is the same file by
//! either of its paths. Plain sets and lines, and a plain order: same lines first, then the same
//! target branch, then the newest activity; what is stacked on this, or below it, comes last.

mod hunks;

pub use hunks::{FileHunks, LineRange, hunks};

use std::collections::HashMap;

/// An open pull request, as far as overlaps go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open<'a> {
    /// Its number.
    pub id: u32,
    /// Branch that it comes from, if that is in the same repository.
    pub source: Option<&'a str>,
    /// Branch that it goes to; empty if unknown.
    pub target: &'a str,
    /// When something last happened on it, in seconds.
    pub updated_on: i64,
    /// What it changes.
    pub files: Vec<Touched<'a>>,
}

/// A file that a pull request changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touched<'a> {
    /// Path before the change; that after it, for a new file.
    pub old: &'a str,
    /// Path after the change; that before it, for a removed file.
    pub new: &'a str,
    /// Replaced lines and insertion places of the old version, ascending; empty if not known.
    pub lines: &'a [LineRange],
}

impl<'a> Touched<'a> {
    /// As a diff has it; nothing if that names no path.
    pub fn of(file: &'a FileHunks) -> Option<Self> {
        let (old, new) = (file.old_path.as_deref(), file.new_path.as_deref());
        Some(Self {
            old: old.or(new)?,
            new: new.or(old)?,
            lines: &file.old,
        })
    }
}

/// Another pull request that touches the same files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// Its number.
    pub id: u32,
    /// Whether one builds on the other.
    pub stack: Stack,
    /// Whether it goes to the same branch.
    pub target: Target,
    /// When something last happened on it, in seconds.
    pub updated_on: i64,
    /// Files that both touch, those with common lines first, else as this pull request has them.
    pub files: Vec<SharedFile>,
}

impl Overlap {
    /// Whether both touch the same lines of at least one file.
    pub fn same_lines(&self) -> bool {
        self.files.iter().any(|file| !file.lines.is_empty())
    }
}

/// Whether one of two pull requests builds on the other, so that common files are no surprise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stack {
    /// Neither does.
    Apart,
    /// The other one goes into the branch that this one comes from.
    Above,
    /// This one goes into the branch that the other one comes from.
    Below,
}

/// Whether two pull requests go to the same branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// They do.
    Same,
    /// They do not.
    Other,
}

/// A file that two pull requests touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedFile {
    /// Its path after this pull request.
    pub path: String,
    /// Its path after the other one.
    pub other_path: String,
    /// Lines of the common old version that both replace; empty if none, or not known.
    pub lines: Vec<LineRange>,
}

/// Pull requests that touch files of `this`, in the order in which they are shown.
pub fn overlaps(this: &Open<'_>, others: &[Open<'_>]) -> Vec<Overlap> {
    let ours = Ours::of(&this.files);
    let found = others.iter().filter(|other| other.id != this.id);
    let found = found.filter_map(|other| {
        let files = ours.shared_with(&other.files);
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
    found.sort_by_key(place);
    found
}

type Place = (bool, bool, Target, i64);

fn place(overlap: &Overlap) -> Place {
    let stacked = overlap.stack != Stack::Apart;
    let newest_first = overlap.updated_on.saturating_neg();
    (stacked, !overlap.same_lines(), overlap.target, newest_first)
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

/// Our files, to be found by either path.
struct Ours<'a> {
    files: &'a [Touched<'a>],
    /// Place of the first file with that path, old or new.
    places: HashMap<&'a str, usize>,
}

impl<'a> Ours<'a> {
    fn of(files: &'a [Touched<'a>]) -> Self {
        let mut places = HashMap::new();
        for (at, file) in files.iter().enumerate() {
            for path in [file.old, file.new] {
                places.entry(path).or_insert(at);
            }
        }
        Self { files, places }
    }

    fn find(&self, path: &str) -> Option<usize> {
        self.places.get(path).copied()
    }

    fn shared_with(&self, theirs: &[Touched<'_>]) -> Vec<SharedFile> {
        let mut shared: Vec<Option<SharedFile>> = vec![None; self.files.len()];
        for file in theirs {
            let (old, new) = (self.find(file.old), self.find(file.new));
            for at in [old, new.filter(|_| new != old)].into_iter().flatten() {
                let (Some(own), Some(shared)) = (self.files.get(at), shared.get_mut(at)) else {
                    continue;
                };
                let shared = shared.get_or_insert_with(|| SharedFile {
                    path: own.new.to_owned(),
                    other_path: file.new.to_owned(),
                    lines: Vec::new(),
                });
                shared.lines.extend(common(own.lines, file.lines));
            }
        }
        let mut shared: Vec<SharedFile> = shared.into_iter().flatten().collect();
        shared.sort_by_key(|file| file.lines.is_empty());
        shared
    }
}

/// Where two ascending lists of ranges meet.
fn common(ours: &[LineRange], theirs: &[LineRange]) -> Vec<LineRange> {
    let (mut ours, mut theirs) = (ours.iter().peekable(), theirs.iter().peekable());
    let mut found = Vec::new();
    while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
        found.extend(a.meets(**b));
        // An unchanged line follows each range, so what ends first meets nothing that comes later.
        if a.end <= b.end {
            ours.next();
        } else {
            theirs.next();
        }
    }
    found
}
