//! Errors in what a bridge rejects with, once it is read.

use serde::Deserialize;

use crate::{Error, error::shortened};

/// The members of an `XMLHttpRequest`, an `Error` or something like them that say what went wrong.
/// Any of them may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Xhr {
    /// 0 is for requests that were never answered.
    pub(crate) status: Option<u16>,
    /// Texts in the order in which they are believed.
    pub(crate) texts: Vec<String>,
    /// JSON or anything else, in the order in which it is read.
    pub(crate) bodies: Vec<String>,
}

/// Error body of Bitbucket's REST API.
#[derive(Deserialize)]
struct ErrorBody {
    error: ErrorDetail,
}

#[derive(Deserialize)]
struct ErrorDetail {
    message: String,
}

impl Xhr {
    /// The error; `otherwise` makes one of a message where nothing more is known.
    pub(crate) fn into_error(self, otherwise: fn(String) -> Error) -> Error {
        match self.status {
            // The bridge could not parse it.
            Some(200..=299) => Error::not_json(),
            Some(status @ 100..=999) => Error::Status {
                status,
                message: self.explanation(),
            },
            _ => without_status(self.message(), otherwise),
        }
    }

    fn explanation(&self) -> String {
        self.bodies
            .iter()
            .find_map(|body| serde_json::from_str::<ErrorBody>(body).ok())
            .map(|body| shortened(&body.error.message))
            .unwrap_or_default()
    }

    fn message(&self) -> String {
        let mut texts = self.texts.iter().chain(&self.bodies);
        let message = texts.find(|text| !text.is_empty());
        message.map(|text| shortened(text)).unwrap_or_default()
    }
}

fn without_status(message: String, otherwise: fn(String) -> Error) -> Error {
    match message.as_str() {
        "USER_NOT_AUTHENTICATED" => Error::Anonymous,
        // USER_DENIED_ACCESS just now, USER_ALREADY_DENIED_ACCESS before.
        code if code.ends_with("DENIED_ACCESS") => Error::Denied { reason: message },
        code if is_code(code) => Error::Refused { code: message },
        _ => otherwise(message),
    }
}

/// Bitbucket's error codes are in capitals, such as `NO_OAUTH_CONSUMER_CLIENT_ID`.
fn is_code(message: &str) -> bool {
    let is_capital = |byte: u8| byte.is_ascii_uppercase() || byte == b'_';
    message.len() > 3 && message.bytes().all(is_capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: Option<u16>, texts: &[&str], bodies: &[&str]) -> Error {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let xhr = Xhr {
            status,
            texts: owned(texts),
            bodies: owned(bodies),
        };
        xhr.into_error(|message| Error::NoAnswer { message })
    }

    fn status(status: u16, message: &str) -> Error {
        let message = message.to_owned();
        Error::Status { status, message }
    }

    fn no_answer(message: &str) -> Error {
        let message = message.to_owned();
        Error::NoAnswer { message }
    }

    #[test]
    fn a_status_comes_with_the_explanation_of_the_api() {
        let body = r#"{"type":"error","error":{"message":"Gone","detail":"Long"}}"#;
        assert_eq!(
            error(Some(404), &["Not Found"], &[body]),
            status(404, "Gone")
        );
        assert_eq!(error(Some(401), &[], &[]), status(401, ""));
        assert_eq!(error(Some(429), &["error"], &["<html>"]), status(429, ""));
        for body in ["null", "{}", r#"{"error":7}"#, r#"{"error":{"message":7}}"#] {
            assert_eq!(error(Some(502), &[], &[body]), status(502, ""), "{body}");
        }
    }

    #[test]
    fn the_second_body_explains_where_the_first_does_not() {
        let body = r#"{"error":{"message":"Gone"}}"#;
        assert_eq!(error(Some(410), &[], &["{}", body]), status(410, "Gone"));
    }

    #[test]
    fn a_success_that_is_rejected_was_no_json() {
        for success in [200, 204, 299] {
            assert_eq!(error(Some(success), &[], &["<html>"]), Error::not_json());
        }
    }

    #[test]
    fn codes_of_the_host_are_told_apart() {
        for code in ["USER_DENIED_ACCESS", "USER_ALREADY_DENIED_ACCESS"] {
            let reason = code.to_owned();
            assert_eq!(error(Some(0), &[code], &[]), Error::Denied { reason });
        }
        assert_eq!(
            error(Some(0), &["USER_NOT_AUTHENTICATED"], &[]),
            Error::Anonymous
        );
        for code in [
            "MODULE_NOT_FOUND",
            "NO_OAUTH_CONSUMER_CLIENT_ID",
            "FRAME_SRC_CONSUMER_CALLBACK_MISMATCH",
            "INVALID_RESPONSE",
        ] {
            let refused = Error::Refused {
                code: code.to_owned(),
            };
            assert_eq!(error(None, &[code], &[]), refused);
        }
    }

    #[test]
    fn other_words_are_a_message() {
        assert_eq!(error(Some(0), &["", "offline"], &[]), no_answer("offline"));
        assert_eq!(error(None, &["Not found"], &[]), no_answer("Not found"));
        assert_eq!(error(None, &["OK"], &[]), no_answer("OK"));
        assert_eq!(error(None, &[], &["", "late"]), no_answer("late"));
        assert_eq!(error(None, &[], &[]), no_answer(""));
        assert_eq!(error(Some(99), &[], &[]), no_answer(""));
        assert_eq!(error(Some(1_000), &[], &[]), no_answer(""));
    }

    #[test]
    fn long_messages_are_cut() {
        let long = "x".repeat(1_000);
        assert_eq!(error(None, &[&long], &[]), no_answer(&"x".repeat(300)));
        let body = format!(r#"{{"error":{{"message":"{long}"}}}}"#);
        assert_eq!(
            error(Some(500), &[], &[&body]),
            status(500, &"x".repeat(300))
        );
    }
}
