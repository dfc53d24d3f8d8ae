//! Which other open pull requests touch the same files, and the same lines.
//!
//! Two changes of one file are compared by the lines that they replace in what both start from: the
//! old side of their hunks. That is where git finds conflicts, so the same-lines mark agrees with it
//! as far as both diffs start from the same version of the file. Plain sets and lines, and a plain
//! order: same lines first, then the same target branch, then the newest activity.

mod hunks;

pub use hunks::{FileHunks, LineRange, hunks};

/// An open pull request, as far as overlaps go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Its number.
    pub id: u64,
    /// Branch that it goes to.
    pub target: String,
    /// When something last happened on it, in seconds.
    pub updated_on: i64,
    /// Paths before and after the change, of all files.
    pub paths: Vec<String>,
}

/// Another pull request that touches the same files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// Its number.
    pub id: u64,
    /// Whether it goes to the same branch.
    pub target: Target,
    /// When something last happened on it, in seconds.
    pub updated_on: i64,
    /// Files that both touch, those with common lines first, else by path.
    pub files: Vec<SharedFile>,
}

impl Overlap {
    /// Whether both touch the same lines of at least one file.
    pub fn same_lines(&self) -> bool {
        self.files.iter().any(|file| !file.lines.is_empty())
    }
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
    /// Its path, as this pull request names it.
    pub path: String,
    /// Lines of the common old version that both replace; empty if none, or not known yet.
    pub lines: Vec<LineRange>,
}

/// Pull requests that touch files of `this`, by files alone.
pub fn by_files(this: &Open, others: &[Open]) -> Vec<Overlap> {
    let mut paths: Vec<&str> = this.paths.iter().map(String::as_str).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut found: Vec<Overlap> = others
        .iter()
        .filter(|other| other.id != this.id)
        .map(|other| Overlap {
            id: other.id,
            target: if other.target == this.target {
                Target::Same
            } else {
                Target::Other
            },
            updated_on: other.updated_on,
            files: paths
                .iter()
                .filter(|path| other.paths.iter().any(|theirs| theirs == *path))
                .map(|path| SharedFile {
                    path: (*path).to_owned(),
                    lines: Vec::new(),
                })
                .collect(),
        })
        .filter(|overlap| !overlap.files.is_empty())
        .collect();
    sort(&mut found);
    found
}

/// Adds the common lines to an overlap, once both diffs are known.
pub fn add_lines(overlap: &mut Overlap, this: &[FileHunks], other: &[FileHunks]) {
    for file in &mut overlap.files {
        let of = |diff: &[FileHunks]| -> Vec<LineRange> {
            let fits = |hunks: &&FileHunks| hunks.is_of(&file.path);
            diff.iter()
                .filter(fits)
                .flat_map(|hunks| hunks.old.iter().copied())
                .collect()
        };
        file.lines = common(&of(this), &of(other));
    }
    overlap.files.sort_by(|a, b| {
        a.lines
            .is_empty()
            .cmp(&b.lines.is_empty())
            .then_with(|| a.path.cmp(&b.path))
    });
}

/// The order in which overlaps are shown.
pub fn sort(overlaps: &mut [Overlap]) {
    overlaps.sort_by_key(|overlap| {
        let newest_first = std::cmp::Reverse(overlap.updated_on);
        (
            !overlap.same_lines(),
            overlap.target,
            newest_first,
            overlap.id,
        )
    });
}

/// Where two lists of ranges meet.
fn common(ours: &[LineRange], theirs: &[LineRange]) -> Vec<LineRange> {
    let mut found: Vec<LineRange> = ours
        .iter()
        .flat_map(|a| theirs.iter().filter_map(|b| a.meets(*b)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
