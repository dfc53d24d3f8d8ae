//! Sightline's app: a panel on the pull request, a page on the repository.
//!
//! The server puts the verified handover into the page (`context`); a host makes calls in the
//! viewer's name (`host`); `history` reads the past in the background and `cache` keeps it; `state`
//! holds what pages share as signals and resources; `pages` and `components` show it. Only `host`
//! knows where the app runs, and only `text` holds sentences.
//!
//! Modules use only what stands below them: `app`, `pages`, `components`, `state`, `history`,
//! `api`, `cache`, `host`, `text`, `format`, `model`, then `context` and `browser`.
//! `cargo xtask check` refuses anything else.

#![expect(
    unreachable_pub,
    reason = "`#[component]` makes the function and its props `pub`"
)]

pub mod api;
mod app;
pub mod browser;
pub mod cache;
pub mod components;
pub mod context;
pub mod format;
pub mod history;
pub mod host;
pub mod model;
pub mod pages;
pub mod state;
pub mod text;

pub use app::{App, Boot, start};
