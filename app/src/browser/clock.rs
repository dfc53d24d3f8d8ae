//! The browser's clock and calendar.

use bitbucket_cloud::Timestamp;
use js_sys::Date;
use wasm_bindgen::JsValue;

use crate::format::date;

/// The time now.
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "seconds are small")]
    Timestamp::from_unix((Date::now() / 1_000.0) as i64)
}

/// A time in the reader's time zone, such as `25 Nov 2026, 14:05:00 UTC+1`. The browser's own
/// formatter would name the zone, but takes 40 milliseconds before it writes its first time.
pub fn exact(time: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "seconds are small")]
    let milliseconds = JsValue::from_f64(time.unix() as f64 * 1_000.0);
    // Minutes that the zone is behind UTC at that time.
    let behind = Date::new(&milliseconds).get_timezone_offset();
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a day")]
    date::exact(time, -behind as i32)
}
