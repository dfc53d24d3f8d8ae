//! Limit on the calls of a client.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::Error;

/// Counts calls, and refuses those over a limit.
#[derive(Debug)]
pub struct Budget {
    limit: u32,
    spent: AtomicU32,
}

impl Budget {
    /// Calls that Bitbucket allows an identity in a rolling hour on `/2.0/repositories` (its support page
    /// "API request limits").
    pub const HOURLY: u32 = 1_000;

    /// Allows `limit` calls.
    pub const fn of(limit: u32) -> Self {
        Self {
            limit,
            spent: AtomicU32::new(0),
        }
    }

    /// Calls made so far.
    pub fn spent(&self) -> u32 {
        self.spent.load(Ordering::Relaxed)
    }

    /// Calls that may still be made.
    pub fn left(&self) -> u32 {
        self.limit.saturating_sub(self.spent())
    }

    /// Takes one call out.
    ///
    /// # Errors
    /// [`Error::BudgetSpent`] when none is left.
    pub(crate) fn spend(&self) -> Result<(), Error> {
        let taken = self
            .spent
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |spent| {
                (spent < self.limit).then_some(spent + 1)
            });
        let limit = self.limit;
        taken.map(drop).map_err(|_| Error::BudgetSpent { limit })
    }
}
