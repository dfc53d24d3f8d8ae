//! Scopes that the installation holds, against those that are needed.

use leptos::prelude::*;
use sightline_handover::{ScopeFact, ScopeState};

use super::part::Part;
use crate::{state::configure::use_configure, text::configure as words};

/// Says which scopes are needed, what for, and whether Bitbucket grants them.
#[component]
pub(super) fn Scopes() -> impl IntoView {
    let store = use_configure();
    let scopes = store.part(|facts| facts.scopes.clone());
    let summary = move || scopes.with(|scopes| words::scopes(scopes));
    let rows = move || {
        let rows = scopes.get().into_iter();
        rows.map(|scope| view! { <ScopeRow scope/> }).collect_view()
    };
    view! {
        <Part id="scopes" heading=words::SCOPES>
            <p>{summary}</p>
            <ul class="scopes">{rows}</ul>
        </Part>
    }
}

/// A scope with its state.
#[component]
fn ScopeRow(
    /// The scope.
    scope: ScopeFact,
) -> impl IntoView {
    let ScopeFact { name, state } = scope;
    let purpose = words::scope_use(&name);
    view! {
        <li>
            <span class=lozenge(state)>{words::scope_state(state)}</span>
            <span><code>{name}</code> " " {purpose}</span>
        </li>
    }
}

const fn lozenge(state: ScopeState) -> &'static str {
    match state {
        ScopeState::Granted => "lozenge is-granted",
        ScopeState::Missing => "lozenge lozenge-declined",
        ScopeState::Unknown => "lozenge",
    }
}
