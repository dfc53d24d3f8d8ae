//! Result of a merge check: passed, or failed because something is known to be over a team's limit.

use bitbucket_cloud::Error;
use serde::Serialize;

use crate::{
    report::{Facts, Findings, over},
    settings::LoadedSettings,
    words::check as words,
};

/// Result of a check, as Bitbucket takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckResult {
    /// True if it passed.
    pub success: bool,
    /// Reason, for who wants to merge.
    pub message: String,
}

/// Facts without which nothing can be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Essential {
    /// The pull request.
    PullRequest,
    /// Settings of its destination.
    Settings,
    /// Files that it changes.
    Changes,
}

/// Other open pull requests, as far as they matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Others {
    /// They are among the facts.
    Listed,
    /// They could not be listed.
    Unlisted(Error),
}

impl CheckResult {
    /// Result that follows from these facts: failed where a figure is over its limit.
    pub fn of(facts: &Facts<'_>, others: &Others) -> Self {
        let findings = Findings::of(facts);
        Self {
            success: over(&findings, facts.loaded).is_empty(),
            message: words::message(facts, &findings, others),
        }
    }

    /// Passed: the settings on a branch set no limits that are checked.
    pub fn without_limits(branch: &str, loaded: &LoadedSettings) -> Self {
        Self {
            success: true,
            message: words::no_limits(branch, loaded),
        }
    }

    /// Failed: it cannot be decided, as something essential could not be read.
    pub fn undecided(missing: Essential, error: &Error) -> Self {
        Self {
            success: false,
            message: words::undecided(missing, error),
        }
    }

    /// Failed: the settings on a branch have a fault, and with it no limits that could be checked.
    pub fn with_broken_settings(branch: &str, fault: &str) -> Self {
        Self {
            success: false,
            message: words::broken(branch, fault),
        }
    }

    /// Failed: the branch that the pull request goes to is gone, and with it the limits.
    pub fn without_destination() -> Self {
        Self {
            success: false,
            message: words::NO_DESTINATION.to_owned(),
        }
    }

    /// Failed: Bitbucket's event does not say what is to be checked.
    pub fn of_unknown_event(fault: &str) -> Self {
        Self {
            success: false,
            message: words::unknown_event(fault),
        }
    }
}

/// Returns whether the settings limit anything that is checked. Files that are probably forgotten are not: a warning takes
/// [`MIN_PAST`](sightline_insight::companions::MIN_PAST) merged pull requests, each a call.
pub const fn has_limits(loaded: &LoadedSettings) -> bool {
    let limits = loaded.settings.thresholds;
    limits.conflicts.is_some() || limits.lines.is_some()
}
