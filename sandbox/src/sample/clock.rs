//! Working time: people answer between nine and half past five, Monday to Friday, where they live.

use jiff::Timestamp;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;
const OPENS: i64 = 9 * 60 * MINUTE;
const CLOSES: i64 = 17 * 60 * MINUTE + 30 * MINUTE;

/// Seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(crate) i64);

/// Timeline east of Greenwich.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Offset(pub(crate) i64);

impl Moment {
    /// That many minutes of any day later; earlier if negative.
    pub(crate) fn plus(self, minutes: i64) -> Self {
        Self(self.0 + minutes * MINUTE)
    }

    /// That many working minutes later for somebody living at `place`.
    pub(crate) fn after_work(self, minutes: i64, place: Offset) -> Self {
        let mut local = self.0 + place.0 * MINUTE;
        let mut left = minutes.max(0) * MINUTE;
        loop {
            local = at_work(local);
            let today = CLOSES - local.rem_euclid(DAY);
            if left < today {
                return Self(local + left - place.0 * MINUTE);
            }
            left -= today;
            local += today;
        }
    }

    /// Converts to the world's type.
    pub(crate) fn timestamp(self) -> Timestamp {
        Timestamp::from_second(self.0).unwrap_or_default()
    }
}

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self(at.as_second())
    }
}

/// The first working second from `local` on.
fn at_work(local: i64) -> i64 {
    let (day, second) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    // 1 January 1970 was a Thursday.
    let weekday = (day + 3).rem_euclid(7);
    let days_off = match (weekday, second >= CLOSES) {
        (4, true) => 3,
        (5, _) => 2,
        (6, _) => 1,
        (_, true) => 1,
        (_, false) => 0,
    };
    if days_off > 0 {
        (day + days_off) * DAY + OPENS
    } else {
        local.max(day * DAY + OPENS)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse::<Timestamp>().unwrap().into()
    }

    #[test]
    fn friday_evening_is_answered_on_monday() {
        let asked = moment("2026-07-03T17:20:00Z");
        let answered = moment("2026-07-06T09:20:00Z");
        assert_eq!(asked.after_work(30, Offset(0)), answered);
    }

    #[test]
    fn a_working_day_starts_at_nine_where_one_lives() {
        let asked = moment("2026-07-01T02:00:00Z");
        assert_eq!(
            asked.after_work(0, Offset(330)),
            moment("2026-07-01T03:30:00Z")
        );
    }

    #[test]
    fn long_waits_leave_out_nights_and_weekends() {
        let asked = moment("2026-07-01T09:00:00Z");
        let days = 5 * (17 * 60 + 30 - 9 * 60);
        assert_eq!(
            asked.after_work(days, Offset(0)),
            moment("2026-07-08T09:00:00Z")
        );
    }
}
