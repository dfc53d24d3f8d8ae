//! A repository with a long history, made up: the same every time, up to the hour of its end.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use jiff::Timestamp;
use serde_json::{Value, json};
use sightline_insight::{FileChange, Merged};

#[path = "../../../../crates/insight/examples/made/mod.rs"]
mod made;

use crate::Error;

/// Merged pull requests.
pub(super) const MERGED: u64 = 5_000;
/// Open ones.
pub(super) const OPEN: u64 = 1_000;
/// Files that one changes, on average.
const FILES: u64 = 5;

/// Writes them as the sandbox reads them; the last one was merged an hour before `now`.
///
/// # Errors
/// [`Error::Io`]
pub(super) fn write(path: &Path, now: Timestamp) -> Result<(), Error> {
    let failed = || Error::io("the facts cannot be written");
    let mut file = BufWriter::new(File::create(path).map_err(failed())?);
    let end = now.as_second() - made::HOUR;
    for fact in facts(end) {
        writeln!(file, "{fact}").map_err(failed())?;
    }
    file.flush().map_err(failed())
}

fn facts(end: i64) -> impl Iterator<Item = Value> {
    let merged = made::merged(MERGED, MERGED * FILES);
    let last = merged.last().map_or(0, |pull| pull.merged_on);
    let merged = merged.into_iter().map(move |pull| {
        let mut fact = fact(&pull, pull.id, end - last);
        let merged_on = time(pull.merged_on + end - last);
        if let Some(fact) = fact.as_object_mut() {
            fact.insert("merged_on".to_owned(), merged_on.into());
        }
        fact
    });
    let open = made::merged(OPEN, OPEN * FILES);
    let last = open.last().map_or(0, |pull| pull.created_on);
    let open = open.into_iter();
    merged.chain(open.map(move |pull| fact(&pull, MERGED + pull.id, end - last)))
}

fn fact(pull: &Merged, id: u64, later: i64) -> Value {
    let files: Vec<Value> = one_a_path(&pull.files).map(change).collect();
    json!({
        "id": id,
        "author": pull.author,
        "reviewers": pull.reviewers,
        "created_on": time(pull.created_on + later),
        "files": files,
    })
}

/// Git knows one change of a file in a commit.
fn one_a_path(files: &[FileChange]) -> impl Iterator<Item = &FileChange> {
    let is_first = |at: usize, file: &FileChange| {
        let mut before = files.iter().take(at);
        !before.any(|other| other.path == file.path)
    };
    let files = files.iter().enumerate();
    files.filter_map(move |(at, file)| is_first(at, file).then_some(file))
}

fn change(file: &FileChange) -> Value {
    json!({
        "path": file.path,
        "lines_added": file.lines_added,
        "lines_removed": file.lines_removed,
    })
}

fn time(seconds: i64) -> String {
    Timestamp::from_second(seconds)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_of_the_merged_and_of_the_open_end_with_the_hour() {
        let all: Vec<Value> = facts(1_700_000_000).collect();
        let end = Value::from("2023-11-14T22:13:20Z");
        let merged = all.iter().filter_map(|fact| fact.get("merged_on"));
        assert_eq!(merged.clone().count(), 5_000);
        assert_eq!(merged.max_by_key(|at| at.to_string()), Some(&end));
        let open = all.iter().filter(|fact| fact.get("merged_on").is_none());
        assert_eq!(open.clone().count(), 1_000);
        let created = open.filter_map(|fact| fact.get("created_on"));
        assert_eq!(created.max_by_key(|at| at.to_string()), Some(&end));
    }
}
