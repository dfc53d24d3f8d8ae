//! Forge's side of Bitbucket, as far as an app meets it: frames of static files under the policy that Forge
//! writes, calls of the REST API in the reader's name, and merge checks, whose functions call in the name of
//! the app.
//!
//! The app is what `cargo xtask forge` has built. Its policies come from npm's `@forge/csp`, by which
//! Forge itself makes them. How host page and frame talk is private to Atlassian: the script that
//! makes `window.__bridge` in a frame is not on npm, so the scripts here are stand-ins for it, behind
//! the same calls of `@forge/bridge`.

mod app;
mod calls;
pub(crate) mod checks;
mod files;
mod frame;
mod function;

pub(crate) use app::MergeCheck;
pub use app::{ForgeApp, ForgeError, Kind, Module};
pub(crate) use calls::{Fetch, Fetched, fetch};
pub use checks::Checks;
pub use files::router;
pub(crate) use frame::{ENVIRONMENT, Frame, Place, frame, frames};
