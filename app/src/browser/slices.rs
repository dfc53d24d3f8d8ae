//! Long work in slices, between which the browser may paint and answer the reader.

use gloo_timers::future::TimeoutFuture;
use js_sys::Date;

/// Milliseconds of a slice: half of a frame at 60 a second.
const SLICE: f64 = 8.0;

/// Goes on in another task, once the browser has done what waits.
pub(crate) async fn next_task() {
    TimeoutFuture::new(0).await;
}

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

    /// Begins after other work of this task, so that the next pause is due.
    pub(crate) fn begin_late() -> Self {
        Self { began: 0.0 }
    }

    /// Lets the browser do other things if this slice is over.
    pub(crate) async fn pause_if_due(&mut self) {
        if Date::now() - self.began >= SLICE {
            next_task().await;
            self.began = Date::now();
        }
    }
}
