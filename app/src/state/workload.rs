//! Open reviews by person, and the order in which they are shown.

use std::sync::Arc;

use bitbucket_cloud::{Account, PullRequest};
use leptos::prelude::*;

use super::{
    Loading,
    computed::computed,
    repository::{OpenPullRequests, RepositoryStore},
    rows::Rows,
};
use crate::{
    browser::{address::value, clock},
    history::review_times::AllReviewTimes,
    model::{
        settings::{LoadedSettings, Settings},
        sorting::Sorting,
        workload::{PersonColumn, PersonLoad, Workload},
    },
    text,
};

/// Name of the view in the address.
const VIEW: &str = "load";
/// People that are listed at once, and more each time.
const LISTED: usize = 30;

/// State of the view of open reviews. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct WorkloadStore {
    /// Reviews of the pull requests that were read.
    pub workload: Memo<Loading<Workload>>,
    /// Sorting of the table.
    pub sorting: RwSignal<Sorting<PersonColumn>>,
    /// Number of people that are listed at most.
    pub listed: RwSignal<usize>,
}

impl WorkloadStore {
    /// Follows the open pull requests of a repository, sorted as the address says, or as at the last
    /// visit. It ends with the current owner.
    pub fn new(repository: RepositoryStore) -> Self {
        let query = repository.view_settings.recall(VIEW);
        let sorting = RwSignal::new(Sorting::named(value(&query, "sort")));
        let input = move || match repository.open.get()? {
            Ok(open) => Some(Ok((
                open,
                repository.rules()?,
                repository.review_times.get(),
            ))),
            Err(error) => Some(Err(error)),
        };
        let workload = computed(input, async |input| {
            let (open, rules, times): (
                Arc<OpenPullRequests>,
                Arc<LoadedSettings>,
                Arc<AllReviewTimes>,
            ) = input?;
            Ok(workload(&open, &rules.settings, &times))
        });
        Effect::new(move |_| {
            let pairs = [("sort", sorting.get().name())];
            repository.view_settings.remember(VIEW, &pairs);
        });
        Self {
            workload,
            sorting,
            listed: RwSignal::new(LISTED),
        }
    }

    /// The newest reviews; none until they are there. Tracked.
    pub fn read(self) -> Workload {
        let workload = self.workload.get().and_then(Result::ok);
        workload.unwrap_or_default()
    }

    /// All people in the order of the table.
    pub fn rows(self) -> Memo<Rows<String, PersonLoad>> {
        Memo::new(move |_| {
            let mut people = self.read().people;
            self.sorting.get().sort(&mut people);
            Rows::of(people, |one| one.person.clone())
        })
    }

    /// Number of people that [`WorkloadStore::more`] lists. Tracked.
    pub fn left(self) -> usize {
        let all = self.workload.with(|workload| match workload {
            Some(Ok(workload)) => workload.people.len(),
            Some(Err(_)) | None => 0,
        });
        LISTED.min(all.saturating_sub(self.listed.get()))
    }

    /// Lists more people.
    pub fn more(self) {
        self.listed.update(|listed| *listed += LISTED);
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
