//! Errors of calls to the app's own server.

use thiserror::Error;

/// Reason why the app's own server did not do something.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ServerError {
    /// The answer is not what this program expects.
    #[error("the answer cannot be read: {reason}")]
    Decode {
        /// Member that is missing or wrong.
        reason: String,
    },
    /// The connection failed before an answer came.
    #[error("the server cannot be reached: {message}")]
    Network {
        /// Words of the browser.
        message: String,
    },
    /// The server refused.
    #[error("the server answered {status}: {words}")]
    Refused {
        /// Status of the answer.
        status: u16,
        /// Words of the server for the reader; empty where it gave none.
        words: String,
    },
    /// No answer came in time.
    #[error("no answer within {seconds} seconds")]
    Timeout {
        /// Time that was waited.
        seconds: u32,
    },
}

impl ServerError {
    /// Returns whether the server rejects this session, so that no further call can succeed.
    pub const fn ends_session(&self) -> bool {
        matches!(self, Self::Refused { status: 401, .. })
    }
}
