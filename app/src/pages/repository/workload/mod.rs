//! Who is asked for which reviews now. No call of its own.

mod person_row;

use std::sync::Arc;

use bitbucket_cloud::Account;
use leptos::prelude::*;

use crate::{
    browser::clock,
    components::{ExportButtons, Loaded},
    model::{
        settings::Settings,
        workload::{PersonLoad, Workload},
    },
    state::repository::{OpenPullRequests, use_repository},
    text::{self, workload as words},
};
use person_row::PersonRow;

/// Lines of the skeleton.
const LINES: usize = 8;
/// People that are listed at once.
const LISTED: usize = 30;
/// People that are listed more each time.
const MORE: usize = 30;
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
    view! {
        <div class="view">
            <p role="status">{over}</p>
            <table class="pull-requests load">
                <caption class="visually-hidden">{words::LOAD}</caption>
                <thead>
                    <tr>{headings.into_iter().collect_view()}</tr>
                </thead>
                <Rows people/>
            </table>
        </div>
    }
    .into_any()
}

/// Rows of the table: some, and more of them on demand.
#[component]
fn Rows(
    /// Those of whom most is asked first.
    people: Vec<PersonLoad>,
) -> impl IntoView {
    let all = people.len();
    let listed = RwSignal::new(LISTED);
    let rows = move || {
        people
            .iter()
            .take(listed.get())
            .cloned()
            .collect::<Vec<_>>()
    };
    let left = move || MORE.min(all.saturating_sub(listed.get()));
    view! {
        <tbody>
            <For each=rows key=|person| person.person.clone() let:person>
                <PersonRow person/>
            </For>
        </tbody>
        <Show when=move || left() != 0>
            <tfoot>
                <tr>
                    <td colspan="5">
                        <button class="button" type="button"
                            on:click=move |_| listed.update(|listed| *listed += MORE)
                        >
                            {move || text::show_more(left())}
                        </button>
                    </td>
                </tr>
            </tfoot>
        </Show>
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
