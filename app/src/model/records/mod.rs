//! Records of pull requests, as the browser keeps them.

mod diff;
mod review_times;

pub use diff::{CachedDiff, files};
pub use review_times::{ReviewTimes, ReviewerTimes};
pub use sightline_findings::merged::{MergedPullRequest, Participation, changed};
