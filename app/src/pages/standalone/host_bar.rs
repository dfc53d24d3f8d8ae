//! The bar above a page that is opened by itself.

use leptos::prelude::*;

use crate::{
    components::Link,
    context::{Page, PageContext},
    host::Standalone,
    model::standalone::StandalonePage,
    text::standalone as text,
};

/// Says from where the page is read and what is missing, and leads to the other page.
#[component]
pub fn HostBar(
    /// Page that was found.
    context: PageContext,
    /// Host that found it.
    host: Standalone,
) -> impl IntoView {
    let shown = match context.page {
        Page::PullRequest { .. } => StandalonePage::PullRequest,
        Page::Repository => StandalonePage::Repository,
    };
    let links = StandalonePage::ALL.map(|page| {
        let href = host.address().map(|address| address.link(page));
        let current = (page == shown).then_some("page");
        view! { <a href=href aria-current=current>{text::page(page)}</a> }
    });
    view! {
        <div class="host-bar">
            <p>
                {text::reading(host.api())} " "
                <Link href=context.host_page()>{context.repository.to_string()}</Link>
            </p>
            <p>{text::NOT_HERE}</p>
            <nav aria-label=text::PAGES>{links}</nav>
        </div>
    }
}
