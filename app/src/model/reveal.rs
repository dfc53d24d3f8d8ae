//! Order of the panel's blocks while it loads: nothing is shown below a block that may still grow.

/// Blocks of the panel in the order of need, the first on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// Headline and parts of what it waits for.
    Waits,
    /// Collisions with other open pull requests.
    Overlaps,
    /// Files that often change together with these.
    Companions,
    /// People who know the change.
    Knowing,
    /// Size of the change.
    Size,
    /// Reviewers and their votes.
    Reviewers,
    /// Timeline of the review.
    Timeline,
    /// Progress of the reading, and buttons.
    Rest,
}

/// Place of a block while the panel loads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Placing {
    /// Its own.
    #[default]
    There,
    /// It keeps its room and is not seen yet.
    Waiting,
    /// Below all others: what was to be waited for came too late to push them down.
    Late,
}

impl Block {
    const ALL: [Self; 8] = [
        Self::Waits,
        Self::Overlaps,
        Self::Companions,
        Self::Knowing,
        Self::Size,
        Self::Reviewers,
        Self::Timeline,
        Self::Rest,
    ];

    /// The last block that may be shown. The first one that is not settled may show that it loads if it is
    /// a line until then; those that grow do not.
    pub fn reach(settled: impl Fn(Self) -> bool) -> Self {
        let mut blocks = Self::ALL.into_iter();
        match blocks.find(|block| !settled(*block)) {
            None => Self::Rest,
            Some(Self::Overlaps) => Self::Waits,
            Some(Self::Companions) => Self::Overlaps,
            Some(Self::Knowing) => Self::Companions,
            Some(block) => block,
        }
    }

    /// Blocks that come below all others when these wait no longer: not seen yet, and not settled.
    pub fn late(reach: Self, settled: impl Fn(Self) -> bool) -> Vec<Self> {
        let unseen = Self::ALL.into_iter().filter(|block| *block > reach);
        unseen.filter(|block| !settled(*block)).collect()
    }
}
