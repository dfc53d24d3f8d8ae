//! What kinds of files a change consists of, and how long reading them takes.

use std::collections::BTreeMap;

use crate::{
    history::folder,
    size::{File, Size},
};

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

/// Sizes by kind, of those that occur.
pub fn by_kind(files: &[File<'_>]) -> BTreeMap<Kind, Size> {
    let mut kinds: BTreeMap<Kind, Vec<File<'_>>> = BTreeMap::new();
    for file in files {
        kinds.entry(kind(file.path)).or_default().push(*file);
    }
    kinds
        .into_iter()
        .map(|(kind, files)| (kind, files.into_iter().collect()))
        .collect()
}

/// Minutes that reading takes, at the faster and at the slower rate of [`LINES_AN_HOUR`].
pub fn reading_minutes(lines: u64) -> (u64, u64) {
    let (slow, fast) = LINES_AN_HOUR;
    let minutes = |rate: u64| lines.saturating_mul(60).div_ceil(rate);
    (minutes(fast), minutes(slow))
}
