//! Definitions of the numbers.

use leptos::prelude::*;

use crate::text::flow as words;

/// Each name with its definition.
#[component]
pub(super) fn Meanings() -> impl IntoView {
    let meanings = words::MEANINGS_LIST.map(|(name, meaning)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{meaning}</dd>
            </div>
        }
    });
    view! {
        <section class="view" aria-labelledby="meanings">
            <h3 id="meanings">{words::MEANINGS}</h3>
            <dl class="meanings">{meanings.into_iter().collect_view()}</dl>
        </section>
    }
}
