//! Answers and errors of the bridges, in the client's terms.

use atlassian_bridge::{Answer, Error as BridgeError};
use bitbucket_cloud::Error;
use serde::de::DeserializeOwned;

/// The value of an answer to a call of `path`.
pub(super) fn decoded<T: DeserializeOwned>(answer: &Answer, path: &str) -> Result<T, Error> {
    answer.json().map_err(|error| translated(error, path))
}

/// The text of an answer to a call of `path`.
pub(super) fn text_of(answer: &Answer, path: &str) -> Result<String, Error> {
    answer.text().map_err(|error| translated(error, path))
}

/// The error of a call of `path`, in the client's terms.
pub(super) fn translated(error: BridgeError, path: &str) -> Error {
    match error {
        BridgeError::Anonymous => Error::Anonymous,
        BridgeError::Decode { member, reason } => Error::Decode {
            path: path.to_owned(),
            reason: match member.as_str() {
                "." => reason,
                _ => format!("{member}: {reason}"),
            },
        },
        BridgeError::Denied { reason } => Error::Denied { code: reason },
        BridgeError::NoAnswer { message } | BridgeError::Thrown { message } => {
            Error::Network { message }
        }
        BridgeError::NoBridge => Error::NoHost,
        BridgeError::NoModule { module } => Error::Refused {
            code: format!("no module {module}"),
        },
        BridgeError::Refused { code } => Error::Refused { code },
        BridgeError::Status { status, message } => Error::from_status(status, message),
        BridgeError::Timeout { seconds } => Error::Timeout { seconds },
        other => Error::Network {
            message: other.to_string(),
        },
    }
}
