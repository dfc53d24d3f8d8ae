//! Errors of a call through a bridge.

/// Characters of foreign text that an error keeps.
const MAX_CHARS: usize = 300;

/// Reason why a call has no usable answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nobody is signed in, so there is no user to call the API for.
    #[error("nobody is signed in")]
    Anonymous,
    /// The answer has another shape than the caller's type.
    #[error("the answer cannot be read at {member}: {reason}")]
    Decode {
        /// Path of the member, such as `values[3].id`; `.` for the whole answer.
        member: String,
        /// Message of the decoder.
        reason: String,
    },
    /// The user did not let the app act for them.
    #[error("the user denied access ({reason})")]
    Denied {
        /// The host's error code, such as `USER_DENIED_ACCESS`.
        reason: String,
    },
    /// The body of the call cannot be written as JSON.
    #[error("the body cannot be written: {reason}")]
    Encode {
        /// Message of the encoder.
        reason: String,
    },
    /// The bridge reported that no answer arrived, as when the browser is offline.
    #[error("no answer arrived: {message}")]
    NoAnswer {
        /// The bridge's explanation; may be empty.
        message: String,
    },
    /// There is no bridge: the page runs outside a host, or the host's script has not run yet.
    #[error("there is no bridge to a host")]
    NoBridge,
    /// The bridge has no such module.
    #[error("the bridge has no module {module}")]
    NoModule {
        /// Name that the bridge was asked for.
        module: String,
    },
    /// The host does not pass the call on, for a reason other than the user's.
    #[error("the host refused the call ({code})")]
    Refused {
        /// The host's error code, such as `MODULE_NOT_FOUND`.
        code: String,
    },
    /// The API answered with a status that is no success.
    #[error("the API answered {status}: {message}")]
    Status {
        /// The HTTP status.
        status: u16,
        /// The API's explanation, for a person; may be empty.
        message: String,
    },
    /// The bridge threw an exception where it was called.
    #[error("the bridge threw: {message}")]
    Thrown {
        /// Message of the exception; may be empty.
        message: String,
    },
    /// The bridge did not answer in time.
    #[error("no answer within {seconds} s")]
    Timeout {
        /// Seconds that the call waited.
        seconds: u32,
    },
}

impl Error {
    pub(crate) fn decode(member: impl Into<String>, reason: &str) -> Self {
        Self::Decode {
            member: member.into(),
            reason: shortened(reason),
        }
    }

    /// The whole answer is text, but no JSON.
    pub(crate) fn not_json() -> Self {
        Self::decode(".", "it is not JSON")
    }
}

/// The start of a foreign text.
pub(crate) fn shortened(text: &str) -> String {
    text.chars().take(MAX_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_shareable<T: Clone + PartialEq + Send + Sync + std::error::Error + 'static>() {}

    #[test]
    fn errors_go_where_a_view_needs_them() {
        is_shareable::<Error>();
    }

    #[test]
    fn foreign_text_is_cut_between_characters() {
        assert_eq!(shortened("Größe"), "Größe");
        assert_eq!(shortened(&"ö".repeat(1_000)), "ö".repeat(300));
    }

    #[test]
    fn messages_hold_the_evidence() {
        let error = Error::decode("values[3].id", "invalid type");
        let said = "the answer cannot be read at values[3].id: invalid type";
        assert_eq!(error.to_string(), said);
        let error = Error::Timeout { seconds: 30 };
        assert_eq!(error.to_string(), "no answer within 30 s");
    }
}
