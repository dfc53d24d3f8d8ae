//! How good the suggestions would have been: replays a file of merged pull requests, one JSON
//! object a line, oldest merge first:
//! `{"id","author","reviewers":[…],"created_on","merged_on","files":[{"path","old_path"?,
//! "lines_added","lines_removed"}]}`, times in ISO 8601.

mod conflicts;
mod owners;

pub use conflicts::conflicts;
pub use owners::owners;

use std::path::Path;

use serde_json::{Value, json};
use sightline_insight::{
    FileChange, Merged,
    replay::{self, Alarms, Hits},
};

use crate::Error;

/// Replays reviewer suggestions: `{"n","top1","top3","top5","mrr"}`.
///
/// # Errors
/// When the file cannot be read.
pub fn reviewers(data: &Path) -> Result<Value, Error> {
    let replay = replay::reviewers(&read(data)?);
    let Hits {
        n,
        top1,
        top3,
        top5,
    } = replay.hits;
    let share = |count| round(replay.hits.share(count));
    Ok(json!({
        "n": n, "top1": share(top1), "top3": share(top3), "top5": share(top5),
        "mrr": round(replay.mrr),
    }))
}

/// Replays missing companions: `{"n","hit1","hit3","hit5","false_alarm_rate","warning_recall"}`. The
/// rate is that of complete changes of one file or of several, whichever is higher.
///
/// # Errors
/// When the file cannot be read.
pub fn companions(data: &Path) -> Result<Value, Error> {
    let replay = replay::companions(&read(data)?);
    let Hits {
        n,
        top1,
        top3,
        top5,
    } = replay.hits;
    let share = |count| round(replay.hits.share(count));
    let rate = |alarms: Alarms| f64::from(alarms.alarmed) / f64::from(alarms.n.max(1));
    Ok(json!({
        "n": n, "hit1": share(top1), "hit3": share(top3), "hit5": share(top5),
        "false_alarm_rate": round(rate(replay.single).max(rate(replay.several))),
        "warning_recall": share(replay.warned),
    }))
}

/// Reads such a file.
///
/// # Errors
/// [`Error::Data`] names the first line that is not as agreed.
pub fn read(data: &Path) -> Result<Vec<Merged>, Error> {
    let text = std::fs::read_to_string(data)
        .map_err(Error::io(format!("{} cannot be read", data.display())))?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            merged(line).ok_or_else(|| Error::Data {
                file: data.display().to_string(),
                line: at + 1,
            })
        })
        .collect()
}

fn merged(line: &str) -> Option<Merged> {
    let line: Value = serde_json::from_str(line).ok()?;
    let text = |name: &str| line.get(name)?.as_str().map(str::to_owned);
    let time = |name: &str| {
        let time: jiff::Timestamp = line.get(name)?.as_str()?.parse().ok()?;
        Some(time.as_second())
    };
    let reviewers = line.get("reviewers")?.as_array()?.iter();
    Some(Merged {
        id: line.get("id")?.as_u64()?,
        author: text("author")?,
        reviewers: reviewers
            .map(|name| name.as_str().map(str::to_owned))
            .collect::<Option<_>>()?,
        created_on: time("created_on")?,
        merged_on: time("merged_on")?,
        files: line
            .get("files")?
            .as_array()?
            .iter()
            .map(file)
            .collect::<Option<_>>()?,
    })
}

fn file(file: &Value) -> Option<FileChange> {
    Some(FileChange {
        path: file.get("path")?.as_str()?.to_owned(),
        old_path: file
            .get("old_path")
            .and_then(Value::as_str)
            .map(str::to_owned),
        lines_added: file.get("lines_added")?.as_u64()?,
        lines_removed: file.get("lines_removed")?.as_u64()?,
    })
}

/// To four decimals.
fn round(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}
