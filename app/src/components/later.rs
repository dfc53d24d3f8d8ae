//! Parts of a page that are built one after another, so that a page of many does not keep readers
//! waiting.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

/// Milliseconds after which a part is built: the parts above it are painted meanwhile.
const PAINT: u32 = 16;

/// A part that is built in a task of its own.
#[component]
pub fn Later(children: ChildrenFn) -> impl IntoView {
    let due = RwSignal::new(false);
    spawn_local_scoped_with_cancellation(async move {
        TimeoutFuture::new(PAINT).await;
        due.set(true);
    });
    move || due.get().then(|| children())
}
