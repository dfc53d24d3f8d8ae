//! Facts of a repository as lines of text: what the browser's store keeps, and how it is read again.
//!
//! A line is a list of fields, each ended by a tab. It begins with the version of its shape; a line
//! of another version, or one that was cut, is no fact, and is asked for again.

mod course;
mod line;
mod merged;
mod open;

pub use course::{CourseFact, Part};
pub use line::{Fields, Line};
pub(crate) use merged::changed;
pub use merged::{MergedFact, Took};
pub(crate) use merged::{account, read_account};
pub use open::OpenFact;
