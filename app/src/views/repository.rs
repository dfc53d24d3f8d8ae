//! The page of a repository: its open pull requests. One call for 50 of them, and one for the size
//! of each.

use bitbucket_cloud::{Page, PullRequest, Repository, Request};
use leptos::{prelude::*, task::spawn_local};

use super::{block, button, panel, problem, row};
use crate::{
    element::{Element, el, live},
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

pub(crate) fn view(app: App, repository: Repository) -> Element {
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
    el("div")
        .class("wide")
        .with(el("h1").text(text::OPEN_PULL_REQUESTS))
        .all(panel::note(app))
        .with(live(move || match sizes.stopped() {
            true => el("p")
                .class("note")
                .attr("role", "status")
                .text(text::SIZES_STOPPED),
            false => el("p").attr("hidden", ""),
        }))
        .with(block(app, state, 12, fetch, move |list: &List| {
            ready(app, &repository, list)
        }))
        .with(more)
}

fn ready(app: App, repository: &Repository, list: &List) -> Element {
    if list.rows.is_empty() {
        return el("div")
            .class("empty")
            .with(el("p").class("empty-title").text(text::NO_PULL_REQUESTS))
            .with(el("p").text(text::NO_PULL_REQUESTS_MORE));
    }
    let headings = [
        text::PULL_REQUEST,
        text::AUTHOR,
        text::AGE,
        text::LAST_ACTIVITY,
        text::SIZE,
        text::REVIEWERS,
    ];
    let headings = headings.map(|name| el("th").attr("scope", "col").text(name));
    let rows = list.rows.iter().map(|row| row::view(app, repository, row));
    let table = el("table")
        .class("pull-requests")
        .with(
            el("caption")
                .class("visually-hidden")
                .text(text::OPEN_PULL_REQUESTS),
        )
        .with(el("thead").with(el("tr").all(headings)))
        .with(el("tbody").all(rows));
    el("div")
        .with(
            el("p")
                .class("subtle count")
                .text(&text::shown(list.rows.len(), list.size)),
        )
        .with(table)
}

/// The button for the next page, if there is one. It stays in place while it works, so that it keeps
/// the focus.
fn more(app: App, state: RwSignal<Load<List>>, sizes: Sizes) -> Element {
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
    let failure = live(move || match failed.get() {
        Some(error) => problem::view(app, &error, fetch),
        None => el("p").attr("hidden", ""),
    });
    let button = button("", move || fetch.run(())).follow(move |button| {
        button.set_hidden(next().is_none() || failed.with(Option::is_some));
        let busy = busy.get();
        button.set_text_content(Some(if busy { text::LOADING } else { text::SHOW_MORE }));
    });
    el("div").with(failure).with(button)
}
