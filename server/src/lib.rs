//! Sightline's server: serves the descriptor, takes installations, verifies Bitbucket's tokens, and
//! hands verified pages to the app.
//!
//! # Design
//!
//! Boot is a value: [`AppState`] holds everything a request may use, [`router::build`] turns it into a
//! service that tests call without a socket. The protocol lives in `atlassian-connect`; handlers
//! here fetch a secret, call it, and choose an answer.
//!
//! Texts for people and the log are two things. A refused page says what to do next
//! ([`PageError`]); why a token was refused goes to the log under the request id that the page
//! shows. Neither holds a query string, a token or a secret.

mod account;
mod admin;
mod assets;
mod auth;
mod base_url;
pub mod check;
mod clock;
mod config;
mod descriptor;
mod done;
mod error;
mod headers;
mod hex_key;
pub mod key_file;
mod keyring;
mod landing;
mod lifecycle;
mod live_reload;
mod log;
pub mod ops;
mod page;
mod page_error;
pub mod qsh;
mod refresh;
mod reports;
pub mod router;
mod serve;
mod session;
mod shell;
mod state;
pub mod store;
mod sunset;
mod upkeep;
mod webhook;

pub use base_url::Origin;
pub use clock::Clock;
pub use config::{Config, LiveReload, SessionKeySource};
pub use descriptor::descriptor;
pub use error::Error;
pub use keyring::{Keyring, SecretKey};
pub use log::{LogColors, LogFormat, LogGuard, init as init_log, subscriber as log_subscriber};
pub use ops::Limits;
pub use page_error::PageError;
pub use refresh::{Refreshed, refresh};
pub use serve::serve;
pub use state::AppState;
