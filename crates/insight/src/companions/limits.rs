//! Limits that a repository's own past sets.

use std::collections::VecDeque;

use super::{Companion, MIN_SHARED, SHARED};

/// Number of the latest complete changes that set a limit, of one file and of several each.
pub(super) const REPLAYED: usize = 400;

/// Kind of a suggestion: how strong it has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A file in the list.
    Listed,
    /// A warning.
    Warning,
}

impl Kind {
    /// Share of complete changes that may have looked incomplete, as a fraction.
    const fn share(self) -> (usize, usize) {
        match self {
            Self::Listed => (9, 40),
            Self::Warning => (1, 80),
        }
    }

    /// Fewer complete changes than this give no limit, and so no suggestion.
    const fn least(self) -> usize {
        match self {
            Self::Listed => 20,
            Self::Warning => super::MIN_PAST,
        }
    }

    const fn shared(self) -> u32 {
        match self {
            Self::Listed => SHARED,
            Self::Warning => MIN_SHARED,
        }
    }

    const fn strength(self, companion: &Companion) -> f64 {
        match self {
            Self::Listed => companion.likelihood,
            Self::Warning => companion.strength,
        }
    }

    /// Returns whether a candidate has the evidence that such a suggestion needs.
    pub(super) const fn has_evidence(self, companion: &Companion) -> bool {
        companion.shared >= self.shared()
    }

    /// Returns whether a candidate is stronger than a limit.
    pub(super) fn exceeds(self, companion: &Companion, limit: f64) -> bool {
        self.has_evidence(companion) && self.strength(companion) > limit
    }
}

/// Strongest candidates of a complete change.
#[derive(Debug, Clone, Copy)]
struct Strongest {
    listed: f64,
    warning: f64,
}

/// The latest complete changes, in time order. Those of one file are kept apart: they have one voter,
/// so their strengths are spread differently.
#[derive(Debug, Clone, Default)]
pub(super) struct Past {
    single: VecDeque<Strongest>,
    several: VecDeque<Strongest>,
}

impl Past {
    /// Adds what a complete change of `files` files seemed to miss.
    pub(super) fn add(&mut self, files: usize, candidates: &[Companion]) {
        let strongest = |kind: Kind| {
            let evident = candidates.iter().filter(|one| kind.has_evidence(one));
            evident.map(|one| kind.strength(one)).fold(0.0, f64::max)
        };
        let strongest = Strongest {
            listed: strongest(Kind::Listed),
            warning: strongest(Kind::Warning),
        };
        let pool = self.pool_mut(files);
        if pool.len() == REPLAYED {
            pool.pop_front();
        }
        pool.push_back(strongest);
    }

    /// Strength that a suggestion has to exceed in a change of `files` files: from complete changes
    /// of one file or of several, or from both where there are too few.
    pub(super) fn limit(&self, kind: Kind, files: usize) -> Option<f64> {
        let of = |strongest: &Strongest| match kind {
            Kind::Listed => strongest.listed,
            Kind::Warning => strongest.warning,
        };
        let pool = if files < 2 {
            &self.single
        } else {
            &self.several
        };
        let mut past: Vec<f64> = if pool.len() < kind.least() {
            self.single.iter().chain(&self.several).map(of).collect()
        } else {
            pool.iter().map(of).collect()
        };
        if past.len() < kind.least() {
            return None;
        }
        past.sort_unstable_by(|a, b| b.total_cmp(a));
        let (share, of) = kind.share();
        past.get(past.len() * share / of).copied()
    }

    /// Number of complete changes that set the limits.
    pub(super) fn len(&self) -> usize {
        self.single.len() + self.several.len()
    }

    fn pool_mut(&mut self, files: usize) -> &mut VecDeque<Strongest> {
        if files < 2 {
            &mut self.single
        } else {
            &mut self.several
        }
    }
}
