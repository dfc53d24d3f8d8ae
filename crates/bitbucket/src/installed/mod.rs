//! The installed account: calls in the name of an installation, without a reader.
//!
//! The app signs a JWT with the installation's shared secret and exchanges it for a bearer token at
//! one fixed URL. The token is narrowed to the scopes and the repository of the call at hand, kept
//! until shortly before it ends, and shared by whoever may do the same. What a JWT can do by itself
//! (calls that never redirect) goes without an exchange.
//!
//! Requests and responses are those of `http`, their bodies a [`Body`]; sockets, time and chance are an
//! [`Edge`]. Two hosts are known, both configured: the one that
//! gives tokens and the one that answers calls. Nothing that comes over the wire names a third.
//!
//! Sources: the authentication chapter of Bitbucket's OpenAPI document; `PUT /2.0/addon` ibid.

mod client;
mod edge;
mod error;
mod exchange;
mod permit;
mod redirect;
mod reports;
mod retry;
mod tokens;

pub use client::{Hosts, InstalledAccount};
pub use edge::{Body, Edge, NoAnswer};
pub use error::Error;
pub use permit::{Identity, InvalidScope, Permit, Scope};
pub use reports::{Publish, Write};
pub use tokens::AccessToken;
