//! Tokens between Bitbucket and the app: HS256 JWTs that are bound to one request by `qsh`.

mod claims;
pub(crate) mod jws;
mod sign;
mod verify;

pub use claims::{LEEWAY, MAX_LIFETIME};
pub use jws::MAX_TOKEN_LENGTH;
pub use sign::{API_CALL_LIFETIME, Claims, sign, sign_api_call};
pub use verify::{UnverifiedToken, VerifiedApiCall, VerifiedToken};
