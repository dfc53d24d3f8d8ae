//! Patterns of paths, as in `.gitignore` without negation: `*` within a segment, `**` over segments,
//! a leading slash for the root, a trailing one for everything below.

use fast_glob::glob_match;
use serde::Deserialize;

use crate::Error;

/// Longest pattern in bytes: the longer a pattern is, the longer matching takes.
pub const MAX_LENGTH: usize = 1_024;
/// Any number of segments.
const ANY: &str = "**";

/// One pattern, as `fast_glob` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern(String);

impl Pattern {
    /// Reads a pattern; `None` where it is negated, begins with a bracket, names nothing, or is
    /// longer than [`MAX_LENGTH`].
    pub fn parse(pattern: &str) -> Option<Self> {
        if pattern.starts_with(['!', '[']) || pattern.len() > MAX_LENGTH {
            return None;
        }
        let inner = pattern.trim_start_matches('/');
        let names = inner.split('/').filter(|name| !name.is_empty());
        let mut segments: Vec<String> = names.map(segment).collect();
        if segments.is_empty() {
            return None;
        }
        // Without a slash in front or in the middle, a pattern covers files in any folder.
        let is_anchored = pattern.starts_with('/') || inner.trim_end_matches('/').contains('/');
        if !is_anchored {
            segments.insert(0, ANY.to_owned());
        }
        if inner.ends_with('/') {
            // Folders alone: `**/` needs one around each file.
            let is_any = segments.last().is_some_and(|last| last == ANY);
            segments.extend(is_any.then(|| "*".to_owned()));
            segments.push(ANY.to_owned());
        }
        segments.dedup_by(|next, segment| next == ANY && segment == ANY);
        let mut glob = segments.join("/");
        if segments.last().is_some_and(|last| last != ANY) {
            // A pattern that covers a folder covers everything in it.
            glob.push_str("{,/**}");
        }
        Some(Self(glob))
    }

    /// Returns whether the pattern covers a path, or a folder that the path lies in.
    pub fn fits(&self, path: &str) -> bool {
        glob_match(&self.0, path)
    }
}

impl TryFrom<String> for Pattern {
    type Error = Error;

    fn try_from(pattern: String) -> Result<Self, Error> {
        Self::parse(&pattern).ok_or(Error::NoPattern(pattern))
    }
}

/// A segment as `fast_glob` writes it: brackets, braces and exclamation marks stand for themselves, and so
/// does what follows a backslash; `**` is special only as a whole segment.
fn segment(name: &str) -> String {
    if name == ANY {
        return name.to_owned();
    }
    let mut glob = String::new();
    let mut characters = name.chars();
    while let Some(character) = characters.next() {
        match character {
            '*' if glob.ends_with('*') && !glob.ends_with("\\*") => {}
            '\\' => literal(&mut glob, characters.next().unwrap_or('\\')),
            '*' | '?' => glob.push(character),
            other => literal(&mut glob, other),
        }
    }
    glob
}

/// Adds a character that stands for itself. What no pattern gives a meaning to is not escaped: `\n` would
/// be a line's end.
fn literal(glob: &mut String, character: char) {
    if "*?[]{}!\\".contains(character) {
        glob.push('\\');
    }
    glob.push(character);
}

/// Patterns in the order of their file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct PatternSet(Vec<Pattern>);

impl PatternSet {
    /// Returns whether a pattern covers a path, or a folder that the path lies in.
    pub fn fits(&self, path: &str) -> bool {
        self.0.iter().any(|pattern| pattern.fits(path))
    }

    /// Place of the first pattern that covers a path.
    pub fn first(&self, path: &str) -> Option<usize> {
        self.0.iter().position(|pattern| pattern.fits(path))
    }

    /// Place of the last pattern that covers a path.
    pub fn last(&self, path: &str) -> Option<usize> {
        self.0.iter().rposition(|pattern| pattern.fits(path))
    }
}

impl FromIterator<Pattern> for PatternSet {
    fn from_iter<I: IntoIterator<Item = Pattern>>(patterns: I) -> Self {
        Self(patterns.into_iter().collect())
    }
}
