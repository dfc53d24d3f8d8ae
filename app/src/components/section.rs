//! Parts of a page under headings.

use leptos::prelude::*;

use super::Later;
use crate::model::reveal::Placing;

/// A block of a page, named by its heading. It is built in a task of its own, so that a page of many
/// does not keep readers waiting.
#[component]
pub fn Section(
    /// Id of the heading.
    id: &'static str,
    /// Text of the heading.
    heading: &'static str,
    /// True while it has nothing to show.
    #[prop(optional, into)]
    hidden: Signal<bool>,
    /// Its place while the page loads.
    #[prop(optional, into)]
    place: Signal<Placing>,
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <Later>
            <section class=move || class(place.get()) aria-labelledby=id hidden=hidden>
                <h3 id=id>{heading}</h3>
                {children()}
            </section>
        </Later>
    }
}

/// A block that is one line, its heading and a summary, until its reader unfolds it.
#[component]
pub fn FoldedSection(
    /// Id of the heading.
    id: &'static str,
    /// Text of the heading.
    heading: &'static str,
    /// The rest of the line.
    #[prop(into)]
    summary: ViewFn,
    /// True if it is unfolded by itself.
    #[prop(into)]
    open: Signal<bool>,
    /// Its place while the page loads.
    #[prop(into)]
    place: Signal<Placing>,
    children: ChildrenFn,
) -> impl IntoView {
    // Follows its signals alone: the rest of the block stays.
    let summary = move || summary.run();
    view! {
        <Later>
            <section class=move || class(place.get()) aria-labelledby=id>
                <details class="fold" prop:open=open>
                    <summary>
                        <h3 id=id>{heading}</h3>
                        <span class="summary">{summary.clone()}</span>
                    </summary>
                    <div class="folded">{children()}</div>
                </details>
            </section>
        </Later>
    }
}

/// Classes of a block.
const fn class(place: Placing) -> &'static str {
    match place {
        Placing::There => "block",
        Placing::Waiting => "block is-waiting",
        Placing::Late => "block is-late",
    }
}
