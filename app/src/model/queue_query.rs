//! Query of the queue: filter and order that the reader has chosen.

use sightline_insight::queue::{Age, Column, Direction, Filter, Whose};

use super::sorting::{NamedColumn, SortColumn, Sorting};
use crate::browser::address::{Query, value};

/// Filter and sort of the queue, as its address has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueQuery {
    /// Filter by person.
    pub whose: Whose,
    /// Filter by age.
    pub age: Age,
    /// Words that are searched for.
    pub text: String,
    /// Column and direction that they are sorted by.
    pub sorting: Sorting<Column>,
}

/// Names of filters by person.
const WHOSE: [(Whose, &str); 3] = [
    (Whose::All, ""),
    (Whose::Mine, "mine"),
    (Whose::WaitingForMe, "me"),
];

/// Names of filters by age.
const AGES: [(Age, &str); 2] = [(Age::Any, ""), (Age::Stale, "stale")];

fn named<T: Copy + Default>(names: &[(T, &str)], name: &str) -> T {
    let found = names.iter().find(|(_, other)| *other == name);
    found.map(|(value, _)| *value).unwrap_or_default()
}

fn name_of<T: Copy + PartialEq>(names: &[(T, &'static str)], value: T) -> &'static str {
    let found = names.iter().find(|(other, _)| *other == value);
    found.map_or("", |(_, name)| name)
}

impl SortColumn for Column {
    /// Counts begin with the largest.
    fn usual(self) -> Direction {
        match self {
            Self::Builds | Self::Overlaps | Self::Size | Self::Votes => Direction::Descending,
            Self::Attention
            | Self::Activity
            | Self::Age
            | Self::Author
            | Self::Title
            | Self::Wait => Direction::Ascending,
        }
    }
}

impl NamedColumn for Column {
    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::Attention, ""),
        (Self::Wait, "wait"),
        (Self::Age, "opened"),
        (Self::Activity, "activity"),
        (Self::Title, "title"),
        (Self::Author, "author"),
        (Self::Size, "size"),
        (Self::Builds, "builds"),
        (Self::Votes, "votes"),
        (Self::Overlaps, "overlaps"),
    ];
}

impl QueueQuery {
    /// Query from an address. Missing and unknown values are the default.
    pub fn from_address(query: &Query) -> Self {
        Self {
            whose: named(&WHOSE, value(query, "whose")),
            age: named(&AGES, value(query, "age")),
            text: value(query, "text").to_owned(),
            sorting: Sorting::named(value(query, "sort")),
        }
    }

    /// Names and values for the address; what is as usual is empty.
    pub fn pairs(&self) -> [(&'static str, String); 4] {
        [
            ("whose", name_of(&WHOSE, self.whose).to_owned()),
            ("age", name_of(&AGES, self.age).to_owned()),
            ("text", self.text.clone()),
            ("sort", self.sorting.name()),
        ]
    }

    /// Filter of rows.
    pub fn filter(&self) -> Filter {
        Filter::new(self.whose, self.age, &self.text, str::to_lowercase)
    }

    /// Query for stale ones alone, or for all ages if it is for stale ones already.
    pub fn stale_toggled(&self) -> Self {
        let age = match self.age {
            Age::Any => Age::Stale,
            Age::Stale => Age::Any,
        };
        Self {
            age,
            ..self.clone()
        }
    }
}
