//! Weeks of a chart.

/// A week of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekMark {
    /// Second at which it begins.
    pub begin: i64,
    /// Part of it that is known.
    pub coverage: Coverage,
    /// Its numbers in words.
    pub said: String,
}

/// Part of a week that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// All of it.
    Whole,
    /// A part.
    Part,
}

impl Coverage {
    /// Class of the week's mark.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Whole => "mark",
            Self::Part => "mark part",
        }
    }
}
