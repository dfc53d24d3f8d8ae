//! The merge check of Sightline for Forge: whether a pull request is over a limit of its team.
//!
//! [`check`] reads, over any transport, and decides by [`sightline_findings`], in the words of reports. Around it
//! stands a function for Node.js (`function`), which `forge/src/index.js` gives Forge's own way of making calls.

mod answer;
mod check;
mod event;
#[cfg(target_arch = "wasm32")]
mod function;

pub use answer::Answer;
pub use check::{CALLS, MILLISECONDS, check};
pub use event::{Event, PullRequestId, Uuid};
#[cfg(target_arch = "wasm32")]
pub use function::check_event;
