//! The panel on a pull request: one call for the first content, another for its size.

use bitbucket_cloud::Repository;
use leptos::prelude::*;

use super::{block, header, size};
use crate::{
    context::Reader,
    element::{Element, el},
    load::{Load, load},
    page::App,
    text,
};

pub(crate) fn view(app: App, repository: Repository, id: u32) -> Element {
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
    el("div")
        .class("panel")
        .with(el("h1").class("visually-hidden").text(text::ABOUT))
        .all(note(app))
        .with(block(app, state, 5, fetch, move |pull| {
            header::view(pull).with(size::view(app, repository.clone(), id))
        }))
}

/// Says that nobody is signed in, if so.
pub(crate) fn note(app: App) -> Option<Element> {
    let anonymous = app.shared().context.reader == Reader::Anonymous;
    anonymous.then(|| el("p").class("note").text(text::NOT_SIGNED_IN))
}
