//! Sightline's server: serves the descriptor, takes installations, verifies Bitbucket's tokens, and
//! hands verified pages to the app.
//!
//! # Design
//!
//! Boot is a value: [`App`] holds everything a request may use, [`router::build`] turns it into a
//! service that tests call without a socket. The protocol lives in `atlassian-connect`; handlers
//! here fetch a secret, call it, and choose an answer.
//!
//! What a person sees and what is logged are two things. A refused page says what to do next
//! ([`page::Problem`]); why a token was refused goes to the log under the request id that the page
//! shows. Neither holds a query string, a token or a secret.

mod app;
mod assets;
mod clock;
mod config;
mod error;
mod headers;
mod landing;
mod lifecycle;
mod log;
pub mod page;
pub mod qsh;
pub mod router;
mod serve;
pub mod store;

pub use app::App;
pub use clock::Clock;
pub use config::{Config, SessionKeySource};
pub use error::Error;
pub use log::{LogFormat, init as init_log};
pub use serve::serve;
