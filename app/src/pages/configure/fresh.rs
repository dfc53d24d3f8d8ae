//! Age of the facts.

use leptos::{either::Either, prelude::*};

use crate::{
    components::ErrorPanel,
    format::date,
    state::configure::{PERIOD, use_configure},
    text::configure as words,
};

/// Says when the facts were read, and why they could not be read since if so.
#[component]
pub(super) fn Fresh() -> impl IntoView {
    let store = use_configure();
    let read_at = move || Some(date::exact(store.freshness.get()?.read_at));
    let failure = Memo::new(move |_| store.freshness.get()?.failure);
    move || match failure.get() {
        None => Either::Left(view! {
            <p class="subtle fresh">{move || Some(words::fresh(&read_at()?, PERIOD))}</p>
        }),
        Some(error) => Either::Right(view! {
            <ErrorPanel error retry=Callback::new(move |()| store.refresh())/>
            <p class="subtle fresh">{move || Some(words::outdated(&read_at()?))}</p>
        }),
    }
}
