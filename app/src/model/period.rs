//! Periods that a view looks back over.

use sightline_insight::flow::Week;

/// Seconds of a week.
const WEEK: i64 = 7 * 86_400;

/// How far back a view looks.
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

    /// Its length in seconds; `None` for all that is known.
    pub const fn length(self) -> Option<i64> {
        match self {
            Self::ThreeMonths => Some(13 * WEEK),
            Self::Year => Some(53 * WEEK),
            Self::All => None,
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
