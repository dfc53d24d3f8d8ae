//! A missing file, its evidence, and a button that dismisses it or brings it back.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::prelude::*;

use crate::{
    components::{Button, Link},
    context::{PageContext, encoded, use_page},
    model::companions::MissingCompanion,
    state::pull_request::{dismissed::Toggled, use_pull_request},
    text::companions as words,
};

/// A row of the list. The button stays the same while the evidence grows.
#[component]
pub(super) fn CompanionRow(
    /// Path of the file.
    path: String,
    /// The file, and why it is thought to be missing.
    file: Memo<Arc<MissingCompanion>>,
    /// Says what was done to it.
    said: RwSignal<String>,
    /// Name on the button.
    verb: &'static str,
) -> impl IntoView {
    let store = use_pull_request();
    let href = source_page(&use_page(), &store.pull_request.read_untracked(), &path);
    let toggled = path.clone();
    let hidden_name = path.clone();
    let toggle = move |()| {
        said.set(match store.dismissed.toggle(&toggled) {
            Toggled::Dismissed => words::gone(&toggled),
            Toggled::Back => words::back(&toggled),
        });
    };
    view! {
        <li>
            <Link href><code><bdi>{path}</bdi></code></Link>
            <span class="subtle">
                {move || words::evidence(file.read().shared, file.read().changes)}
                <code><bdi>{move || file.read().with.clone()}</bdi></code>
            </span>
            <Button name=verb hidden_name on_press=toggle/>
        </li>
    }
}

/// Bitbucket's page of a file, as the pull request's source has it.
fn source_page(page: &PageContext, pull_request: &PullRequest, path: &str) -> String {
    let here = page.repository.to_string();
    let source = pull_request.source.repository.as_ref();
    let repository = source.map_or(here.as_str(), |source| &source.full_name);
    match &pull_request.source.commit {
        Some(commit) => page.source_page(repository, &commit.hash, &encoded(path)),
        None => page.host_page(),
    }
}
