//! All pairs as a table for other programs.

use sightline_insight::overlap::{Stack, Target};

use crate::{state::repository::OverlapIndex, text::merging as words};

/// Rows below the names of the columns.
pub fn rows(index: &OverlapIndex) -> Vec<Vec<String>> {
    let head = words::EXPORTED.map(str::to_owned).to_vec();
    let rows = index.pairs.iter().filter_map(|pair| {
        let one = &index.rows.get(pair.one)?.pull_request;
        let other = &index.rows.get(pair.other)?.pull_request;
        let overlap = &pair.overlap;
        let yes = |is: bool| String::from(if is { "yes" } else { "no" });
        let files: Vec<&str> = overlap
            .files
            .iter()
            .map(|file| file.path.as_str())
            .collect();
        Some(vec![
            one.id.to_string(),
            one.title.clone(),
            other.id.to_string(),
            other.title.clone(),
            words::verdict(overlap.verdict()).to_owned(),
            yes(overlap.target == Target::Same),
            yes(overlap.stack != Stack::Apart),
            files.join(" "),
        ])
    });
    [head].into_iter().chain(rows).collect()
}
