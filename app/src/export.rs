//! Tables and drawings for other programs.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use crate::element::document;

/// What tables are saved as.
pub(crate) const CSV: &str = "text/csv;charset=utf-8";

/// Lets the browser save a text as a file. A frame may lack the right to; nothing tells.
pub(crate) fn save(name: &str, mime: &str, text: &str) {
    // What the browser refuses is not saved; the text can be copied instead.
    let _refused = try_save(name, mime, text);
}

fn try_save(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlElement = document().create_element("a")?.unchecked_into();
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.click();
    Url::revoke_object_url(&address)
}

/// Rows as comma-separated values (RFC 4180). Text that a spreadsheet would run as a formula gets an
/// apostrophe before it, which spreadsheets take for “this is text”; numbers stay numbers.
pub fn csv(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for row in rows {
        for (at, field) in row.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            push(&mut text, field);
        }
        text.push_str("\r\n");
    }
    text
}

fn push(text: &mut String, field: &str) {
    let guard = if is_formula(field) { "'" } else { "" };
    let quoted = field.contains(['"', ',', '\r', '\n']);
    if !quoted {
        text.push_str(guard);
        text.push_str(field);
        return;
    }
    text.push('"');
    text.push_str(guard);
    for letter in field.chars() {
        if letter == '"' {
            text.push('"');
        }
        text.push(letter);
    }
    text.push('"');
}

/// Blanks before it do not stop some programs.
fn is_formula(field: &str) -> bool {
    let start = field.trim_start().chars().next();
    let risky = field.starts_with(['\t', '\r', '\n'])
        || start.is_some_and(|first| "=+-@＝＋－＠".contains(first));
    risky && !is_number(field)
}

fn is_number(field: &str) -> bool {
    let digits = field.strip_prefix(['+', '-']).unwrap_or(field);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(part)
}
