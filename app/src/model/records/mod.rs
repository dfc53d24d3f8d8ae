//! Facts of a repository as lines of text: what the browser's store keeps, and how it is read again.
//!
//! A line is a list of fields, each ended by a tab. It begins with the version of its shape; a line
//! of another version, or one that was cut, is no fact, and is asked for again.

mod diff;
mod line;
mod merged;
mod review_times;

pub use diff::CachedDiff;
pub use line::{Fields, Line};
pub use merged::{MergedPullRequest, Participation, account, changed, read_account};
pub use review_times::{ReviewTimes, ReviewerTimes};
