//! Links out of the frame.

use leptos::prelude::*;

/// A link to another page, which replaces the page around the frame.
#[component]
pub fn Link(
    /// Address of the page.
    #[prop(into)]
    href: String,
    /// Class of the anchor.
    #[prop(optional, into)]
    class: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href target="_top" rel="noopener" class=class>
            {children()}
        </a>
    }
}
