//! Branches and drafts.

use bitbucket_cloud::{Endpoint, PullRequest};
use leptos::prelude::*;

use crate::text;

/// The name of a branch.
#[component]
pub fn Branch(
    /// End of a pull request.
    end: Endpoint,
) -> impl IntoView {
    let name = end.branch.map(|branch| branch.name);
    let name = name.unwrap_or_else(|| text::NO_BRANCH.to_owned());
    view! {
        <code class="branch" title=name.clone()>{name.clone()}</code>
    }
}

/// A lozenge, for a draft alone.
#[component]
pub fn DraftLozenge(
    /// The pull request.
    pull_request: PullRequest,
) -> impl IntoView {
    let draft = pull_request.draft == Some(true);
    draft.then(|| view! { <span class="lozenge">{text::DRAFT}</span> })
}
