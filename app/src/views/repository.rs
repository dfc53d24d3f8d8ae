//! The page of a repository: its open pull requests. One call for 50 of them, and one for the size
//! of each.

use bitbucket_cloud::{Page, PullRequest, Repository, Request};
use leptos::{either::Either, prelude::*, task::spawn_local};

use super::{block, panel, problem, row};
use crate::{
    fresh::Fresh,
    load::{Load, load},
    order::last_active_first,
    page::App,
    sizes::Sizes,
    text,
};

/// What was read of the list.
struct List {
    rows: Vec<row::Row>,
    /// Of all pages.
    size: Option<u32>,
    next: Option<Request>,
}

impl List {
    fn add(&mut self, page: Page<PullRequest>, sizes: Sizes) -> Result<(), bitbucket_cloud::Error> {
        self.next = page.next()?;
        self.size = page.size.or(self.size);
        let mut rows = std::mem::take(&mut self.rows);
        rows.extend(page.values.into_iter().map(|pull| row::Row {
            size: sizes.of(&pull),
            pull,
        }));
        self.rows = last_active_first(rows, |row| &row.pull);
        Ok(())
    }
}

pub(crate) fn view(app: App, repository: Repository) -> impl IntoView {
    let sizes = Sizes::new(app, repository.clone());
    let state = RwSignal::new(Load::Loading);
    let fetch = Callback::new({
        let repository = repository.clone();
        move |()| {
            let (shared, repository) = (app.shared(), repository.clone());
            load(state, async move {
                let page = shared.client.open_pull_requests(&repository).await?;
                let mut list = List {
                    rows: Vec::new(),
                    size: None,
                    next: None,
                };
                list.add(page, sizes)?;
                Ok(list)
            });
        }
    });
    fetch.run(());
    let more = more(app, state, sizes);
    view! {
        <div class="wide">
            <h1>{text::OPEN_PULL_REQUESTS}</h1>
            {panel::note(app)}
            {move || {
                sizes.stopped().then(|| view! { <p class="note" role="status">{text::SIZES_STOPPED}</p> })
            }}
            {block(app, state, 12, fetch, move |list: &List| ready(app, &repository, list))}
            {more}
        </div>
    }
}

fn ready(app: App, repository: &Repository, list: &List) -> impl IntoView + use<> {
    if list.rows.is_empty() {
        return Either::Left(view! {
            <div class="empty">
                <p class="empty-title">{text::NO_PULL_REQUESTS}</p>
                <p>{text::NO_PULL_REQUESTS_MORE}</p>
            </div>
        });
    }
    let rows: Vec<_> = list
        .rows
        .iter()
        .map(|row| row::view(app, repository, row))
        .collect();
    Either::Right(view! {
        <p class="subtle count">{text::shown(list.rows.len(), list.size)}</p>
        <table class="pull-requests">
            <caption class="visually-hidden">{text::OPEN_PULL_REQUESTS}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::PULL_REQUEST}</th>
                    <th scope="col">{text::AUTHOR}</th>
                    <th scope="col">{text::AGE}</th>
                    <th scope="col">{text::LAST_ACTIVITY}</th>
                    <th scope="col">{text::SIZE}</th>
                    <th scope="col">{text::REVIEWERS}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    })
}

/// The button for the next page, if there is one. It stays in place while it works, so that it keeps
/// the focus.
fn more(app: App, state: RwSignal<Load<List>>, sizes: Sizes) -> impl IntoView {
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None);
    let next = move || {
        state.with(|state| match state {
            Load::Ready(list) => list.next.clone(),
            Load::Failed(_) | Load::Loading => None,
        })
    };
    let fetch = Callback::new(move |()| {
        let Some(request) = untrack(next).filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        failed.set(None);
        let shared = app.shared();
        spawn_local(async move {
            let page = shared.client.page(&request).await;
            let added = page.and_then(|page| {
                let added = state.try_update(|state| match state {
                    Load::Ready(list) => list.add(page, sizes),
                    Load::Failed(_) | Load::Loading => Ok(()),
                });
                added.unwrap_or(Ok(()))
            });
            let _gone = failed.try_set(added.err());
            let _gone = busy.try_set(false);
        });
    });
    view! {
        {move || failed.get().map(|error| Fresh(problem::view(app, &error, fetch)))}
        <button
            type="button"
            class="button"
            hidden=move || next().is_none() || failed.with(Option::is_some)
            on:click=move |_| fetch.run(())
        >
            {move || if busy.get() { text::LOADING } else { text::SHOW_MORE }}
        </button>
    }
}
