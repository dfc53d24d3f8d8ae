//! The browser's clock and calendar.

use bitbucket_cloud::Timestamp;
use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// The time now.
pub(crate) fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "seconds are small")]
    Timestamp::from_unix((Date::now() / 1_000.0) as i64)
}

/// A time in the reader's time zone, such as `25 Nov 2026, 14:05:00 CET`.
pub(crate) fn exact(time: Timestamp) -> String {
    let options = Object::new();
    for (name, style) in [("dateStyle", "medium"), ("timeStyle", "long")] {
        // Setting a member of a fresh object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &style.into());
    }
    #[expect(clippy::cast_precision_loss, reason = "seconds are small")]
    let milliseconds = time.unix() as f64 * 1_000.0;
    let date = Date::new(&JsValue::from_f64(milliseconds));
    date.to_locale_string("en-GB", &options).into()
}
