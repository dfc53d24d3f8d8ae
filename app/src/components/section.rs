//! A part of a page under a heading.

use leptos::prelude::*;

/// A block of a page, named by its heading.
#[component]
pub fn Section(
    /// Id of the heading.
    id: &'static str,
    /// Text of the heading.
    heading: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="block" aria-labelledby=id>
            <h3 id=id>{heading}</h3>
            {children()}
        </section>
    }
}
