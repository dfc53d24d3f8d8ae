//! Records of pull requests, as the browser keeps them.

mod diff;
mod merged;
mod review_times;

pub use diff::CachedDiff;
pub use merged::{MergedPullRequest, Participation, changed};
pub use review_times::{ReviewTimes, ReviewerTimes};
