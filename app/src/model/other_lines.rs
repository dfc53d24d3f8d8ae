//! Lines of another pull request's diff at which git stops.

use sightline_insight::overlap::{Excerpt, FileHunks, LineRange, SharedFile};

use crate::browser::address::DiffLine;

/// Place in a diff of a file, and the lines there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherLines {
    /// Line that the first of the places begins at.
    pub line: DiffLine,
    /// The lines, as far as they are kept.
    pub excerpts: Vec<Excerpt>,
}

impl OtherLines {
    /// Lines of a change, which has the file by this path, that meet those at which git stops; `None` where
    /// git stops at no lines.
    pub fn of(file: &SharedFile, path: &str, changes: &[FileHunks]) -> Option<Self> {
        let change = changes.iter().find(|change| {
            let known = change.path();
            known.is_some_and(|known| known.shown() == path)
        })?;
        let mut places: Vec<(LineRange, Option<&Excerpt>)> = Vec::new();
        for place in file
            .lines()
            .iter()
            .flat_map(|range| change.touching(*range))
        {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let (range, excerpt) = places.first()?;
        let line = match excerpt {
            Some(excerpt) if range.first == range.end => DiffLine::New(excerpt.at),
            _ => DiffLine::Old(range.first),
        };
        let excerpts = places.into_iter().filter_map(|(_, excerpt)| excerpt);
        let excerpts = excerpts.filter(|excerpt| !excerpt.lines.is_empty());
        Some(Self {
            line,
            excerpts: excerpts.cloned().collect(),
        })
    }
}
