//! `window.AP` of Atlassian Connect, as Bitbucket's `all.js` makes it.
//!
//! From the bottom up: `ffi` declares the JavaScript and nothing else, `request` holds the objects
//! that cross over, `pending` turns callbacks into futures, `rejection` and `answer` turn values
//! into errors and types, [`Bridge`] puts them together.

mod answer;
mod bridge;
mod call;
mod deadline;
mod ffi;
mod pending;
mod rejection;
mod request;
mod size;
mod started;
mod xhr;

pub use answer::Answer;
pub use bridge::Bridge;
pub use call::{Call, Method};
pub use size::{Footer, Length};
pub use started::StartedCall;
