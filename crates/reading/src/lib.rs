//! Reads what a report or a check is about, within few calls: settings of the destination, own changes,
//! other open pull requests, merged ones.
//!
//! [`Reader`] decides which of them are read and in which order, over any transport. A [`CallBudget`] says
//! how many calls are left, and [`KnownRepository`] keeps what was read for those who come after. The clock
//! is an argument.

mod budget;
mod known;
mod reader;

pub use budget::CallBudget;
pub use known::KnownRepository;
pub use reader::{OpenPullRequests, OwnChanges, Reader};
