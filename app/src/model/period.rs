//! Periods that a view looks back over.

use bitbucket_cloud::Timestamp;
use sightline_insight::flow::Week;

/// Seconds of a week.
const WEEK: i64 = 7 * DAY;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// Length of time that a view looks back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Period {
    /// 13 weeks, this one among them.
    #[default]
    ThreeMonths,
    /// 53 weeks, this one among them.
    Year,
    /// All that is known.
    All,
}

/// Time from one second on, and before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First second; `i64::MIN` for all that is known.
    pub from: i64,
    /// First second after it; `i64::MAX` for no end.
    pub until: i64,
}

/// All that is known.
impl Default for Span {
    fn default() -> Self {
        Self {
            from: i64::MIN,
            until: i64::MAX,
        }
    }
}

impl Span {
    /// Days from one to another, both included, as `2026-08-03`; what is no day sets no bound. `None` where
    /// neither is a day. Where the first comes after the last, they change places.
    pub fn of_days(first: &str, last: &str) -> Option<Self> {
        let (first, last) = match (begin_of(first), begin_of(last)) {
            (None, None) => return None,
            (Some(first), Some(last)) => (Some(first.min(last)), Some(first.max(last))),
            bounds => bounds,
        };
        Some(Self {
            from: first.unwrap_or(i64::MIN),
            until: last.map_or(i64::MAX, |last| last + DAY),
        })
    }

    /// The time before it, as long as this one, at the time `now`; `None` where it has no beginning.
    pub const fn before(self, now: i64) -> Option<Self> {
        if self.from == i64::MIN {
            return None;
        }
        let until = if self.until == i64::MAX {
            now
        } else {
            self.until
        };
        let from = self.from - (until - self.from);
        Some(Self {
            from,
            until: self.from,
        })
    }

    /// Returns whether it begins or ends within a week.
    pub fn cuts(self, week: Week) -> bool {
        let within = week.begin() + 1..week.end();
        within.contains(&self.from) || within.contains(&self.until)
    }
}

/// Second at which a day begins, in UTC.
fn begin_of(day: &str) -> Option<i64> {
    Some(Timestamp::parse(&format!("{day}T00:00:00Z"))?.unix())
}

impl Period {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::ThreeMonths, Self::Year, Self::All];

    /// Name in the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ThreeMonths => "quarter",
            Self::Year => "year",
            Self::All => "all",
        }
    }

    /// Period of that name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The shortest period in which something happened that was last at `newest`; three months where
    /// nothing is known yet.
    pub fn shortest_with(newest: Option<i64>, now: i64) -> Self {
        let holds = |period: &Self| newest.is_none_or(|newest| newest >= period.begin(now));
        Self::ALL.into_iter().find(holds).unwrap_or(Self::All)
    }

    /// Its time: whole weeks, that of `now` among them.
    pub const fn span(self, now: i64) -> Span {
        Span {
            from: self.begin(now),
            until: match self {
                Self::ThreeMonths | Self::Year => Week::of(now).end(),
                Self::All => i64::MAX,
            },
        }
    }

    /// Second at which it begins: on a Monday.
    pub const fn begin(self, now: i64) -> i64 {
        let weeks = match self {
            Self::ThreeMonths => 12,
            Self::Year => 52,
            Self::All => return i64::MIN,
        };
        Week::of(now).begin() - weeks * WEEK
    }
}
