//! Buttons that choose a period.

use leptos::prelude::*;

use crate::{model::period::Period, text::period as words};

/// One button for each period; the shown one is pressed.
#[component]
pub(super) fn PeriodButtons(
    /// The one that the reader chose, if they did.
    chosen: RwSignal<Option<Period>>,
    /// The one that is shown.
    shown: Memo<Period>,
) -> impl IntoView {
    let buttons = Period::ALL.map(|period| {
        let pressed = move || match shown.get() == period {
            true => "true",
            false => "false",
        };
        let choose = move |_| {
            if chosen.get_untracked() != Some(period) {
                chosen.set(Some(period));
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
