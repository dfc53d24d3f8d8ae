//! What the size says.

use sightline_insight::{
    kinds::{Kind, LINES_AN_HOUR},
    quantile::Standing,
};

use super::{counted, number};

pub(crate) const BY_KIND: &str = "By kind of file";
pub(crate) const NO_TESTS: &str = "none changed";
pub(crate) const NOTHING_TO_READ: &str = "Nothing in here has to be read line by line.";
pub(crate) const SOURCE: &str = "SmartBear’s study of 2,500 reviews at Cisco: who reads faster than \
     that overlooks most defects. New and gone lines of code, tests and docs count.";
pub(crate) const NOT_YET: &str =
    "How it compares is known when this repository’s history has been read.";
pub(crate) const STILL_READING: &str = " History is still being read.";
pub(crate) const NO_SETTINGS: &str = "The settings in .bitbucket/sightline.json could not be read, \
     so Sightline’s own apply.";

/// Fewer merged pull requests than this are not compared with.
pub(crate) const LEAST: u32 = 10;

/// A kind of file.
pub(crate) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Code => "Code",
        Kind::Docs => "Docs",
        Kind::Generated => "Generated",
        Kind::Lock => "Lock files",
        Kind::Test => "Tests",
        Kind::Vendored => "Vendored",
    }
}

/// `2 files were moved. 1 file has no lines to count: …`; nothing where there are none.
pub(crate) fn odd(moved: u64, without_lines: u64) -> String {
    let mut text = String::new();
    if moved > 0 {
        text.push_str(&counted(moved, "file"));
        text.push_str(if moved == 1 { " was" } else { " were" });
        text.push_str(" moved.");
        if without_lines > 0 {
            text.push(' ');
        }
    }
    if without_lines > 0 {
        text.push_str(&counted(without_lines, "file"));
        text.push_str(if without_lines == 1 { " has" } else { " have" });
        text.push_str(" no lines to count: binary, empty, or new only in name or mode.");
    }
    text
}

/// `About 12 to 20 minutes to read, at 300 to 500 lines an hour.`
pub fn reading(minutes: (u64, u64)) -> String {
    let (fast, slow) = minutes;
    let (unit, fast, slow) = if slow < 120 {
        ("minute", fast, slow)
    } else {
        ("hour", fast / 60, slow.div_ceil(60))
    };
    let mut text = String::from("About ");
    if fast < slow {
        text.push_str(&number(fast));
        text.push_str(" to ");
    }
    text.push_str(&counted(slow, unit));
    let (least, most) = LINES_AN_HOUR;
    text.push_str(" to read, at ");
    text.push_str(&number(least));
    text.push_str(" to ");
    text.push_str(&number(most));
    text.push_str(" lines an hour.");
    text
}

/// `Larger than 83 % of the last 98 merged pull requests.`
pub fn standing(standing: Standing) -> String {
    let Standing { n, smaller } = standing;
    let merged = counted(n.into(), "merged pull request");
    let percent = standing.percent().filter(|_| n >= LEAST);
    let Some(percent) = percent else {
        return ["Too little history to compare with: ", &merged, "."].concat();
    };
    match smaller {
        0 => ["Not larger than any of the last ", &merged, "."].concat(),
        _ if smaller == n => ["Larger than each of the last ", &merged, "."].concat(),
        _ => {
            let percent = percent.to_string();
            ["Larger than ", &percent, " % of the last ", &merged, "."].concat()
        }
    }
}

/// What is wrong with the settings.
pub(crate) fn broken(fault: &str) -> String {
    let start = ".bitbucket/sightline.json cannot be used, so Sightline’s own settings apply. ";
    [start, fault, "."].concat()
}
