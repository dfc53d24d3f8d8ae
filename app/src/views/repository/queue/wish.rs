//! What the reader wants to see, in which order: kept in the address and between visits.

use sightline_insight::queue::{Age, Column, Direction, Filter, Whose};

use crate::{address::value, floor::Floor, text::folded};

const VIEW: &str = "queue";

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) whose: Whose,
    pub(super) age: Age,
    pub(super) text: String,
    pub(super) column: Column,
    pub(super) direction: Direction,
}

/// Columns by the names that addresses have.
const COLUMNS: [(Column, &str); 8] = [
    (Column::Attention, ""),
    (Column::Wait, "wait"),
    (Column::Age, "opened"),
    (Column::Activity, "activity"),
    (Column::Size, "size"),
    (Column::Builds, "builds"),
    (Column::Votes, "votes"),
    (Column::Overlaps, "overlaps"),
];

const WHOSE: [(Whose, &str); 3] = [
    (Whose::All, ""),
    (Whose::Mine, "mine"),
    (Whose::WaitingForMe, "me"),
];

fn named<T: Copy + Default>(names: &[(T, &str)], name: &str) -> T {
    let found = names.iter().find(|(_, other)| *other == name);
    found.map(|(value, _)| *value).unwrap_or_default()
}

fn name_of<T: Copy + PartialEq>(names: &[(T, &'static str)], value: T) -> &'static str {
    let found = names.iter().find(|(other, _)| *other == value);
    found.map_or("", |(_, name)| name)
}

impl Wish {
    /// As it was last.
    pub(super) fn recall(floor: Floor) -> Self {
        let kept = floor.recall(VIEW);
        let sort = value(&kept, "sort");
        let (direction, column) = match sort.strip_prefix('-') {
            Some(column) => (Direction::Descending, column),
            None => (Direction::Ascending, sort),
        };
        Self {
            whose: named(&WHOSE, value(&kept, "whose")),
            age: match value(&kept, "age") {
                "stale" => Age::Stale,
                _ => Age::Any,
            },
            text: value(&kept, "text").to_owned(),
            column: named(&COLUMNS, column),
            direction,
        }
    }

    /// Keeps it.
    pub(super) fn remember(&self, floor: Floor) {
        let mut sort = String::new();
        if self.direction == Direction::Descending {
            sort.push('-');
        }
        sort.push_str(name_of(&COLUMNS, self.column));
        let age = match self.age {
            Age::Any => "",
            Age::Stale => "stale",
        };
        floor.remember(
            VIEW,
            &[
                ("whose", name_of(&WHOSE, self.whose)),
                ("age", age),
                ("text", &self.text),
                ("sort", &sort),
            ],
        );
    }

    /// Which rows are shown.
    pub(super) fn filter(&self) -> Filter {
        Filter::new(self.whose, self.age, &self.text, folded)
    }

    /// Whether another order is wanted than that of the other one.
    pub(super) fn is_ordered_as(&self, other: &Self) -> bool {
        (self.column, self.direction) == (other.column, other.direction)
    }

    /// Sorted by a column, or the other way around if it is that already. Counts begin with the
    /// largest.
    pub(super) fn sorted_by(&self, column: Column) -> Self {
        let first = match column {
            Column::Builds | Column::Overlaps | Column::Size | Column::Votes => {
                Direction::Descending
            }
            Column::Attention | Column::Activity | Column::Age | Column::Wait => {
                Direction::Ascending
            }
        };
        let direction = match self.direction {
            _ if self.column != column => first,
            Direction::Ascending => Direction::Descending,
            Direction::Descending => Direction::Ascending,
        };
        Self {
            column,
            direction,
            ..self.clone()
        }
    }
}
