//! What is said about where change concentrates.

use super::{counted, number};

pub(crate) const HOTSPOTS: &str = "Hotspots";
pub(crate) const ABOUT: &str = "Files and folders by how many merged pull requests changed them. \
     Often changed is not bad; it is where tests, reviews and tidying pay most.";
pub(crate) const NONE: &str = "Nothing that is still there was changed in this period.";
pub(crate) const NOT_HERE: &str =
    "Nothing in this folder was changed in this period. Choose a longer one, or a folder above.";
pub(crate) const MAP: &str = "Where change concentrates";
pub(crate) const MAP_ABOUT: &str = "Area: merged pull requests that changed it. Shade: its last \
     change. Folders open here, files in Bitbucket.";
pub(crate) const TRAIL: &str = "Folder";
pub(crate) const SHADES: &str = "Last change";
pub(crate) const OPENS: &str = "opens the folder";
pub(crate) const FILE: &str = "opens the file in Bitbucket";
pub(crate) const TABLE: &str = "What changed in here";
pub(crate) const NOTE: &str = "A pull request counts once for a file and once for each folder around \
     it. People are its authors, programs among them. Lines are added and removed ones. Renamed \
     files keep their past, removed ones are left out. Companions changed in the same pull requests, \
     of at most 30 files, five times or more.";

/// Names of the columns.
pub(crate) const COLUMNS: [&str; 6] = [
    "File or folder",
    "Changes",
    "People",
    "Lines",
    "Last change",
    "Usual companions",
];

/// The names of shades, the latest first, with the days that they end at.
pub(crate) const AGES: [(i64, &str); 5] = [
    (7, "within a week"),
    (30, "within a month"),
    (91, "within 3 months"),
    (365, "within a year"),
    (i64::MAX, "earlier"),
];

/// `12 changes`
pub(crate) fn changes(count: u32) -> String {
    counted(count.into(), "change")
}

/// `src/a.rs 12 changes, 3 days ago: 3 people, 340 lines; opens the folder`. It begins with what is
/// written there, for those who say what they click.
pub(crate) fn said(path: &str, written: &str, parts: (u32, u64), leads: &str) -> String {
    let (people, lines) = parts;
    let people = match people {
        1 => "1 person".to_owned(),
        _ => [&number(people.into()), " people"].concat(),
    };
    let lines = counted(lines, "line");
    [path, " ", written, ": ", &people, ", ", &lines, "; ", leads].concat()
}

/// `n = 84 merged pull requests that changed something here, in 12 places.`
pub(crate) fn over(merged: u32, places: usize) -> String {
    let places = counted(super::overlaps::as_u64(places), "place");
    let merged = counted(merged.into(), "merged pull request");
    [
        "n = ",
        &merged,
        " that changed something here, in ",
        &places,
        ".",
    ]
    .concat()
}

/// `12 more, smaller`
pub(crate) fn others(count: usize) -> String {
    [&number(super::overlaps::as_u64(count)), " more, smaller"].concat()
}

/// `9 of 11`
pub(crate) fn companion(shared: u32, changes: u32) -> String {
    [&number(shared.into()), " of ", &number(changes.into())].concat()
}

/// The button that lists more of a table.
pub(crate) fn more(count: usize) -> String {
    ["Show ", &number(super::overlaps::as_u64(count)), " more"].concat()
}
