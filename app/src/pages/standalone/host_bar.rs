//! The bar above a page that is opened by itself.

use leptos::prelude::*;

use crate::{
    components::Link,
    context::{Page, PageContext},
    model::standalone::{StandaloneAddress, StandalonePage},
    text::standalone as text,
};

/// Says from where the page is read and what is missing, and leads to the other page.
#[component]
pub fn HostBar(
    /// Page that was found.
    context: PageContext,
    /// Address that it was found by.
    address: Option<StandaloneAddress>,
    /// Origin of the API that was asked.
    api: String,
) -> impl IntoView {
    let shown = match context.page {
        Page::PullRequest { .. } => StandalonePage::PullRequest,
        Page::Repository => StandalonePage::Repository,
    };
    let links = StandalonePage::ALL.map(|page| {
        let href = address.as_ref().map(|address| address.link(page));
        let current = (page == shown).then_some("page");
        view! { <a href=href aria-current=current>{text::page(page)}</a> }
    });
    view! {
        <div class="host-bar">
            <p>
                {text::reading(&api)} " "
                <Link href=context.host_page()>{context.repository.to_string()}</Link>
            </p>
            <p>{text::NOT_HERE}</p>
            <nav aria-label=text::PAGES>{links}</nav>
        </div>
    }
}
