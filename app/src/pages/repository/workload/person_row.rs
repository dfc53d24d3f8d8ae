//! A person of the load, and the pull requests that wait for them.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::prelude::*;

use crate::{
    components::{Avatar, Lasting, Link},
    context::use_page,
    format::{
        duration,
        number::{as_u64, number},
    },
    model::workload::PersonLoad,
    text::{self, workload as words},
};

/// Pull requests that are not folded.
const LISTED: usize = 5;

/// Open reviews of one person.
#[component]
pub(super) fn PersonRow(
    /// The person.
    person: PersonLoad,
) -> impl IntoView {
    let length = |seconds: i64| duration::length(u64::try_from(seconds).unwrap_or(0));
    let count = number(as_u64(person.pull_requests.len()));
    view! {
        <tr>
            <th scope="row">
                <span class="person">
                    <Avatar name=person.name.clone() picture=person.picture.clone()/>
                    <span class="name">{person.name.clone()}</span>
                </span>
            </th>
            <td class="number">{count}</td>
            <td class="when">{length(person.longest)}</td>
            <td class="when">{length(person.median)}</td>
            <td><WaitingList person/></td>
        </tr>
    }
}

/// Pull requests that wait for a person: the longest waits, and the others once they are unfolded.
#[component]
fn WaitingList(
    /// The person.
    person: PersonLoad,
) -> impl IntoView {
    let mut longest = person.pull_requests;
    let folded = longest.split_off(LISTED.min(longest.len()));
    let folded = (!folded.is_empty()).then(|| {
        view! { <Folded pull_requests=folded name=person.name/> }
    });
    view! {
        <ul class="which">{links(&longest)}</ul>
        {folded}
    }
}

/// Pull requests that are built when somebody looks at them: a table may have thousands.
#[component]
fn Folded(
    /// The pull requests.
    pull_requests: Vec<Arc<PullRequest>>,
    /// Name of the person.
    name: String,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    let count = text::folded(pull_requests.len());
    view! {
        <details class="more" on:toggle=move |_| opened.set(true)>
            <summary>
                {count}
                <span class="visually-hidden">" "{words::waiting_for(&name)}</span>
            </summary>
            <ul class="which">{move || opened.get().then(|| links(&pull_requests))}</ul>
        </details>
    }
}

fn links(pull_requests: &[Arc<PullRequest>]) -> impl IntoView + use<> {
    let links = pull_requests.iter();
    let links = links.map(|one| view! { <Waiting pull_request=Arc::clone(one)/> });
    links.collect_view()
}

/// A pull request that waits for the person.
#[component]
fn Waiting(
    /// The pull request.
    pull_request: Arc<PullRequest>,
) -> impl IntoView {
    let href = use_page().pull_request_page(pull_request.id);
    view! {
        <li>
            <Link href attr:title=pull_request.title.clone()>{format!("#{}", pull_request.id)}</Link>
            " "
            <span class="subtle"><Lasting since=pull_request.created_on/></span>
        </li>
    }
}
