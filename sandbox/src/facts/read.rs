//! Facts, from lines of JSON.

use std::collections::HashSet;

use jiff::Timestamp;
use serde::Deserialize;

use super::FactsError;

/// A pull request: merged, or open where no time of a merge is told.
#[derive(Debug, Deserialize)]
pub(super) struct Fact {
    pub(super) id: u64,
    pub(super) author: String,
    #[serde(default)]
    pub(super) reviewers: Vec<String>,
    pub(super) created_on: Timestamp,
    pub(super) merged_on: Option<Timestamp>,
    pub(super) files: Vec<Change>,
}

/// The change of one file.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    pub(super) path: String,
    pub(super) old_path: Option<String>,
    pub(super) lines_added: u32,
    pub(super) lines_removed: u32,
}

impl Change {
    /// The path before.
    pub(super) fn before(&self) -> &str {
        self.old_path.as_ref().unwrap_or(&self.path)
    }
}

/// Reads all of them: merged ones, oldest merge first, then open ones.
pub(super) fn facts(text: &str) -> Result<Vec<Fact>, FactsError> {
    let mut facts = Vec::new();
    let mut numbers = HashSet::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let wrong = |reason: String| FactsError::Line {
            line: at + 1,
            reason,
        };
        let fact: Fact = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
        if let Some(reason) = flaw(&fact) {
            return Err(wrong(reason));
        }
        if !numbers.insert(fact.id) {
            return Err(wrong(format!("number {} comes twice", fact.id)));
        }
        facts.push(fact);
    }
    let order = |fact: &Fact| (fact.merged_on.is_none(), fact.merged_on);
    facts.sort_by_key(order);
    Ok(facts)
}

/// Finds a name or path that git would refuse, or take for something else.
fn flaw(fact: &Fact) -> Option<String> {
    let mut names = fact.reviewers.iter().chain([&fact.author]);
    let is_name = |name: &String| {
        !name.is_empty() && !name.contains(|char: char| "<>".contains(char) || char.is_control())
    };
    if let Some(name) = names.find(|name| !is_name(name)) {
        return Some(format!("{name:?} is no name"));
    }
    let mut paths = fact
        .files
        .iter()
        .flat_map(|change| [change.before(), &change.path]);
    paths
        .find(|path| !is_path(path))
        .map(|path| format!("{path:?} is no path"))
}

fn is_path(path: &str) -> bool {
    let part = |part: &str| !matches!(part, "" | "." | "..") && !part.eq_ignore_ascii_case(".git");
    path.split('/').all(part) && !path.starts_with('"') && !path.contains(char::is_control)
}
