//! Tables that readers sort.
#![cfg(not(target_arch = "wasm32"))]

use std::cmp::Ordering;

use sightline_app::model::sorting::{NamedColumn, RowColumn, SortColumn, Sorting};
use sightline_insight::queue::Direction;

/// Column of pairs of a letter and a number.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Pair {
    Letter,
    #[default]
    Number,
}

impl NamedColumn for Pair {
    const NAMES: &'static [(Self, &'static str)] =
        &[(Self::Letter, "letter"), (Self::Number, "number")];
}

impl SortColumn for Pair {
    fn usual(self) -> Direction {
        match self {
            Self::Letter => Direction::Ascending,
            Self::Number => Direction::Descending,
        }
    }
}

impl RowColumn for Pair {
    type Row = (char, u32);

    fn order(self, one: &Self::Row, other: &Self::Row) -> Ordering {
        match self {
            Self::Letter => one.0.cmp(&other.0),
            Self::Number => one.1.cmp(&other.1),
        }
    }
}

#[test]
fn another_column_starts_as_usual_and_the_same_one_turns_around() {
    let letters = Sorting::usual(Pair::Letter);
    let numbers = letters.chosen(Pair::Number);
    assert_eq!(numbers, Sorting::usual(Pair::Number));
    let turned = numbers.chosen(Pair::Number);
    assert_eq!(turned.direction, Direction::Ascending);
    assert_eq!(turned.chosen(Pair::Number), numbers);
    assert_eq!(turned.chosen(Pair::Letter), letters);
}

#[test]
fn equal_rows_keep_their_order_in_both_directions() {
    let mut rows = [('b', 2), ('a', 1), ('c', 2), ('d', 1)];
    let sorting = Sorting::usual(Pair::Number);
    sorting.sort(&mut rows);
    assert_eq!(rows, [('b', 2), ('c', 2), ('a', 1), ('d', 1)]);
    sorting.chosen(Pair::Number).sort(&mut rows);
    assert_eq!(rows, [('a', 1), ('d', 1), ('b', 2), ('c', 2)]);
}

#[test]
fn an_address_names_the_sort_unless_it_is_the_default() {
    let by = |column, direction| Sorting { column, direction };
    for (name, sorting) in [
        ("", by(Pair::Number, Direction::Descending)),
        ("number", by(Pair::Number, Direction::Ascending)),
        ("letter", by(Pair::Letter, Direction::Ascending)),
        ("-letter", by(Pair::Letter, Direction::Descending)),
    ] {
        assert_eq!(Sorting::named(name), sorting, "{name}");
        assert_eq!(sorting.name(), name);
    }
    for odd in ["-", "size", "-size", "letter "] {
        assert_eq!(Sorting::named(odd), Sorting::<Pair>::default(), "{odd}");
    }
}
