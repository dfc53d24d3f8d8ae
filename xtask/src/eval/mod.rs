//! Quality that the suggestions would have had: replays a file of merged pull requests, one JSON
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
    replay::{self, Alarms, Hits, Knowledge},
};

use crate::Error;

/// Replays reviewer suggestions: `{"n","top1","top3","top5","mrr"}`.
///
/// # Errors
/// When the file cannot be read.
pub fn reviewers(data: &Path, knowledge: Knowledge) -> Result<Value, Error> {
    let replay = replay::reviewers(&read(data)?, knowledge);
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

/// Replays missing companions: `{"n","hit1","hit3","hit5","false_alarm_rate","warning_recall",
/// "list_recall","list_noise","list_precision"}`.
///
/// - `false_alarm_rate`: share of complete changes with a warning; of one file or of several,
///   whichever is higher.
/// - `warning_recall`, `list_recall`: share of hidden files that are warned about, and listed.
/// - `list_noise`: share of complete changes of 2 to 30 files that get a list.
/// - `list_precision`: share of lists with the hidden file, where one is hidden.
///
/// # Errors
/// When the file cannot be read.
pub fn companions(data: &Path, knowledge: Knowledge) -> Result<Value, Error> {
    let replay = replay::companions(&read(data)?, knowledge);
    let Hits {
        n,
        top1,
        top3,
        top5,
    } = replay.hits;
    let share = |count| round(replay.hits.share(count));
    let rate = |of: u32, n: u32| f64::from(of) / f64::from(n.max(1));
    let alarms = |alarms: Alarms| rate(alarms.alarmed, alarms.n);
    Ok(json!({
        "n": n, "hit1": share(top1), "hit3": share(top3), "hit5": share(top5),
        "false_alarm_rate": round(alarms(replay.single).max(alarms(replay.several))),
        "warning_recall": share(replay.warned),
        "list_recall": share(replay.listed),
        "list_noise": round(rate(replay.several.listed, replay.several.n)),
        "list_precision": round(rate(replay.listed, replay.lists)),
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

/// Rounds to four decimals.
fn round(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}
