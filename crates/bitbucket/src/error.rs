//! Errors of a call.

/// Reason why a call has no answer. Comparable, so that a test asserts all of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The API needs an identity, and nobody is signed in (401).
    #[error("nobody is signed in")]
    Anonymous,
    /// This client has made all the calls that it may make.
    #[error("all {limit} calls are spent")]
    BudgetSpent {
        /// Number of calls that it may make.
        limit: u32,
    },
    /// The answer is not what the API documents.
    #[error("the answer to {path} cannot be read: {reason}")]
    Decode {
        /// Path of the call.
        path: String,
        /// Message of the decoder.
        reason: String,
    },
    /// The reader did not let the app act in their name.
    #[error("the reader denied access ({code})")]
    Denied {
        /// The host's error code.
        code: String,
    },
    /// A link to the next page leads somewhere else.
    #[error("the next page is not on the API: {next}")]
    ForeignPage {
        /// The link as it came.
        next: String,
    },
    /// No answer arrived.
    #[error("the network failed: {message}")]
    Network {
        /// Description of the failure.
        message: String,
    },
    /// The app does not run inside Bitbucket.
    #[error("there is no host")]
    NoHost,
    /// Too many calls in an hour (429).
    #[error("too many calls in an hour")]
    RateLimited,
    /// The host's bridge does not pass calls on.
    #[error("the host refused the call ({code})")]
    Refused {
        /// The host's error code.
        code: String,
    },
    /// Any other refusal or fault of the API.
    #[error("the API answered {status}: {message}")]
    Status {
        /// The HTTP status.
        status: u16,
        /// The API's explanation, for a person; may be empty.
        message: String,
    },
    /// The answer took longer than a call may take.
    #[error("no answer within {seconds} s")]
    Timeout {
        /// Seconds that it waited.
        seconds: u32,
    },
}

impl Error {
    /// The error that an HTTP status stands for; `message` is the API's explanation.
    pub fn from_status(status: u16, message: impl Into<String>) -> Self {
        match status {
            401 => Self::Anonymous,
            429 => Self::RateLimited,
            _ => Self::Status {
                status,
                message: message.into(),
            },
        }
    }

    /// Returns whether the same call between the same commits fails again: one of them is gone (404, 410),
    /// or their diff is too large for Bitbucket (555).
    pub const fn is_lasting(&self) -> bool {
        matches!(
            self,
            Self::Status {
                status: 404 | 410 | 555,
                ..
            }
        )
    }
}
