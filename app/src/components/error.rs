//! A failure, and the way on.

use bitbucket_cloud::Error;
use leptos::prelude::*;

use super::{Button, Link};
use crate::{
    context::use_page,
    text::{self, Way},
};

/// Says what failed and what it means, and offers what helps.
#[component]
pub fn ErrorPanel(
    /// What failed.
    error: Error,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    let page = use_page();
    let problem = text::problem(&error, page.viewer);
    let way = match problem.way {
        Way::Again => view! { <Button name=text::TRY_AGAIN on_press=retry/> }.into_any(),
        Way::Reload => view! {
            <Link href=page.host_page() class="button">{text::RELOAD}</Link>
        }
        .into_any(),
    };
    view! {
        <div class="problem" role="alert">
            <p class="problem-title">{problem.title}</p>
            <p>{problem.text}</p>
            {way}
            <details class="problem-details">
                <summary>{text::DETAILS}</summary>
                <code>{error.to_string()}</code>
            </details>
        </div>
    }
}
