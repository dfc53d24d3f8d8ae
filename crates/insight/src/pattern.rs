//! Patterns of paths, as in `.gitignore` without negation: `*` within a segment, `**` over segments,
//! a leading slash for the root, a trailing one for everything below.

use globset::{Glob, GlobBuilder, GlobSet};
use serde::Deserialize;

use crate::Error;

/// Longest pattern in bytes: the longer a pattern is, the longer matching takes.
pub const MAX_LENGTH: usize = 1_024;
/// Patterns of so many bytes are compiled together. Far more would exceed the size that `globset`
/// allows.
const PART: usize = 32 * 1_024;
/// Any number of segments.
const ANY: &str = "**";

/// One pattern.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern(Glob);

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
            segments.push(ANY.to_owned());
        }
        segments.dedup_by(|next, segment| next == ANY && segment == ANY);
        let mut glob = segments.join("/");
        if segments.last().is_some_and(|last| last != ANY) {
            // A pattern that covers a folder covers everything in it.
            glob.push_str("{,/**}");
        }
        let glob = GlobBuilder::new(&glob)
            .literal_separator(true)
            .backslash_escape(false)
            .empty_alternates(true)
            .build();
        glob.ok().map(Self)
    }
}

impl TryFrom<String> for Pattern {
    type Error = Error;

    fn try_from(pattern: String) -> Result<Self, Error> {
        Self::parse(&pattern).ok_or(Error::NoPattern(pattern))
    }
}

/// A segment as `globset` writes it: brackets and braces stand for themselves, and `**` is special
/// only as a whole segment.
fn segment(name: &str) -> String {
    if name == ANY {
        return name.to_owned();
    }
    let mut glob = String::new();
    for character in name.chars() {
        match character {
            '*' if glob.ends_with('*') => {}
            '[' | ']' | '{' | '}' => glob.extend(['[', character, ']']),
            other => glob.push(other),
        }
    }
    glob
}

/// Patterns that are matched together: that takes little longer than to match one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<Pattern>")]
pub struct PatternSet {
    patterns: Vec<Pattern>,
    /// Compiled patterns, each part with the place of its first one.
    parts: Vec<(usize, GlobSet)>,
}

impl PatternSet {
    /// Whether a pattern covers a path, or a folder that the path lies in.
    pub fn fits(&self, path: &str) -> bool {
        self.parts.iter().any(|(_, set)| set.is_match(path))
    }

    /// Place of the first pattern that covers a path.
    pub fn first(&self, path: &str) -> Option<usize> {
        self.parts
            .iter()
            .find_map(|(start, set)| Some(start + set.matches(path).first()?))
    }

    /// Place of the last pattern that covers a path.
    pub fn last(&self, path: &str) -> Option<usize> {
        let mut parts = self.parts.iter().rev();
        parts.find_map(|(start, set)| Some(start + set.matches(path).last()?))
    }
}

impl From<Vec<Pattern>> for PatternSet {
    fn from(patterns: Vec<Pattern>) -> Self {
        let mut parts = Vec::new();
        let (mut start, mut left) = (0, patterns.as_slice());
        while !left.is_empty() {
            let mut length = 0;
            let fitting = left.iter().take_while(|pattern| {
                length += pattern.0.glob().len();
                length <= PART
            });
            let (part, others) = left.split_at(fitting.count().max(1));
            let set = GlobSet::new(part.iter().map(|pattern| &pattern.0));
            // It fails only for what is too large, which no part is.
            parts.push((start, set.unwrap_or_default()));
            start += part.len();
            left = others;
        }
        Self { patterns, parts }
    }
}

impl FromIterator<Pattern> for PatternSet {
    fn from_iter<I: IntoIterator<Item = Pattern>>(patterns: I) -> Self {
        patterns.into_iter().collect::<Vec<_>>().into()
    }
}

impl PartialEq for PatternSet {
    fn eq(&self, other: &Self) -> bool {
        self.patterns == other.patterns
    }
}

impl Eq for PatternSet {}
