//! The panel on a pull request: one call for the first content, another for its size.

use bitbucket_cloud::Repository;
use leptos::prelude::*;

use super::{block, header, size};
use crate::{
    context::Reader,
    load::{Load, load},
    page::App,
    text,
};

pub(crate) fn view(app: App, repository: Repository, id: u32) -> impl IntoView {
    let state = RwSignal::new(Load::Loading);
    let fetch = Callback::new({
        let repository = repository.clone();
        move |()| {
            let (shared, repository) = (app.shared(), repository.clone());
            load(state, async move {
                shared.client.pull_request(&repository, id).await
            });
        }
    });
    fetch.run(());
    view! {
        <div class="panel">
            <h1 class="visually-hidden">{text::ABOUT}</h1>
            {note(app)}
            {block(app, state, 5, fetch, move |pull| {
                view! { {header::view(pull)} {size::view(app, repository.clone(), id)} }
            })}
        </div>
    }
}

/// Says that nobody is signed in, if so.
pub(crate) fn note(app: App) -> impl IntoView {
    let anonymous = app.shared().context.reader == Reader::Anonymous;
    anonymous.then(|| view! { <p class="note">{text::NOT_SIGNED_IN}</p> })
}
