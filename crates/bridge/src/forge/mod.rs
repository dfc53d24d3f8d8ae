//! `@forge/bridge` of Forge's Custom UI, as a script of the page exposes it.
//!
//! From the bottom up: `ffi` declares the JavaScript and nothing else, `request` holds the object that
//! crosses over, `response` reads what comes back, [`Bridge`] puts them together.

mod bridge;
mod context;
mod ffi;
mod request;
mod response;

pub use crate::{Answer, Method, StartedCall};
pub use bridge::Bridge;
pub use context::{ColorMode, Context, Extension, PullRequestRef, RepositoryRef, Theme};
