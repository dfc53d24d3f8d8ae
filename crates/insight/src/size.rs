//! How much there is to read, and where it lies.

use std::collections::BTreeMap;

use crate::history::{FileChange, folder};

/// Lines that are read in an hour at most, and at least, when defects are to be found: SmartBear's
/// study at Cisco (2,500 reviews) found 300 to 500.
pub const LINES_AN_HOUR: (u64, u64) = (300, 500);

/// What kind of file it is, as far as reading goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// To be read.
    Code,
    /// Written by a tool.
    Generated,
    /// Versions that a package manager chose.
    Lock,
    /// To be read: a test.
    Test,
    /// Somebody else's code.
    Vendored,
}

impl Kind {
    /// Whether a reviewer reads it line by line.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Code | Self::Test)
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
    ".generated.ts",
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
/// Folders of tests.
const TESTS: &[&str] = &["__tests__", "spec", "specs", "test", "testing", "tests"];

/// The kind of file behind a path, by widely used names.
pub fn kind(path: &str) -> Kind {
    let path = path.to_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut folders = folder(&path).split('/');
    let within = |names: &[&str]| folders.clone().any(|folder| names.contains(&folder));
    if LOCK_FILES.contains(&name) {
        Kind::Lock
    } else if within(VENDORED) {
        Kind::Vendored
    } else if within(GENERATED)
        || GENERATED_ENDINGS
            .iter()
            .any(|ending| name.ends_with(ending))
    {
        Kind::Generated
    } else if within(TESTS) || folders.any(|folder| folder.ends_with("-tests")) || is_test(name) {
        Kind::Test
    } else {
        Kind::Code
    }
}

fn is_test(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let marks = ["test_", "test-"]
        .iter()
        .any(|start| stem.starts_with(start));
    let ends = [
        "_test", "-test", ".test", "_spec", "-spec", ".spec", "_tests",
    ];
    marks || stem == "test" || stem == "tests" || ends.iter().any(|end| stem.ends_with(end))
}

/// Files and lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// Number of files.
    pub files: u64,
    /// Lines added.
    pub added: u64,
    /// Lines removed.
    pub removed: u64,
}

impl Amount {
    fn add(&mut self, file: &FileChange) {
        self.files += 1;
        self.added = self.added.saturating_add(file.lines_added);
        self.removed = self.removed.saturating_add(file.lines_removed);
    }

    /// Lines added and removed.
    pub fn lines(&self) -> u64 {
        self.added.saturating_add(self.removed)
    }
}

/// How large a change is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Size {
    /// Everything.
    pub all: Amount,
    /// What a reviewer reads: code and tests.
    pub read: Amount,
    /// By kind, those that occur.
    pub kinds: BTreeMap<Kind, Amount>,
    /// What is read, by folder: those with the most lines first.
    pub folders: Vec<(String, Amount)>,
}

/// Measures a change; folders go `depth` levels deep.
pub fn measure(files: &[FileChange], depth: usize) -> Size {
    let mut size = Size::default();
    let mut folders: BTreeMap<String, Amount> = BTreeMap::new();
    for file in files {
        let kind = kind(&file.path);
        size.all.add(file);
        size.kinds.entry(kind).or_default().add(file);
        if kind.is_read() {
            size.read.add(file);
            folders
                .entry(top(folder(&file.path), depth))
                .or_default()
                .add(file);
        }
    }
    size.folders = folders.into_iter().collect();
    size.folders
        .sort_by_key(|(_, amount)| std::cmp::Reverse((amount.lines(), amount.files)));
    size
}

fn top(folder: &str, depth: usize) -> String {
    folder.split('/').take(depth).collect::<Vec<_>>().join("/")
}

/// Minutes that reading takes, at the faster and at the slower rate of [`LINES_AN_HOUR`].
pub fn reading_minutes(lines: u64) -> (u64, u64) {
    let (slow, fast) = LINES_AN_HOUR;
    let minutes = |rate: u64| lines.saturating_mul(60).div_ceil(rate);
    (minutes(fast), minutes(slow))
}
