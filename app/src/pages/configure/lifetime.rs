//! End of Connect, and the way to Forge.

use leptos::{either::Either, prelude::*};

use super::part::Part;
use crate::{components::Link, state::configure::use_configure, text::configure as words};

/// Says how long Connect lives, and where the app for Forge is.
#[component]
pub(super) fn Lifetime() -> impl IntoView {
    let store = use_configure();
    let days_left = store.part(|facts| facts.connect_days_left);
    let forge = store.part(|facts| facts.forge_link.clone());
    let way = move || match forge.get() {
        Some(href) => {
            Either::Left(view! { <p><Link href class="button">{words::FORGE}</Link></p> })
        }
        None => Either::Right(view! { <p>{words::NO_FORGE}</p> }),
    };
    view! {
        <Part id="lifetime" heading=words::LIFETIME>
            <p>{move || words::lifetime(days_left.get())}</p>
            {way}
        </Part>
    }
}
