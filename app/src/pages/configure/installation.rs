//! Installation that the page was opened for.

use leptos::prelude::*;

use super::part::Part;
use crate::{state::configure::use_configure, text::configure as words};

/// Account that Sightline is installed as, client key, and version.
#[component]
pub(super) fn Installation() -> impl IntoView {
    let store = use_configure();
    let principal = store.part(|facts| facts.principal.clone());
    let principal = move || principal.get().unwrap_or_else(|| words::NO_NAME.to_owned());
    let client_key = store.part(|facts| facts.client_key.clone());
    let version = store.part(|facts| facts.version.clone());
    view! {
        <Part id="installation" heading=words::INSTALLATION>
            <dl class="properties">
                <dt>{words::INSTALLED_AS}</dt>
                <dd>{principal}</dd>
                <dt>{words::CLIENT_KEY}</dt>
                <dd><code>{client_key}</code></dd>
                <dt>{words::VERSION}</dt>
                <dd>{version}</dd>
            </dl>
        </Part>
    }
}
