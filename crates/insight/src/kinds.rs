//! Kinds of changed files, and reading times.

use serde::{Deserialize, Serialize};

use crate::{
    history::{History, folder},
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
    /// To be read.
    Code,
    /// To be read: a test.
    Test,
    /// To be read: prose.
    Docs,
    /// Written by a tool.
    Generated,
    /// Somebody else's code.
    Vendored,
    /// Versions that a package manager chose.
    Lock,
}

impl Kind {
    /// All of them as they are declared, those that are read first.
    pub const ALL: [Self; 6] = [
        Self::Code,
        Self::Test,
        Self::Docs,
        Self::Generated,
        Self::Vendored,
        Self::Lock,
    ];

    /// Whether a reviewer reads it line by line.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Code | Self::Test | Self::Docs)
    }
}

/// Names of lock files, whole.
const LOCK_FILES: &[&str] = &[
    "bun.lock",
    "bun.lockb",
    "cargo.lock",
    "composer.lock",
    "flake.lock",
    "gemfile.lock",
    "go.sum",
    "mix.lock",
    "npm-shrinkwrap.json",
    "package-lock.json",
    "package.resolved",
    "packages.lock.json",
    "pipfile.lock",
    "pnpm-lock.yaml",
    "podfile.lock",
    "poetry.lock",
    "pubspec.lock",
    "uv.lock",
    "yarn.lock",
];
/// Folders of other people's code.
const VENDORED: &[&str] = &[
    "bower_components",
    "node_modules",
    "third_party",
    "third-party",
    "vendor",
];
/// Folders of generated code.
const GENERATED: &[&str] = &["__generated__", "__snapshots__", "dist", "gen", "generated"];
/// Endings of generated files.
const GENERATED_ENDINGS: &[&str] = &[
    ".designer.cs",
    ".g.cs",
    ".g.dart",
    ".map",
    ".min.css",
    ".min.js",
    ".pb.cc",
    ".pb.go",
    ".pb.h",
    ".snap",
    "_generated.go",
    "_pb2.py",
    "_pb2_grpc.py",
];
/// Endings of prose.
const PROSE: &[&str] = &[".adoc", ".markdown", ".md", ".mdx", ".org", ".rst"];
/// Folders of tests.
const TESTS: &[&str] = &["__tests__", "spec", "specs", "test", "testing", "tests"];

/// Endings of the names of tests, without the type.
const TEST_ENDINGS: &[&str] = &[
    "_test", "-test", ".test", "_spec", "-spec", ".spec", "_tests",
];

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
        own.map_or_else(|| usual(path), |kind| *kind)
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
    /// New and gone lines of code, tests and prose.
    pub lines: u64,
}

/// Sizes by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes([Size; Kind::ALL.len()]);

impl Sizes {
    /// Of one kind.
    pub fn of(&self, kind: Kind) -> Size {
        self.0.get(kind as usize).copied().unwrap_or_default()
    }

    /// Of what is read line by line.
    pub fn read(&self) -> Size {
        let mut sum = self.of(Kind::Code);
        sum += self.of(Kind::Test);
        sum += self.of(Kind::Docs);
        sum
    }

    fn add(&mut self, kind: Kind, file: File<'_>) {
        if let Some(size) = self.0.get_mut(kind as usize) {
            size.files = size.files.saturating_add(1);
            size.lines += file.lines;
        }
    }
}

/// By widely used names.
fn usual(path: &str) -> Kind {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut folders = folder(path).split('/');
    let within = |names: &[&str]| folders.clone().any(|folder| is_among(folder, names));
    if is_among(name, LOCK_FILES) {
        Kind::Lock
    } else if within(VENDORED) {
        Kind::Vendored
    } else if within(GENERATED)
        || GENERATED_ENDINGS.iter().any(|ending| ends(name, ending))
        || is_marked_generated(name)
    {
        Kind::Generated
    } else if within(TESTS) || folders.any(|folder| ends(folder, "-tests")) || is_test(name) {
        Kind::Test
    } else if PROSE.iter().any(|ending| ends(name, ending)) {
        Kind::Docs
    } else {
        Kind::Code
    }
}

/// Whether a name says so before its type: `routes.gen.ts`, `api.generated.go`.
fn is_marked_generated(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem);
    let mark = stem.rsplit_once('.').map_or("", |(_, mark)| mark);
    is_among(mark, &["gen", "generated"])
}

fn is_test(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    is_among(stem, &["test", "tests"])
        || ["test_", "test-"].iter().any(|start| starts(stem, start))
        || TEST_ENDINGS.iter().any(|ending| ends(stem, ending))
}

fn is_among(name: &str, names: &[&str]) -> bool {
    let mut names = names.iter().filter(|other| other.len() == name.len());
    names.any(|other| name.eq_ignore_ascii_case(other))
}

fn starts(name: &str, start: &str) -> bool {
    let own = name.as_bytes().get(..start.len());
    own.is_some_and(|own| own.eq_ignore_ascii_case(start.as_bytes()))
}

fn ends(name: &str, ending: &str) -> bool {
    let (name, ending) = (name.as_bytes(), ending.as_bytes());
    let last = |text: &[u8]| text.last().map(u8::to_ascii_lowercase);
    if last(name) != last(ending) {
        return false;
    }
    let from = name.len().checked_sub(ending.len());
    let own = from.and_then(|from| name.get(from..));
    own.is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// Minutes that reading takes, at the faster and at the slower rate of [`LINES_AN_HOUR`].
pub fn reading_minutes(lines: u64) -> (u64, u64) {
    let (slow, fast) = LINES_AN_HOUR;
    let minutes = |rate: u64| lines.saturating_mul(60).div_ceil(rate);
    (minutes(fast), minutes(slow))
}
