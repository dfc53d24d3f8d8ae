//! Errors of a call of the installed account.

use super::NoAnswer;

/// Reason why a call has no answer. Holds no token, secret or query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The answer of the token endpoint is not what Bitbucket documents.
    #[error("the token endpoint's answer cannot be read")]
    ExchangeUnreadable,
    /// The requested path is not on the API.
    #[error("{path} does not begin with /2.0/")]
    ForeignPath {
        /// Address that was asked for, without its query.
        path: String,
    },
    /// A redirect leads off the configured API host, or is not to be followed for this method.
    #[error("{path} redirects elsewhere (to {host:?})")]
    ForeignRedirect {
        /// Address that was asked for, without its query.
        path: String,
        /// The origin to which it leads; empty where it cannot be read.
        host: String,
    },
    /// The request cannot be built.
    #[error("{path} cannot be asked for: {reason}")]
    Request {
        /// Address that was asked for, without its query.
        path: String,
        /// Fault of it.
        reason: String,
    },
    /// The request cannot be signed.
    #[error("the call cannot be signed: {0}")]
    Sign(#[from] atlassian_connect::Error),
    /// The API refused the call, or failed in spite of repeated attempts.
    #[error("{path} answered {status}")]
    Status {
        /// Address that was asked for, without its query.
        path: String,
        /// HTTP status.
        status: u16,
    },
    /// The token endpoint refused the JWT.
    #[error("the token endpoint refused the installation ({status})")]
    TokenRefused {
        /// HTTP status.
        status: u16,
    },
    /// The answer has more bytes than are read.
    #[error("the answer to {path} has more than {limit} bytes")]
    TooLong {
        /// Address that was asked for, without its query.
        path: String,
        /// Bytes that are read.
        limit: usize,
    },
    /// More redirects than are followed.
    #[error("{path} redirects more than {limit} times")]
    TooManyRedirects {
        /// Address that was asked for, without its query.
        path: String,
        /// Redirects that are followed.
        limit: usize,
    },
    /// No answer arrived.
    #[error("{path} is out of reach: {reason}")]
    Unreachable {
        /// Address that was asked for, without its query.
        path: String,
        /// Description of the failure.
        reason: String,
    },
}

impl Error {
    /// The error of a request for `path` that has no answer.
    pub(super) fn no_answer(path: &str, why: NoAnswer) -> Self {
        let path = path.to_owned();
        match why {
            NoAnswer::TooLong { limit } => Self::TooLong { path, limit },
            NoAnswer::Unreachable { reason } => Self::Unreachable { path, reason },
        }
    }
}
