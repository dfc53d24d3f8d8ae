//! A missing file, its evidence, and a button that dismisses it or brings it back.

use bitbucket_cloud::PullRequest;
use leptos::prelude::*;

use crate::{
    components::{Button, Link},
    context::{PageContext, encoded, use_page},
    model::companions::MissingCompanion,
    state::pull_request::{dismissed::Toggled, use_pull_request},
    text::companions as words,
};

/// A row of the list.
#[component]
pub(super) fn CompanionRow(
    /// The file.
    file: MissingCompanion,
    /// Says what was done to it.
    said: RwSignal<String>,
    /// Name on the button.
    verb: &'static str,
) -> impl IntoView {
    let store = use_pull_request();
    let MissingCompanion {
        path,
        with,
        shared,
        changes,
    } = file;
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
                {words::evidence(shared, changes)}
                <code><bdi>{with}</bdi></code>
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
