//! What a bridge rejects with, made one error. Total: whatever comes, something is said.

use bitbucket_cloud::Error;
use js_sys::{JSON, Reflect};
use wasm_bindgen::JsValue;

pub(super) const NO_JSON: &str = "it is not JSON";
pub(super) const NO_TEXT: &str = "it is not text";
/// Characters of a foreign message that are kept.
const MESSAGE: usize = 300;

/// The error in `thrown`: an answer of the API as an `XMLHttpRequest` or something like it, an
/// `Error`, a text, or anything.
pub(super) fn read(thrown: &JsValue, path: &str) -> Error {
    match status(thrown) {
        Some(200..=299) => Error::Decode {
            path: path.to_owned(),
            reason: NO_JSON.to_owned(),
        },
        Some(status) => Error::from_status(status, explanation(thrown)),
        None => without_answer(words(thrown)),
    }
}

fn without_answer(words: String) -> Error {
    match words.as_str() {
        "USER_NOT_AUTHENTICATED" => Error::Anonymous,
        code if code.ends_with("DENIED_ACCESS") => Error::Denied { code: words },
        code if is_code(code) => Error::Refused { code: words },
        _ => Error::Network { message: words },
    }
}

// The host's words are SCREAMING.
fn is_code(words: &str) -> bool {
    let screaming = |byte: u8| byte.is_ascii_uppercase() || byte == b'_';
    words.len() > 3 && words.bytes().all(screaming)
}

fn status(thrown: &JsValue) -> Option<u16> {
    let status = member(thrown, "status")?.as_f64()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked before"
    )]
    (100.0..1_000.0).contains(&status).then_some(status as u16)
}

// `error.message` of the API's answer.
fn explanation(xhr: &JsValue) -> String {
    let body = member(xhr, "responseJSON").or_else(|| {
        let text = member(xhr, "responseText")?.as_string()?;
        JSON::parse(&text).ok()
    });
    body.and_then(|body| text(&member(&body, "error")?, "message"))
        .unwrap_or_default()
}

fn words(thrown: &JsValue) -> String {
    let said = thrown.as_string().map(|said| cut(&said));
    ["statusText", "message", "code", "responseText"]
        .into_iter()
        .fold(said, |said, name| said.or_else(|| text(thrown, name)))
        .unwrap_or_default()
}

fn text(of: &JsValue, name: &str) -> Option<String> {
    let text = member(of, name)?.as_string()?;
    (!text.is_empty()).then(|| cut(&text))
}

fn cut(text: &str) -> String {
    text.chars().take(MESSAGE).collect()
}

fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    let member = Reflect::get(of, &name.into()).ok()?;
    (!member.is_undefined() && !member.is_null()).then_some(member)
}
