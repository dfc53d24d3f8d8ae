//! Rules for the panel's blocks, applied as it loads.

use leptos::prelude::*;

use super::PullRequestStore;
use crate::model::blocks;

impl PullRequestStore {
    /// Returns whether companions are shown. Tracked.
    pub fn shows_companions(self) -> bool {
        let (pull_request, lists) = (self.pull_request.read(), self.companion_lists.read());
        blocks::shows_companions(&pull_request, self.companions.read().as_ref(), &lists)
    }

    /// Returns whether people who know the change are shown. Tracked.
    pub fn shows_knowing(self) -> bool {
        blocks::shows_knowing(&self.readiness.read(), self.knowing.read().as_ref())
    }

    /// Returns whether the size is unfolded by itself. Tracked.
    pub fn unfolds_size(self) -> bool {
        let (settings, size) = (self.settings.read(), self.size.read());
        blocks::unfolds_size(&self.pull_request.read(), settings.as_ref(), size.as_ref())
    }

    /// Returns whether the reviewers are unfolded by themselves. Tracked.
    pub fn unfolds_reviewers(self) -> bool {
        let rules = self.rules().unwrap_or_default();
        let (pull_request, readiness) = (self.pull_request.read(), self.readiness.read());
        blocks::unfolds_reviewers(&pull_request, &rules.settings, &readiness)
    }

    /// Returns whether a bot opened the pull request, as far as is known. Tracked.
    pub fn is_by_a_bot(self) -> bool {
        let rules = self.rules().unwrap_or_default();
        blocks::is_by_a_bot(&self.pull_request.read(), &rules.settings)
    }

    /// Returns whether others are compared by files alone. Tracked.
    pub fn lacks_lines(self) -> bool {
        let (hunks, overlaps) = (self.hunks.read(), self.overlaps.read());
        blocks::lacks_lines(hunks.as_ref(), overlaps.as_ref())
    }

    /// Returns whether nothing is left to be compared with. Tracked.
    pub fn all_are_compared(self) -> bool {
        blocks::all_are_compared(self.overlaps.read().as_ref())
    }
}
