//! Breadcrumbs: the open folder, and links to those around it.

use leptos::{html::Span, prelude::*};

use crate::{
    components::{Button, ButtonKind},
    context::use_page,
    model::hotspots::breadcrumbs,
    state::hotspots::HotspotStore,
    text::hotspots as words,
};

/// The folders around the one that is open, and that one.
#[component]
pub(super) fn Breadcrumbs(
    /// State of the view.
    hotspots: HotspotStore,
    /// Takes the element with the name of the folder that is open.
    here: NodeRef<Span>,
) -> impl IntoView {
    let repository = use_page().repository.to_string();
    let steps = Memo::new(move |_| {
        let top = repository.rsplit('/').next().unwrap_or_default();
        breadcrumbs(&hotspots.folder.read(), top)
    });
    let around = move || {
        let mut steps = steps.get();
        steps.truncate(steps.len().saturating_sub(1));
        let steps = steps.into_iter().map(|(path, name)| {
            let enter = move |()| super::enter::enter(hotspots, path.clone());
            view! { <li><Button name kind=ButtonKind::Step on_press=enter/></li> }
        });
        steps.collect_view()
    };
    let name = move || steps.read().last().map(|(_, name)| name.clone());
    view! {
        <nav class="trail" aria-label=words::TRAIL>
            <ol>
                {around}
                <li>
                    <span id="here" node_ref=here tabindex="-1" aria-current="location">{name}</span>
                </li>
            </ol>
        </nav>
    }
}
