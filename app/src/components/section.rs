//! A part of a page under a heading.

use leptos::prelude::*;

use super::Later;

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
    view! {
        <Later>
            <section class="block" aria-labelledby=id hidden=hidden>
                <h3 id=id>{heading}</h3>
                {children()}
            </section>
        </Later>
    }
}
