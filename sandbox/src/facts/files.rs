//! Contents of files, made up to have as many lines as the facts tell.
//!
//! No line comes twice in a repository, so a diff counts what was put in and taken out, and nothing
//! else. A file from which more is removed than was ever added has been there before: it starts with
//! what is missing, and some lines more. A file that moves starts with so many that git sees the
//! move.

use std::collections::HashMap;

use super::read::{Change, Fact};

/// Lines that a file which was there before keeps through all changes.
const SPARE: u64 = 10;

/// Path of a file with its content; none if the file is gone.
type Content = (String, Option<Vec<u8>>);

/// All files by path, at some time. A line is a number.
#[derive(Debug, Default)]
pub(super) struct Files {
    by_path: HashMap<String, Vec<u32>>,
    next: u32,
}

impl Files {
    /// Files that were there before the first fact.
    pub(super) fn before(facts: &[Fact]) -> (Self, Vec<Content>) {
        let mut files = Self::default();
        let mut contents = Vec::new();
        for start in starts(facts) {
            let lines = files.new_lines(start.lines);
            contents.push((start.path.to_owned(), Some(text(&lines))));
            files.by_path.insert(start.path.to_owned(), lines);
        }
        (files, contents)
    }

    /// Contents that a change leaves in the files that it is about.
    pub(super) fn change(&mut self, change: &Change) -> Vec<Content> {
        let mut lines = self.by_path.remove(change.before()).unwrap_or_default();
        let mut contents = Vec::new();
        if change.before() != change.path {
            contents.push((change.before().to_owned(), None));
        }
        let added = self.new_lines(change.lines_added.into());
        let removed = (change.lines_removed as usize).min(lines.len());
        // Anywhere in the file, and always the same.
        let place = self.next.wrapping_mul(2_654_435_761) as usize % (lines.len() - removed + 1);
        lines.splice(place..place + removed, added);
        if lines.is_empty() && removed > 0 {
            contents.push((change.path.clone(), None));
            return contents;
        }
        let content = if lines.is_empty() {
            self.binary()
        } else {
            text(&lines)
        };
        contents.push((change.path.clone(), Some(content)));
        self.by_path.insert(change.path.clone(), lines);
        contents
    }

    /// Content of the files that a branch changes; the files of others stay as they are.
    pub(super) fn branch(&mut self, changes: &[Change]) -> Vec<Content> {
        let paths = changes.iter().map(Change::before);
        let known =
            paths.filter_map(|path| Some((path.to_owned(), self.by_path.get(path)?.clone())));
        let mut branch = Self {
            by_path: known.collect(),
            next: self.next,
        };
        let contents = changes.iter().flat_map(|change| branch.change(change));
        let contents = contents.collect();
        // No line comes twice, on other branches either.
        self.next = branch.next;
        contents
    }

    fn new_lines(&mut self, count: u64) -> Vec<u32> {
        let end = self
            .next
            .saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        let lines = (self.next..end).collect();
        self.next = end;
        lines
    }

    fn binary(&mut self) -> Vec<u8> {
        self.next = self.next.saturating_add(1);
        [&[0], self.next.to_be_bytes().as_slice()].concat()
    }
}

fn text(lines: &[u32]) -> Vec<u8> {
    let mut text = Vec::with_capacity(lines.len() * 9);
    for line in lines {
        text.extend_from_slice(format!("{line:08x}\n").as_bytes());
    }
    text
}

/// A file that was there before.
struct Start<'a> {
    path: &'a str,
    lines: u64,
}

/// A file while the facts are gone through.
struct Length<'a> {
    first_path: &'a str,
    /// Lines before the first fact, if the file was there.
    start: Option<u64>,
    now: u64,
}

/// The files that were there before, with the fewest lines that all changes need.
fn starts(facts: &[Fact]) -> Vec<Start<'_>> {
    let mut by_path: HashMap<&str, usize> = HashMap::new();
    let mut lengths: Vec<Length<'_>> = Vec::new();
    let changes = facts
        .iter()
        .flat_map(|fact| fact.files.iter().map(move |change| (fact, change)));
    for (fact, change) in changes {
        let at = by_path.remove(change.before()).unwrap_or(lengths.len());
        if at == lengths.len() {
            lengths.push(Length {
                first_path: change.before(),
                start: None,
                now: 0,
            });
        }
        let Some(length) = lengths.get_mut(at) else {
            continue;
        };
        if fact.merged_on.is_none() {
            // A branch: the main branch keeps what it has, under the path that it has.
            length.branch(change);
            by_path.insert(change.before(), at);
            continue;
        }
        length.change(change);
        let is_gone = length.start.is_none() && length.now == 0 && change.lines_removed > 0;
        if !is_gone {
            by_path.insert(&change.path, at);
        }
    }
    let there = lengths.into_iter().filter_map(|length| {
        Some(Start {
            path: length.first_path,
            lines: length.start?,
        })
    });
    there.collect()
}

impl Length<'_> {
    fn branch(&mut self, change: &Change) {
        self.change(change);
        self.now = self.now + u64::from(change.lines_removed) - u64::from(change.lines_added);
    }

    fn change(&mut self, change: &Change) {
        let (added, removed) = (
            u64::from(change.lines_added),
            u64::from(change.lines_removed),
        );
        // Half of the lines of either side have to stay for git to see a move.
        let kept = if change.before() == change.path {
            0
        } else {
            added.max(removed) + 1
        };
        let missing = (removed + kept).saturating_sub(self.now);
        if missing > 0 {
            let more = missing + if self.start.is_none() { SPARE } else { 0 };
            self.start = Some(self.start.unwrap_or(0) + more);
            self.now += more;
        }
        self.now = self.now - removed + added;
    }
}
