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
    person: Memo<Arc<PersonLoad>>,
) -> impl IntoView {
    let length = |seconds: i64| duration::length(u64::try_from(seconds).unwrap_or(0));
    let count = move || number(as_u64(person.read().pull_requests.len()));
    view! {
        <tr>
            <th scope="row"><Named person/></th>
            <td class="number">{count}</td>
            <td class="when">{move || length(person.read().longest)}</td>
            <td class="when">{move || length(person.read().median)}</td>
            <td><WaitingList person/></td>
        </tr>
    }
}

/// Picture and name.
#[component]
fn Named(
    /// The person.
    person: Memo<Arc<PersonLoad>>,
) -> impl IntoView {
    let known = Memo::new(move |_| {
        let person = person.read();
        (person.name.clone(), person.picture.clone())
    });
    move || {
        let (name, picture) = known.get();
        view! {
            <span class="person">
                <Avatar name=name.clone() picture/>
                <span class="name">{name}</span>
            </span>
        }
    }
}

/// Pull requests that wait for a person: the longest waits, and the others once they are unfolded.
#[component]
fn WaitingList(
    /// The person.
    person: Memo<Arc<PersonLoad>>,
) -> impl IntoView {
    let folded = Memo::new(move |_| person.read().pull_requests.len().saturating_sub(LISTED));
    view! {
        <ul class="which"><Links person from=0 most=LISTED/></ul>
        <Show when=move || folded.get() != 0>
            <Folded person folded/>
        </Show>
    }
}

/// Pull requests that are built when somebody looks at them: a table may have thousands.
#[component]
fn Folded(
    /// The person.
    person: Memo<Arc<PersonLoad>>,
    /// Number of the pull requests.
    folded: Memo<usize>,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    let who = move || words::waiting_for(&person.read().name);
    let links = move || {
        let links = || view! { <Links person from=LISTED most=usize::MAX/> };
        opened.get().then(links)
    };
    view! {
        <details class="more" on:toggle=move |_| opened.set(true)>
            <summary>
                {move || text::folded(folded.get())}
                <span class="visually-hidden">" "{who}</span>
            </summary>
            <ul class="which">{links}</ul>
        </details>
    }
}

/// Pull requests that wait for a person, at most `most` from place `from` on.
#[component]
fn Links(
    /// The person.
    person: Memo<Arc<PersonLoad>>,
    /// Place of the first one.
    from: usize,
    /// Number that is listed at most.
    most: usize,
) -> impl IntoView {
    let each = move || {
        let person = person.read();
        let listed = person.pull_requests.iter().skip(from).take(most);
        listed.cloned().collect::<Vec<_>>()
    };
    view! {
        <For each key=|one| (one.id, one.title.clone()) let:pull_request>
            <Waiting pull_request/>
        </For>
    }
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
