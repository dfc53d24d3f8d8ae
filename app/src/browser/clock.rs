//! The browser's clock and calendar.

use bitbucket_cloud::Timestamp;
use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use wasm_bindgen::JsValue;

/// The time now.
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "seconds are small")]
    Timestamp::from_unix((Date::now() / 1_000.0) as i64)
}

thread_local! {
    /// What writes times. A table shows hundreds, and making one of these takes as long as building
    /// a row.
    static FORMAT: Function = format();
}

fn format() -> Function {
    let options = Object::new();
    for (name, style) in [("dateStyle", "medium"), ("timeStyle", "long")] {
        // Setting a member of a fresh object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &style.into());
    }
    DateTimeFormat::new(&Array::of1(&"en-GB".into()), &options).format()
}

/// A time in the reader's time zone, such as `25 Nov 2026, 14:05:00 CET`.
pub fn exact(time: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "seconds are small")]
    let milliseconds = JsValue::from_f64(time.unix() as f64 * 1_000.0);
    // Only what is no time is not written.
    let written = FORMAT.with(|format| format.call1(&JsValue::UNDEFINED, &milliseconds));
    let written = written.ok().and_then(|text| text.as_string());
    written.unwrap_or_default()
}
