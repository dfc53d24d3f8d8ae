//! Long work in slices, between which the browser may paint and answer the reader.

use gloo_timers::future::TimeoutFuture;
use js_sys::Date;

/// Milliseconds of a slice: half of a frame at 60 a second.
const SLICE: f64 = 8.0;

/// Work that pauses now and then.
#[derive(Debug)]
pub(crate) struct Slices {
    began: f64,
}

impl Slices {
    /// Begins a slice.
    pub(crate) fn begin() -> Self {
        Self { began: Date::now() }
    }

    /// Lets the browser do other things if this slice is over.
    pub(crate) async fn pause_if_due(&mut self) {
        if Date::now() - self.began >= SLICE {
            TimeoutFuture::new(0).await;
            self.began = Date::now();
        }
    }
}
