//! A failure, and the way on.

use bitbucket_cloud::Error;
use leptos::{either::Either, prelude::*};

use crate::{
    page::App,
    text::{self, Way},
};

pub(crate) fn view(app: App, error: &Error, retry: Callback<()>) -> impl IntoView + use<> {
    let shared = app.shared();
    let problem = text::problem(error, shared.context.reader);
    let way = match problem.way {
        Way::Again => Either::Left(view! {
            <button type="button" class="button" on:click=move |_| retry.run(())>
                {text::TRY_AGAIN}
            </button>
        }),
        Way::Reload => Either::Right(view! {
            <a class="button" href=shared.context.host_page() target="_top" rel="noopener">
                {text::RELOAD}
            </a>
        }),
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
