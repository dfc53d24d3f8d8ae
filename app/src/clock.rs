//! The browser's clock and calendar.

use std::time::Duration;

use bitbucket_cloud::Timestamp;
use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Promise, Reflect};
use sightline_charts::calendar::Date as Day;
use wasm_bindgen::JsValue;
use web_sys::window;

use crate::text::chart as text;

/// The time now.
pub(crate) fn now() -> Timestamp {
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
pub(crate) fn exact(time: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "seconds are small")]
    let milliseconds = JsValue::from_f64(time.unix() as f64 * 1_000.0);
    // Only what is no time is not written.
    let written = FORMAT.with(|format| format.call1(&JsValue::UNDEFINED, &milliseconds));
    let written = written.ok().and_then(|text| text.as_string());
    written.unwrap_or_default()
}

/// A day in UTC, such as `3 Aug 2026`.
pub(crate) fn day(time: Timestamp) -> String {
    text::day(date(time.unix()))
}

/// The day of a second since 1970, in UTC.
pub(crate) fn date(seconds: i64) -> Day {
    let day = Timestamp::from_unix(seconds).civil();
    Day {
        year: day.year,
        month: day.month,
        day: day.day,
    }
}

/// Waits. Browsers slow down the clocks of pages that nobody looks at.
pub(crate) async fn sleep(time: Duration) {
    let milliseconds = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
    let over = Promise::new(&mut |resolve, _| {
        let started = window().map(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
        });
        if !matches!(started, Some(Ok(_))) {
            // Resolving does not throw.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _over = over.await;
}
