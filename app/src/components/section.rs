//! A part of a page under a heading.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

/// Milliseconds after which a block is built: what stands above it is painted meanwhile.
const PAINT: u32 = 16;

/// A block of a page, named by its heading. It is built in a task of its own, so that a page of many
/// does not keep readers waiting.
#[component]
pub fn Section(
    /// Id of the heading.
    id: &'static str,
    /// Text of the heading.
    heading: &'static str,
    /// Whether it has nothing to say for now.
    #[prop(optional, into)]
    hidden: Signal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let due = RwSignal::new(false);
    spawn_local_scoped_with_cancellation(async move {
        TimeoutFuture::new(PAINT).await;
        due.set(true);
    });
    move || {
        due.get().then(|| {
            view! {
                <section class="block" aria-labelledby=id hidden=hidden>
                    <h3 id=id>{heading}</h3>
                    {children()}
                </section>
            }
        })
    }
}
