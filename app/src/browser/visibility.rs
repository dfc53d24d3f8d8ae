//! Visibility of the page.

use futures_channel::oneshot;
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::document;
use web_sys::Document;

/// Waits until the page is shown or hidden.
pub async fn changes(document: &Document) {
    let (wake, woken) = oneshot::channel();
    let _listening = EventListener::once(document, "visibilitychange", move |_| {
        // Nobody waits any more where the time is over.
        let _ = wake.send(());
    });
    let _ = woken.await;
}

/// Waits that many milliseconds, and on until the page is shown.
pub async fn rest(milliseconds: u32) {
    TimeoutFuture::new(milliseconds).await;
    let document = document();
    while document.hidden() {
        changes(&document).await;
    }
}
