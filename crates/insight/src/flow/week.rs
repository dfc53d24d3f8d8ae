//! Weeks of ISO 8601.

const DAY: i64 = 86_400;

/// A week from Monday to Sunday in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week(i64);

impl Week {
    /// The week of a second since the Unix epoch, which was on a Thursday.
    pub const fn of(seconds: i64) -> Self {
        Self((seconds.div_euclid(DAY) + 3).div_euclid(7))
    }

    /// The second at which its Monday begins.
    pub const fn begin(self) -> i64 {
        (self.0 * 7 - 3) * DAY
    }

    /// The second at which the next Monday begins.
    pub const fn end(self) -> i64 {
        self.begin() + 7 * DAY
    }

    /// The week that many weeks before.
    pub(super) fn back(self, weeks: usize) -> Self {
        Self(self.0 - i64::try_from(weeks).unwrap_or(i64::MAX))
    }

    /// Number of weeks that it comes after that one; `None` if it comes before.
    pub(super) fn since(self, first: Self) -> Option<usize> {
        usize::try_from(self.0 - first.0).ok()
    }

    /// All weeks from this one to that one.
    pub(super) fn to(self, last: Self) -> impl Iterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }
}
