//! Answers, as they came.

use std::fmt;

use js_sys::JSON;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::Error;

/// Answer to a call. Cheap to clone, so that several callers can share it.
#[derive(Clone)]
pub struct Answer(JsValue);

impl Answer {
    pub(crate) fn new(value: JsValue) -> Self {
        Self(value)
    }

    /// Decodes the answer. Text is parsed as JSON, as some bridges hand text over; an empty text is
    /// no value, like the `undefined` of an answer without a body.
    ///
    /// # Errors
    /// [`Error::Decode`], which names the member.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let value = match self.0.as_string() {
            Some(text) if text.is_empty() => JsValue::UNDEFINED,
            Some(text) => JSON::parse(&text).map_err(|_| Error::not_json())?,
            None => self.0.clone(),
        };
        let decoder = serde_wasm_bindgen::Deserializer::from(value);
        serde_path_to_error::deserialize(decoder).map_err(|error| {
            let member = error.path().to_string();
            Error::decode(member, &without_content(&error.inner().to_string()))
        })
    }

    /// The answer, which has to be text. A surrogate without its other half is replaced by U+FFFD,
    /// as Rust's strings cannot hold it.
    ///
    /// # Errors
    /// [`Error::Decode`] for everything else.
    pub fn text(&self) -> Result<String, Error> {
        let text = self.0.as_string();
        text.ok_or_else(|| Error::decode(".", "it is not text"))
    }
}

/// The text that another way of calling the API has brought.
impl From<String> for Answer {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

/// Shows nothing of the answer, which may hold what only the user may read.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").finish_non_exhaustive()
    }
}

/// The decoder's message less the name of JavaScript's error type and less a whole object, which it
/// quotes where something else was expected.
fn without_content(message: &str) -> String {
    let message = message.strip_prefix("Error: ").unwrap_or(message);
    let quote = message.split_once("JsValue(");
    let quoted = quote.and_then(|(before, rest)| Some((before, rest.rsplit_once("), ")?.1)));
    match quoted {
        Some((before, after)) => format!("{before}an object, {after}"),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_quote_no_object() {
        let message = r#"Error: invalid type: JsValue(Object({"token":"a), b"})), expected u32"#;
        let quiet = "invalid type: an object, expected u32";
        assert_eq!(without_content(message), quiet);
    }

    #[test]
    fn other_messages_stay() {
        let message = "invalid type: string \"x\", expected u32";
        assert_eq!(without_content(&format!("Error: {message}")), message);
        assert_eq!(without_content("missing field `id`"), "missing field `id`");
    }
}
