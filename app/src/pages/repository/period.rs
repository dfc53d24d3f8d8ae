//! Buttons that choose a period.

use leptos::prelude::*;

use crate::{model::period::Period, text::period as words};

/// One button for each period; the chosen one is pressed.
#[component]
pub(super) fn PeriodButtons(
    /// The chosen one.
    chosen: RwSignal<Period>,
) -> impl IntoView {
    let buttons = Period::ALL.map(|period| {
        let pressed = move || match chosen.get() == period {
            true => "true",
            false => "false",
        };
        let choose = move |_| {
            if chosen.get_untracked() != period {
                chosen.set(period);
            }
        };
        view! {
            <button class="button" type="button" aria-pressed=pressed on:click=choose>
                {words::name(period)}
            </button>
        }
    });
    view! {
        <div class="toggles" role="group" aria-label=words::PERIOD>
            {buttons.into_iter().collect_view()}
        </div>
    }
}
