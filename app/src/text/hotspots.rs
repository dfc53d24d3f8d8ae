//! Words of the view of hotspots.

use crate::{
    format::number::{as_u64, counted, number},
    model::shades::ShadeBy,
};

/// Heading.
pub const HOTSPOTS: &str = "Hotspots";
/// Explains the view.
pub const ABOUT: &str = "Files and folders by how many merged pull requests changed them. \
     Often changed is not bad; it is where tests, reviews and tidying pay most.";
/// Shown for a period without changes.
pub const NONE: &str = "Nothing that is still there was changed in this period.";
/// Shown for a folder without changes.
pub const NOT_HERE: &str =
    "Nothing in this folder was changed in this period. Choose a longer one, or a folder above.";
/// Title of the map.
pub const MAP: &str = "Where change concentrates";
/// Explains the map.
pub const MAP_ABOUT: &str =
    "Area: merged pull requests that changed it. Folders open here, files in Bitbucket.";
/// Name of the way back.
pub const TRAIL: &str = "Folder";
/// Name of the buttons that choose what shades stand for.
pub const SHADE_BY: &str = "Shades";

/// Name of the shades' measure, on its button and before the legend.
pub const fn shade_by(by: ShadeBy) -> &'static str {
    match by {
        ShadeBy::People => "People who changed it",
        ShadeBy::LastChange => "Last change",
    }
}

/// Explains shades.
pub const fn shade_about(by: ShadeBy) -> &'static str {
    match by {
        ShadeBy::People => "The fewer people changed it in this period, the stronger.",
        ShadeBy::LastChange => "The later it was changed last, the stronger.",
    }
}

/// A class of numbers of people: `2 people`, `3 to 5 people`.
pub fn people((least, most): (u32, u32)) -> String {
    match (least, most) {
        (1, 1) => "1 person".to_owned(),
        _ if least == most => format!("{} people", number(least.into())),
        _ => format!("{} to {} people", number(least.into()), number(most.into())),
    }
}
/// Description of the link of a folder.
pub const OPENS: &str = "opens the folder";
/// Description of the link of a file.
pub const FILE: &str = "opens the file in Bitbucket";
/// Caption of the table.
pub const TABLE: &str = "What changed in here";
/// Explains the numbers.
pub const NOTE: &str = "A pull request counts once for a file and once for each folder around \
     it. People are its authors, programs among them. Lines are added and removed ones. Renamed \
     files keep their past, removed ones are left out. Companions changed in the same pull requests, \
     of at most 30 files, five times or more.";

/// Names of the columns.
pub const COLUMNS: [&str; 6] = [
    "File or folder",
    "Changes",
    "People",
    "Lines",
    "Last change",
    "Usual companions",
];

/// Names of shades, the latest first.
pub const AGES: [&str; 5] = [
    "within a week",
    "within a month",
    "within 3 months",
    "within a year",
    "earlier",
];

/// Changes and the age of the last one: `12 changes, 3 days ago`.
pub fn changes(count: u32, last: &str) -> String {
    format!("{}, {last}", counted(count.into(), "change"))
}

/// A part of the map in words: `src/a.rs 12 changes, 3 days ago: 3 people, 340 lines; opens the
/// folder`. It begins with what is written on the part, for those who say what they click.
pub fn said(path: &str, written: &str, (people, lines): (u32, u64), leads: &str) -> String {
    let people = self::people((people, people));
    let lines = counted(lines, "line");
    format!("{path} {written}: {people}, {lines}; {leads}")
}

/// Line above the map: `n = 84 merged pull requests that changed something here, in 12 places.`
pub fn over(merged: u32, places: usize) -> String {
    let merged = counted(merged.into(), "merged pull request");
    let places = counted(as_u64(places), "place");
    format!("n = {merged} that changed something here, in {places}.")
}

/// The part of the map for what is too small: `12 more, smaller`.
pub fn others(count: usize) -> String {
    format!("{} more, smaller", number(as_u64(count)))
}

/// Number of a file's changes that a companion is part of: `9 of 11`.
pub fn companion(shared: u32, changes: u32) -> String {
    format!("{} of {}", number(shared.into()), number(changes.into()))
}
