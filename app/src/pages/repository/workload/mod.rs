//! Who is asked for which reviews now. No call of its own.

mod person_row;

use std::sync::Arc;

use bitbucket_cloud::{Account, PullRequest};
use leptos::prelude::*;

use super::below::Below;
use crate::{
    browser::clock,
    components::{ExportButtons, Loaded, SortHeading, built},
    history::review_times::AllReviewTimes,
    model::{
        settings::{LoadedSettings, Settings},
        sorting::Sorting,
        workload::{PersonColumn, PersonLoad, Workload},
    },
    state::{
        computed::computed,
        repository::{OpenPullRequests, use_repository},
    },
    text::{self, workload as words},
};
use person_row::PersonRow;

/// Lines of the skeleton.
const LINES: usize = 8;
/// People that are listed at once.
const LISTED: usize = 30;
/// People that are listed more each time.
const MORE: usize = 30;
/// Class, name and column of the headings that sort.
const COLUMNS: [(&str, &str, PersonColumn); 5] = [
    ("", words::PERSON, PersonColumn::Name),
    ("number", words::REVIEWS, PersonColumn::Reviews),
    ("when", words::LONGEST, PersonColumn::Longest),
    ("when", words::MEDIAN, PersonColumn::Median),
    ("", words::WHICH, PersonColumn::Which),
];
/// Seconds of an hour.
const HOUR: i64 = 3_600;

/// The view.
#[component]
pub(super) fn WorkloadView() -> impl IntoView {
    let store = use_repository();
    let input = move || match store.open.get()? {
        Ok(open) => Some(Ok((open, store.rules()?, store.review_times.get()))),
        Err(error) => Some(Err(error)),
    };
    let value = computed(input, async |input| {
        let (open, rules, times): (
            Arc<OpenPullRequests>,
            Arc<LoadedSettings>,
            Arc<AllReviewTimes>,
        ) = input?;
        Ok(workload(&open, &rules.settings, &times))
    });
    store.place_after(value);
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
            <Below><ExportButtons name="load" rows=table/></Below>
        </section>
    }
}

fn workload(open: &OpenPullRequests, settings: &Settings, times: &AllReviewTimes) -> Workload {
    let pull_requests = open.rows.iter().map(|row| Arc::clone(&row.pull_request));
    let pull_requests: Vec<_> = pull_requests.collect();
    let name = |account: &Account| text::name(Some(account));
    let asked_on = |pull_request: &PullRequest| {
        let opened = pull_request.created_on;
        times.ready_on(pull_request.id, opened).unwrap_or(opened)
    };
    Workload::of(
        &pull_requests,
        settings,
        clock::now().unix(),
        name,
        asked_on,
    )
    .out_of(open.count())
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
        of,
    } = workload;
    if people.is_empty() {
        return view! { <p class="empty">{words::nobody(open, of)}</p> }.into_any();
    }
    let sorting = RwSignal::new(Sorting::usual(PersonColumn::Reviews));
    view! {
        <div class="view">
            <p role="status">{words::over(reviews, people.len(), waiting, (open, of))}</p>
            <table class="pull-requests load">
                <caption class="visually-hidden">{words::LOAD}</caption>
                <thead>
                    <tr>
                        {COLUMNS.map(|(class, name, column)| view! {
                            <SortHeading
                                class name column sorting
                                on_sort=move |to| sorting.set(to)
                            />
                        })}
                    </tr>
                </thead>
                <Rows people sorting/>
            </table>
        </div>
    }
    .into_any()
}

/// Rows of the table: some, and more of them on demand.
#[component]
fn Rows(
    /// All people.
    people: Vec<PersonLoad>,
    /// Sorting of the table.
    sorting: RwSignal<Sorting<PersonColumn>>,
) -> impl IntoView {
    let all = people.len();
    let listed = RwSignal::new(LISTED);
    let sorted = Memo::new(move |_| {
        let mut people = people.clone();
        sorting.get().sort(&mut people);
        people
    });
    let built = built(move || all.min(listed.get()));
    let rows = move || {
        let people = sorted.read();
        people.iter().take(built.get()).cloned().collect::<Vec<_>>()
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
