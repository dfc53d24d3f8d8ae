//! Forge's side of Bitbucket, as far as an app of Custom UI meets it: frames of static files under the
//! policy that Forge writes, and calls of the REST API in the reader's name.
//!
//! The app is what `cargo xtask forge` has built. Its policies come from npm's `@forge/csp`, by which
//! Forge itself makes them. How host page and frame talk is private to Atlassian: the script that
//! makes `window.__bridge` in a frame is not on npm, so the scripts here are stand-ins for it, behind
//! the same calls of `@forge/bridge`.

mod app;
mod calls;
mod files;
mod frame;

pub use app::{ForgeApp, ForgeError, Kind, Module};
pub(crate) use calls::{Fetch, Fetched, fetch};
pub use files::router;
pub(crate) use frame::{ENVIRONMENT, Frame, Place, frame, frames};
