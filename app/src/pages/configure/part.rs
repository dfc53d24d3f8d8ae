//! Parts of the configure page.

use leptos::prelude::*;

/// A part of the page under its heading.
#[component]
pub(super) fn Part(
    /// Id of the heading.
    id: &'static str,
    /// Text of the heading.
    heading: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            {children()}
        </section>
    }
}
