//! Words about the size of a change.

use sightline_insight::{
    kinds::{Kind, LINES_AN_HOUR},
    quantile::Percentile,
};

use crate::format::number::{as_u64, counted, number};

/// Label of the list of kinds.
pub const BY_KIND: &str = "By kind of file";
/// Size of tests that are missing.
pub const NO_TESTS: &str = "none changed";
/// Said of a change that nobody has to read.
pub const NOTHING_TO_READ: &str = "Nothing in here has to be read line by line.";
/// Source of the reading speed.
pub const SOURCE: &str = "SmartBear’s study of 2,500 reviews at Cisco: who reads faster than \
     that overlooks most defects. New and gone lines of code, tests and docs count.";
/// Said until there is something to compare with.
pub const NOT_YET: &str = "How it compares is known when this repository’s history has been read.";
/// Said after a comparison that may change.
pub const STILL_READING: &str = " History is still being read.";
/// Said where the settings cannot be read.
pub const NO_SETTINGS: &str = "The settings in .bitbucket/sightline.json could not be read, \
     so Sightline’s own apply.";

/// Fewest merged pull requests that are compared with.
const LEAST: u32 = 10;

/// Name of a kind of file.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Code => "Code",
        Kind::Config => "Configuration",
        Kind::Docs => "Docs",
        Kind::Generated => "Generated",
        Kind::Lock => "Lock files",
        Kind::Test => "Tests",
        Kind::Vendored => "Vendored",
    }
}

/// `2 files were moved. 1 file has no lines to count: …`; `None` where there are none.
pub fn odd_files(moved: usize, without_lines: usize) -> Option<String> {
    let moved = (moved > 0).then(|| {
        let verb = if moved == 1 { "was" } else { "were" };
        format!("{} {verb} moved.", counted(as_u64(moved), "file"))
    });
    let without_lines = (without_lines > 0).then(|| {
        let verb = if without_lines == 1 { "has" } else { "have" };
        let files = counted(as_u64(without_lines), "file");
        format!("{files} {verb} no lines to count: binary, empty, or new only in name or mode.")
    });
    let sentences: Vec<String> = moved.into_iter().chain(without_lines).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// `About 12 to 20 minutes to read, at 300 to 500 lines an hour.`
pub fn reading(minutes: (u64, u64)) -> String {
    let (least, most) = LINES_AN_HOUR;
    let speed = format!("{} to {} lines an hour", number(least), number(most));
    format!("About {}, at {speed}.", span(minutes))
}

/// `about 12 to 20 minutes to read`; empty where there is nothing to read.
pub fn reading_time(minutes: (u64, u64)) -> String {
    match minutes {
        (_, 0) => String::new(),
        minutes => format!("about {}", span(minutes)),
    }
}

/// `12 to 20 minutes to read`
fn span((fast, slow): (u64, u64)) -> String {
    let (unit, fast, slow) = match slow < 120 {
        true => ("minute", fast, slow),
        false => ("hour", hours(fast), hours(slow)),
    };
    let from = match fast < slow {
        true => format!("{} to ", number(fast)),
        false => String::new(),
    };
    format!("{from}{} to read", counted(slow, unit))
}

/// Hours nearest to so many minutes.
const fn hours(minutes: u64) -> u64 {
    (minutes + 30) / 60
}

/// Place among those that were merged, by the side on which more of them are: `Larger than 83 % of
/// the last 98 merged pull requests.`
pub fn percentile(percentile: Percentile) -> String {
    let Percentile { n, smaller, larger } = percentile;
    let merged = counted(n.into(), "merged pull request");
    if n < LEAST {
        return format!("Too little history to compare with: {merged}.");
    }
    let (word, most, percent) = match larger > smaller {
        true => ("Smaller", larger, percentile.percent_larger()),
        false => ("Larger", smaller, percentile.percent_smaller()),
    };
    match percent {
        _ if most == 0 => format!("As large as each of the last {merged}."),
        _ if most == n => format!("{word} than each of the last {merged}."),
        percent => format!(
            "{word} than {} % of the last {merged}.",
            percent.unwrap_or(0)
        ),
    }
}

/// Fault of the settings.
pub fn broken_settings(fault: &str) -> String {
    format!(".bitbucket/sightline.json cannot be used, so Sightline’s own settings apply. {fault}.")
}
