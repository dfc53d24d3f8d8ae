//! Buttons that choose a period.

use leptos::prelude::*;

use crate::{model::period::Period, text::period as words};

/// One button for each period; the shown one is pressed.
#[component]
pub(super) fn PeriodButtons(
    /// The one that is shown, if it is one of them.
    #[prop(into)]
    shown: Signal<Option<Period>>,
    /// Takes the one that the reader chooses.
    #[prop(into)]
    on_choose: Callback<Period>,
) -> impl IntoView {
    let buttons = Period::ALL.map(|period| {
        let pressed = move || match shown.get() == Some(period) {
            true => "true",
            false => "false",
        };
        let choose = move |_| on_choose.run(period);
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
