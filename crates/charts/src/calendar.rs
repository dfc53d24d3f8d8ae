//! Ticks along an axis of time: days, weeks, months, years.

const DAY: i64 = 86_400;

/// A day, as the calendar that is passed in says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// Year of the Gregorian calendar.
    pub year: i64,
    /// 1–12
    pub month: u8,
    /// 1–31
    pub day: u8,
}

/// Unit of time whose beginnings ticks mark, for their labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Day,
    /// Months.
    Month,
    /// Weeks: Mondays.
    Week,
    /// Years.
    Year,
}

/// Ticks along an axis of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticks {
    /// Unit whose beginnings they mark.
    pub unit: Unit,
    /// Times of the ticks, in seconds since the Unix epoch, ascending.
    pub at: Vec<i64>,
}

/// Every so many of a unit, the finest first, with the fewest days that lie between.
const STEPS: &[(Unit, i64, i64)] = &[
    (Unit::Day, 1, 1),
    (Unit::Week, 1, 7),
    (Unit::Week, 2, 14),
    (Unit::Month, 1, 28),
    (Unit::Month, 3, 90),
    (Unit::Month, 6, 181),
    (Unit::Year, 1, 365),
    (Unit::Year, 2, 730),
    (Unit::Year, 5, 1_826),
    (Unit::Year, 10, 3_652),
    (Unit::Year, 100, 36_524),
];

/// The finest ticks from `from` to `to` (seconds since the Unix epoch, in UTC) that number at
/// most `most`. None over more than `most` centuries.
pub fn ticks(from: i64, to: i64, most: usize, date: impl Fn(i64) -> Date) -> Ticks {
    let (first, last) = (from.div_euclid(DAY), to.div_euclid(DAY));
    // From the day that begins within the period.
    let first = if from.rem_euclid(DAY) == 0 {
        first
    } else {
        first + 1
    };
    for (unit, every, days) in STEPS {
        // Too many by far are not walked through; half of the most there can be are there for sure.
        let at_most = (last - first).max(0) / days;
        if usize::try_from(at_most / 2).is_ok_and(|few| few > most) {
            continue;
        }
        let ticks = (first..=last).filter(|day| begins(*unit, *every, *day, &date));
        let at: Vec<i64> = ticks.map(|day| day * DAY).take(most + 1).collect();
        if at.len() <= most {
            return Ticks { unit: *unit, at };
        }
    }
    Ticks {
        unit: Unit::Year,
        at: Vec::new(),
    }
}

fn begins(unit: Unit, every: i64, day: i64, date: &impl Fn(i64) -> Date) -> bool {
    if unit == Unit::Day {
        return true;
    }
    if unit == Unit::Week {
        // The epoch was on a Thursday.
        return (day + 3).rem_euclid(7 * every) == 0;
    }
    let date = date(day * DAY);
    let month = i64::from(date.month) - 1;
    let begins = date.day == 1;
    match unit {
        Unit::Month => begins && month % every == 0,
        _ => begins && month == 0 && date.year.rem_euclid(every) == 0,
    }
}
