//! The browser's clock and calendar.

use bitbucket_cloud::Timestamp;
use js_sys::Date;
use wasm_bindgen::JsValue;

/// The time now.
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "seconds are small")]
    Timestamp::from_unix((Date::now() / 1_000.0) as i64)
}

/// Minutes that the reader's time zone is ahead of UTC at a time.
pub fn minutes_ahead(time: Timestamp) -> i32 {
    #[expect(clippy::cast_precision_loss, reason = "seconds are small")]
    let milliseconds = JsValue::from_f64(time.unix() as f64 * 1_000.0);
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a day")]
    let behind = Date::new(&milliseconds).get_timezone_offset() as i32;
    -behind
}
