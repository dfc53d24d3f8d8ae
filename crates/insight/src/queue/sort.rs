//! The queue in another order.

use super::{Fold, Placed, Row};

/// Column that a queue can be sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Column {
    /// Order of the queue itself: by how much attention helps.
    #[default]
    Attention,
    /// Time of the last activity, the longest ago first.
    Activity,
    /// Time of the opening, the longest ago first.
    Age,
    /// The author's name.
    Author,
    /// Builds: none, running, failed.
    Builds,
    /// Number of others that touch the same files.
    Overlaps,
    /// Lines added and removed.
    Size,
    /// Its title.
    Title,
    /// Approvals less requests for changes.
    Votes,
    /// Start of the next step's wait, the longest first.
    Wait,
}

/// Direction of the sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Direction {
    /// Order that the column says; else the smallest first.
    #[default]
    Ascending,
    /// Order the other way around.
    Descending,
}

/// Sorts a queue; `fold` puts the case of text aside. Equal rows stay in their order; unknown values come
/// last in both directions.
pub fn sort(
    rows: &[Row],
    queue: Vec<Placed>,
    column: Column,
    direction: Direction,
    fold: Fold,
) -> Vec<Placed> {
    let texts = texts(rows, column, fold);
    let keyed = (0..).zip(queue).map(|(at, placed)| {
        let key = rows
            .get(placed.row)
            .and_then(|row| match text(row, column) {
                Some(text) => rank(&texts, &fold(text)),
                None => number(row, &placed, at, column),
            });
        let key = match direction {
            Direction::Ascending => key,
            Direction::Descending => key.map(|key| -key),
        };
        (key.unwrap_or(i64::MAX), placed)
    });
    let mut keyed: Vec<(i64, Placed)> = keyed.collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, placed)| placed).collect()
}

/// Text that a column sorts by.
fn text(row: &Row, column: Column) -> Option<&str> {
    match column {
        Column::Author => Some(&row.author_name),
        Column::Title => Some(&row.title),
        _ => None,
    }
}

/// All texts of a column, sorted.
fn texts(rows: &[Row], column: Column, fold: Fold) -> Vec<String> {
    let texts = rows.iter().filter_map(|row| text(row, column));
    let mut texts: Vec<String> = texts.map(fold).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Place of a text among all; none for an empty one, which says nothing.
fn rank(texts: &[String], text: &str) -> Option<i64> {
    let place = texts.binary_search_by(|other| other.as_str().cmp(text));
    i64::try_from(place.ok()?).ok().filter(|_| !text.is_empty())
}

fn number(row: &Row, placed: &Placed, at: i64, column: Column) -> Option<i64> {
    let count = |list: &[_]| i64::try_from(list.len()).unwrap_or(i64::MAX);
    match column {
        Column::Author | Column::Title => None,
        Column::Attention => Some(at),
        Column::Activity => Some(row.updated_on),
        Column::Age => Some(row.opened_on),
        Column::Builds if !row.facts.failed_builds.is_empty() => Some(2),
        Column::Builds => Some(i64::from(!row.facts.running_builds.is_empty())),
        Column::Overlaps => row.overlaps.map(i64::from),
        Column::Size => row.lines.map(i64::from),
        Column::Votes => Some(count(&row.facts.approvals) - count(&row.facts.changes_requested)),
        Column::Wait => Some(placed.next.since),
    }
}
