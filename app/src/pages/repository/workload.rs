//! Who is asked for which reviews now. No call of its own.

use std::sync::Arc;

use bitbucket_cloud::{Account, PullRequest};
use leptos::prelude::*;

use crate::{
    browser::clock,
    components::{Avatar, ExportButtons, Lasting, Link, Loaded},
    context::use_page,
    format::{
        duration,
        number::{as_u64, number},
    },
    model::{
        settings::Settings,
        workload::{PersonLoad, Workload},
    },
    state::repository::{OpenPullRequests, use_repository},
    text::{self, workload as words},
};

/// Lines of the skeleton.
const LINES: usize = 8;
/// Seconds of an hour.
const HOUR: i64 = 3_600;

/// The view.
#[component]
pub(super) fn WorkloadView() -> impl IntoView {
    let store = use_repository();
    let value = Memo::new(move |_| {
        let open = match store.open.get()? {
            Ok(open) => open,
            Err(error) => return Some(Err(error)),
        };
        let rules = store.rules()?;
        Some(Ok(workload(&open, &rules.settings)))
    });
    let table = move |()| {
        let value = value.get_untracked().and_then(Result::ok);
        rows(&value.unwrap_or_default())
    };
    view! {
        <section class="view" aria-labelledby="load">
            <h2 class="visually-hidden" id="load">{words::LOAD}</h2>
            <p class="subtle about">{words::ABOUT}</p>
            <Loaded value retry=move |()| store.load() lines=LINES let:workload>
                <People workload/>
            </Loaded>
            <ExportButtons name="load" rows=table/>
        </section>
    }
}

fn workload(open: &OpenPullRequests, settings: &Settings) -> Workload {
    let pull_requests = open.rows.iter().map(|row| Arc::clone(&row.pull_request));
    let pull_requests: Vec<_> = pull_requests.collect();
    let name = |account: &Account| text::name(Some(account));
    Workload::of(&pull_requests, settings, clock::now().unix(), name)
}

/// A table by person.
#[component]
fn People(
    /// Open reviews.
    workload: Workload,
) -> impl IntoView {
    let Workload {
        people,
        reviews,
        waiting,
        open,
    } = workload;
    if people.is_empty() {
        return view! { <p class="empty">{words::NOBODY_WAITS}</p> }.into_any();
    }
    let over = words::over(reviews, people.len(), waiting, open);
    let headings = [
        ("", words::PERSON),
        ("number", words::REVIEWS),
        ("when", words::LONGEST),
        ("when", words::MEDIAN),
        ("", words::WHICH),
    ];
    let headings = headings.map(|(class, name)| view! { <th class=class scope="col">{name}</th> });
    let rows = people
        .into_iter()
        .map(|person| view! { <PersonRow person/> });
    view! {
        <div class="view">
            <p role="status">{over}</p>
            <table class="pull-requests load">
                <caption class="visually-hidden">{words::LOAD}</caption>
                <thead>
                    <tr>{headings.into_iter().collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Open reviews of one person.
#[component]
fn PersonRow(
    /// The person.
    person: PersonLoad,
) -> impl IntoView {
    let length = |seconds: i64| duration::length(u64::try_from(seconds).unwrap_or(0));
    let count = number(as_u64(person.pull_requests.len()));
    let links = person.pull_requests.iter();
    let links =
        links.map(|pull_request| view! { <Waiting pull_request=Arc::clone(pull_request)/> });
    view! {
        <tr>
            <th scope="row">
                <span class="person">
                    <Avatar name=person.name.clone()/>
                    <span class="name">{person.name}</span>
                </span>
            </th>
            <td class="number">{count}</td>
            <td class="when">{length(person.longest)}</td>
            <td class="when">{length(person.median)}</td>
            <td><ul class="which">{links.collect_view()}</ul></td>
        </tr>
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

/// The view as a table for other programs.
fn rows(workload: &Workload) -> Vec<Vec<String>> {
    let head = words::EXPORTED.map(str::to_owned).to_vec();
    let lines = workload.people.iter().map(|one| {
        let ids = one
            .pull_requests
            .iter()
            .map(|pull_request| pull_request.id.to_string());
        vec![
            one.name.clone(),
            one.pull_requests.len().to_string(),
            (one.longest / HOUR).to_string(),
            (one.median / HOUR).to_string(),
            ids.collect::<Vec<_>>().join(" "),
        ]
    });
    [head].into_iter().chain(lines).collect()
}
