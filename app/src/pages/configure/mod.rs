//! The page on the app in the settings of a workspace, for its admins.

mod failures;
mod fresh;
mod installation;
mod lifetime;
mod part;
mod reports;
mod scopes;

use leptos::prelude::*;

use crate::{
    components::Loaded,
    context::ConfigureContext,
    state::configure::{provide_configure, use_configure},
    text::{self, configure as words},
};
use fresh::Fresh;
use installation::Installation;
use lifetime::Lifetime;
use part::Part;
use reports::Reports;
use scopes::Scopes;

/// Lines of the skeleton.
const LINES: usize = 9;

/// The page. Each of its parts follows its own facts, so that what is read again moves nothing else.
#[component]
pub fn ConfigurePage(
    /// Context in which it was opened.
    context: ConfigureContext,
) -> impl IntoView {
    let store = provide_configure(context);
    view! {
        <div class="configure">
            <h1 class="visually-hidden">{text::NAME}</h1>
            <Loaded value=store.loaded retry=move |()| store.refresh() lines=LINES let(())>
                <Fresh/>
                <Installation/>
                <Scopes/>
                <Reports/>
                <Privacy/>
                <Lifetime/>
            </Loaded>
        </div>
    }
}

/// Data that reaches the server, and whether the app writes to Bitbucket.
#[component]
fn Privacy() -> impl IntoView {
    let store = use_configure();
    let server_gets = store.part(|facts| facts.what_leaves.clone());
    let writing = store.part(|facts| Some(words::writing(facts.writing)));
    view! {
        <Part id="privacy" heading=words::PRIVACY>
            <p>{server_gets} " " {writing}</p>
        </Part>
    }
}
