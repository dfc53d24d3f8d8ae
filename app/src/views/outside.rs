//! What there is to say outside Bitbucket.

use leptos::prelude::*;

use crate::text;

/// Where the sandbox runs on a developer's machine.
const SANDBOX: &str = match option_env!("SIGHTLINE_SANDBOX") {
    Some(address) => address,
    None => "http://localhost:7990/",
};

pub(crate) fn view() -> impl IntoView {
    let sandbox = cfg!(debug_assertions).then(|| {
        view! {
            <p><a class="button" href=SANDBOX target="_top" rel="noopener">{text::SANDBOX}</a></p>
        }
    });
    view! {
        <div class="prose">
            <h1>{text::OUTSIDE}</h1>
            <p>{text::OUTSIDE_MORE}</p>
            {sandbox}
        </div>
    }
}
