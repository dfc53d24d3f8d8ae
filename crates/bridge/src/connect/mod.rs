//! `window.AP` of Atlassian Connect, as Bitbucket's `all.js` makes it.
//!
//! From the bottom up: `ffi` declares the JavaScript and nothing else, `request` holds the objects
//! that cross over, [`Bridge`] puts them together.

mod bridge;
mod call;
mod ffi;
mod request;
mod size;

pub use crate::{Answer, Method, StartedCall};
pub use bridge::Bridge;
pub use call::Call;
pub use size::{Footer, Length};
