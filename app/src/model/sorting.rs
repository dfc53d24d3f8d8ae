//! Sorting of tables by a column that readers choose.

use std::cmp::Ordering;

use sightline_insight::queue::Direction;

/// Column that a table is sorted by, and in which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting<C> {
    /// The column.
    pub column: C,
    /// The direction.
    pub direction: Direction,
}

/// Column that a table can be sorted by.
pub trait SortColumn: Copy + PartialEq {
    /// Direction of readers' first look.
    fn usual(self) -> Direction;
}

/// Column that orders rows by itself.
pub trait RowColumn: SortColumn {
    /// A row of the table.
    type Row;

    /// Order of two rows, the smallest first.
    fn order(self, one: &Self::Row, other: &Self::Row) -> Ordering;
}

/// Column that an address can name.
pub trait NamedColumn: SortColumn + Default + 'static {
    /// Columns with their names.
    const NAMES: &'static [(Self, &'static str)];
}

impl<C: SortColumn + Default> Default for Sorting<C> {
    fn default() -> Self {
        Self::usual(C::default())
    }
}

impl<C: SortColumn> Sorting<C> {
    /// Sorting by a column in its usual direction.
    pub fn usual(column: C) -> Self {
        Self {
            column,
            direction: column.usual(),
        }
    }

    /// Sorting after a choice of a column: another one in its usual direction, the same one in the other
    /// direction.
    #[must_use]
    pub fn chosen(self, column: C) -> Self {
        let direction = match self.direction {
            _ if self.column != column => column.usual(),
            Direction::Ascending => Direction::Descending,
            Direction::Descending => Direction::Ascending,
        };
        Self { column, direction }
    }
}

impl<C: NamedColumn> Sorting<C> {
    /// Sorting from an address, which marks descending ones by a minus sign; the default where it names no
    /// known column.
    pub fn named(name: &str) -> Self {
        let (direction, column) = match name.strip_prefix('-') {
            Some(column) => (Direction::Descending, column),
            None => (Direction::Ascending, name),
        };
        let column = C::NAMES.iter().find(|(_, known)| *known == column);
        match column {
            Some((column, _)) if !name.is_empty() => Self {
                column: *column,
                direction,
            },
            _ => Self::default(),
        }
    }

    /// Name for the address; empty for the default.
    pub fn name(self) -> String {
        if self == Self::default() {
            return String::new();
        }
        let sign = match self.direction {
            Direction::Ascending => "",
            Direction::Descending => "-",
        };
        let known = C::NAMES.iter().find(|(known, _)| *known == self.column);
        format!("{sign}{}", known.map_or("", |(_, name)| name))
    }
}

impl<C: RowColumn> Sorting<C> {
    /// Sorts rows. Equal ones stay in their order.
    pub fn sort(self, rows: &mut [C::Row]) {
        rows.sort_by(|one, other| match self.direction {
            Direction::Ascending => self.column.order(one, other),
            Direction::Descending => self.column.order(other, one),
        });
    }
}
