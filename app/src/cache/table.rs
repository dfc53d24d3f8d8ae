//! Tables of the cache.

/// Kind of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// Diffs of open pull requests, by number.
    Diffs,
    /// Merged pull requests, by time of merge and number.
    Merged,
    /// Everything else, by name.
    Meta,
    /// Review times of pull requests, by number.
    ReviewTimes,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Diffs, Self::Merged, Self::Meta, Self::ReviewTimes];

    /// Name of its object store.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Diffs => "diffs",
            Self::Merged => "merged",
            Self::Meta => "meta",
            Self::ReviewTimes => "review_times",
        }
    }
}
