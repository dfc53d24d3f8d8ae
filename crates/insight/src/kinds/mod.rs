//! Kinds of changed files, and reading times.

mod usual;

use serde::{Deserialize, Serialize};

use crate::{
    history::History,
    pattern::{Pattern, PatternSet},
    size::{File, Size},
};

/// Lines that are read in an hour at most, and at least, when defects are to be found: SmartBear's
/// study at Cisco (2,500 reviews) found 300 to 500.
pub const LINES_AN_HOUR: (u64, u64) = (300, 500);

/// Kind of a file, as far as reading goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Code to be read.
    Code,
    /// Test to be read.
    Test,
    /// Prose to be read.
    Docs,
    /// Settings of tools, and the steps of continuous integration, to be read.
    Config,
    /// Written by a tool.
    Generated,
    /// Somebody else's code.
    Vendored,
    /// Versions that a package manager chose.
    Lock,
}

impl Kind {
    /// All of them as they are declared, those that are read first.
    pub const ALL: [Self; 7] = [
        Self::Code,
        Self::Test,
        Self::Docs,
        Self::Config,
        Self::Generated,
        Self::Vendored,
        Self::Lock,
    ];

    /// Returns whether a reviewer reads it line by line.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Code | Self::Test | Self::Docs | Self::Config)
    }
}

/// Rules that tell kinds of files apart: a repository's own patterns, then widely used names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kinds {
    /// A repository's own patterns.
    patterns: PatternSet,
    /// Kind of each pattern.
    kinds: Vec<Kind>,
}

impl Kinds {
    /// Puts a repository's own patterns first. The first one that fits a path decides.
    pub fn new(own: Vec<(Kind, Pattern)>) -> Self {
        let (kinds, patterns): (Vec<Kind>, Vec<Pattern>) = own.into_iter().unzip();
        Self {
            patterns: patterns.into_iter().collect(),
            kinds,
        }
    }

    /// The kind of file behind a path.
    pub fn of(&self, path: &str) -> Kind {
        let own = self.patterns.first(path);
        let own = own.and_then(|place| self.kinds.get(place));
        own.map_or_else(|| usual::kind(path), |kind| *kind)
    }

    /// The sizes of a change's files, kind by kind.
    pub fn sizes(&self, files: &[File<'_>]) -> Sizes {
        let mut sizes = Sizes::default();
        for file in files {
            sizes.add(self.of(file.path), *file);
        }
        sizes
    }

    /// Lines to read of each merged pull request, oldest first, without those of unknown files. The
    /// newest path of a renamed file decides its kind.
    pub fn merged<'h>(&self, history: &'h History) -> impl Iterator<Item = Read<'h>> {
        let paths = history.files().map(|file| history.path(file));
        let read: Vec<bool> = paths.map(|path| self.of(path).is_read()).collect();
        let known = history.entries.iter();
        let known = known.filter(|entry| !entry.files.is_empty());
        known.map(move |entry| {
            let lines = entry.files.iter().zip(&entry.lines);
            let lines = lines.filter(|(file, _)| read.get(file.index()) == Some(&true));
            Read {
                id: entry.id,
                author: history.person(entry.author),
                lines: lines.map(|(_, lines)| u64::from(*lines)).sum(),
            }
        })
    }
}

/// Lines to read of a pull request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read<'a> {
    /// Its number.
    pub id: u64,
    /// Author.
    pub author: &'a str,
    /// New and gone lines of what is read line by line.
    pub lines: u64,
}

/// Sizes by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes([Size; Kind::ALL.len()]);

impl Sizes {
    /// Size of the files of one kind.
    pub fn of(&self, kind: Kind) -> Size {
        self.0.get(kind as usize).copied().unwrap_or_default()
    }

    /// Size of all files that are read line by line.
    pub fn read(&self) -> Size {
        let mut sum = Size::default();
        for kind in Kind::ALL.into_iter().filter(|kind| kind.is_read()) {
            sum += self.of(kind);
        }
        sum
    }

    fn add(&mut self, kind: Kind, file: File<'_>) {
        if let Some(size) = self.0.get_mut(kind as usize) {
            size.files = size.files.saturating_add(1);
            size.lines += file.lines;
        }
    }
}

/// Minutes that reading takes, at the faster and at the slower rate of [`LINES_AN_HOUR`].
pub fn reading_minutes(lines: u64) -> (u64, u64) {
    let (slow, fast) = LINES_AN_HOUR;
    let minutes = |rate: u64| lines.saturating_mul(60).div_ceil(rate);
    (minutes(fast), minutes(slow))
}
