//! Atlassian Connect for Bitbucket Cloud, as a protocol: query string hashes, tokens, the
//! descriptor, lifecycle payloads, page contexts. No I/O, no clock, no randomness: times are
//! arguments in seconds since the Unix epoch.
//!
//! # Design
//!
//! Input from outside is untrusted until a type says otherwise. An [`UnverifiedToken`] can
//! only say who claims to have issued it, so that the shared secret can be looked up; a
//! [`VerifiedToken`] exists only after signature, times, audience and query string hash were
//! checked. A [`context::PageContext`] is read from the query that such a token covers.
//!
//! The MAC is HMAC-SHA-256 from the `hmac` and `sha2` crates rather than a general JWT library. One
//! fixed algorithm leaves no room for algorithm confusion; canonical base64, duplicate members and
//! errors that carry evidence are checks which the libraries do not offer; SHA-256 is needed for
//! the hashes anyway; and no C code has to be built. Comparisons of MACs and hashes take constant
//! time.
//!
//! Our own session tokens ([`session`]) are signed with another key and carry another `typ` and
//! `aud` than Bitbucket's, and each parser refuses the other's: a context token that passes for a
//! lifecycle token is the bug of CVE-2021-26073.
//!
//! [`Error`] is the only error type. It never holds a token or a secret, and is meant for logs:
//! what a person sees is decided elsewhere.
//!
//! # Example
//!
//! ```
//! use atlassian_connect::{RequestTarget, SharedSecret, UnverifiedToken, Claims, sign};
//!
//! let target = RequestTarget { method: "GET", path: "/panel", query: "pr=7", base_path: "" };
//! let secret = SharedSecret::new("from the installed callback");
//! # let token = sign(&Claims {
//! #     iss: "connection:1".into(), sub: None, aud: vec!["connection:1".into()],
//! #     iat: 1_767_225_600, exp: 1_767_225_900, qsh: target.canonical()?.qsh().to_string(),
//! # }, &secret);
//! let token = UnverifiedToken::parse(&token)?;
//! // Look the secret up by this, and trust nothing else.
//! assert_eq!(token.claimed_issuer(), "connection:1");
//! let verified = token.verify(&secret, &target, 1_767_225_610)?;
//! assert_eq!(verified.client_key().as_str(), "connection:1");
//! # Ok::<(), atlassian_connect::Error>(())
//! ```

pub mod context;
pub mod descriptor;
mod error;
mod keys;
pub mod lifecycle;
mod qsh;
pub mod session;
mod token;

pub use error::{Error, TokenPart};
pub use keys::{AppKey, ClientKey, SharedSecret};
pub use qsh::{Canonical, MAX_PARAMETERS, Qsh, RequestTarget};
pub use token::{
    API_CALL_LIFETIME, Claims, LEEWAY, MAX_LIFETIME, MAX_TOKEN_LENGTH, UnverifiedToken,
    VerifiedApiCall, VerifiedToken, sign, sign_api_call,
};
