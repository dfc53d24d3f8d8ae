//! The page of a repository: its open pull requests. One call for 50 of them, and one for the size
//! of each.

use std::rc::Rc;

use bitbucket_cloud::{Error, Page, PullRequest, Repository, Request};
use js_sys::futures::spawn_local;

use super::{button, panel, problem, row, shown};
use crate::{
    element::{Element, el, live},
    load::Load,
    order::last_active_first,
    page::App,
    signal::{Act, Signal},
    sizes::Sizes,
    source::Source,
    text,
};

/// What was read of the list.
#[derive(Clone)]
struct List {
    pulls: Vec<PullRequest>,
    /// Of all pages.
    size: Option<u32>,
    next: Option<Request>,
}

impl List {
    fn with(mut self, page: Page<PullRequest>, sizes: &Sizes) -> Result<Self, Error> {
        self.next = page.next()?;
        self.size = page.size.or(self.size);
        for pull in &page.values {
            sizes.want(pull);
        }
        self.pulls.extend(page.values);
        self.pulls = last_active_first(self.pulls, |pull| pull);
        Ok(self)
    }
}

pub(crate) fn view(app: App, repository: Repository) -> Element {
    let sizes = Sizes::new(app, repository.clone());
    let list = Source::new({
        let (repository, sizes) = (repository.clone(), sizes.clone());
        move || {
            let (shared, repository, sizes) = (app.shared(), repository.clone(), sizes.clone());
            Box::pin(async move {
                let page = shared.client.open_pull_requests(&repository).await?;
                let list = List {
                    pulls: Vec::new(),
                    size: None,
                    next: None,
                };
                list.with(page, &sizes)
            })
        }
    });
    let more = more(app, list, &sizes);
    let of = sizes.clone();
    el("div")
        .class("wide")
        .with(el("h1").text(text::OPEN_PULL_REQUESTS))
        .all(panel::note(app))
        .with(live(move || match of.stopped() {
            true => el("p")
                .class("note")
                .attr("role", "status")
                .text(text::SIZES_STOPPED),
            false => el("p").attr("hidden", ""),
        }))
        .with(shown(app, list, 12, move |list| {
            ready(app, &repository, list, &sizes)
        }))
        .with(more)
}

fn ready(app: App, repository: &Repository, list: &List, sizes: &Sizes) -> Element {
    if list.pulls.is_empty() {
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
    let rows = list.pulls.iter();
    let rows = rows.map(|pull| row::view(app, repository, pull, sizes));
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
                .text(&text::shown(list.pulls.len(), list.size)),
        )
        .with(table)
}

/// The button for the next page, if there is one. It stays in place while it works, so that it keeps
/// the focus.
fn more(app: App, list: Source<List>, sizes: &Sizes) -> Element {
    let busy = Signal::new(false);
    let failed = Signal::new(None);
    let next = |list: Load<Rc<List>>| match list {
        Load::Ready(list) => list.next.clone(),
        Load::Failed(_) | Load::Loading => None,
    };
    let sizes = sizes.clone();
    let fetch = Act::new(move || {
        let Some(request) = next(list.now()).filter(|_| !*busy.now()) else {
            return;
        };
        busy.set(true);
        failed.set(None);
        let (shared, sizes) = (app.shared(), sizes.clone());
        spawn_local(async move {
            let page = shared.client.page(request).await;
            let longer = page.and_then(|page| match list.now() {
                Load::Ready(list) => (*list).clone().with(page, &sizes).map(Some),
                Load::Failed(_) | Load::Loading => Ok(None),
            });
            match longer {
                Ok(Some(longer)) => list.set(longer),
                Ok(None) => {}
                Err(error) => failed.set(Some(error)),
            }
            busy.set(false);
        });
    });
    let failure = live(move || match &*failed.get() {
        Some(error) => problem::view(app, error, fetch),
        None => el("p").attr("hidden", ""),
    });
    let button = button("", move || fetch.run()).follow(move |button| {
        button.set_hidden(next(list.get()).is_none() || failed.get().is_some());
        let busy = *busy.get();
        button.set_text_content(Some(if busy { text::LOADING } else { text::SHOW_MORE }));
    });
    el("div").with(failure).with(button)
}
