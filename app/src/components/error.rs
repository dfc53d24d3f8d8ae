//! A failure, and the way on.

use bitbucket_cloud::Error;
use leptos::prelude::*;

use super::{Button, Link};
use crate::{
    context::use_page,
    model::server_error::ServerError,
    state::page_link::use_page_link,
    text::{self, Problem, Way, configure},
};

/// Failure that can be shown to readers.
pub trait Failure: std::error::Error + Clone + Send + Sync + 'static {
    /// Description of the failure for the reader of this page.
    fn problem(&self) -> Problem;

    /// Address of the page around the frame, which is loaded again; `None` where it is not known.
    fn host_page(&self) -> Option<String>;
}

impl Failure for Error {
    fn problem(&self) -> Problem {
        text::problem(self, use_page().viewer)
    }

    fn host_page(&self) -> Option<String> {
        Some(use_page().host_page())
    }
}

impl Failure for ServerError {
    fn problem(&self) -> Problem {
        configure::problem(self)
    }

    fn host_page(&self) -> Option<String> {
        use_page_link().address()
    }
}

/// Says what failed and what it means, and offers what helps.
#[component]
pub fn ErrorPanel<E: Failure>(
    /// The failure.
    error: E,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    let problem = error.problem();
    let way = match problem.way {
        Way::Again => view! { <Button name=text::TRY_AGAIN on_press=retry/> }.into_any(),
        Way::Reload => error
            .host_page()
            .map(|href| view! { <Link href class="button">{text::RELOAD}</Link> })
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
