//! The list of pull requests.

use axum::{
    extract::Query,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    layout::{Page, Place, Tab},
    parts::{self, Vote},
    paths,
    refusal::Refusal,
    visit::Visit,
    words::{counted, moment},
};
use crate::world::{PullRequest, PullRequestState, World};

const ON_A_PAGE: usize = 25;

/// Filters and page of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    state: StateAsk,
    author: String,
    page: Option<usize>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum StateAsk {
    #[default]
    Open,
    Merged,
    Declined,
}

impl StateAsk {
    const ALL: [Self; 3] = [Self::Open, Self::Merged, Self::Declined];

    fn state(self) -> PullRequestState {
        match self {
            Self::Open => PullRequestState::Open,
            Self::Merged => PullRequestState::Merged,
            Self::Declined => PullRequestState::Declined,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Merged => "Merged",
            Self::Declined => "Declined",
        }
    }

    fn parameter(self) -> &'static str {
        match self {
            Self::Open => "OPEN",
            Self::Merged => "MERGED",
            Self::Declined => "DECLINED",
        }
    }
}

/// `GET /{workspace}/{repository}/pull-requests`
pub(crate) async fn list(
    visit: Visit,
    ask: Result<Query<Ask>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Refusal> {
    let Query(ask) = ask.map_err(|_| Refusal::Impossible {
        reason: "The list has no such state or page.".to_owned(),
    })?;
    let content = content(&visit, &visit.sandbox.world(), &ask);
    let page = Page::new(
        "Pull requests",
        Place::Repository(Tab::PullRequests),
        content,
    );
    Ok(visit.show(page).into_response())
}

fn content(visit: &Visit, world: &World, ask: &Ask) -> Markup {
    let mut found: Vec<&PullRequest> = world
        .pull_requests
        .iter()
        .filter(|pull| pull.state == ask.state.state() && by(world, pull, &ask.author))
        .collect();
    found.sort_by_key(|pull| std::cmp::Reverse((pull.updated_on, pull.id)));
    let page = ask.page.unwrap_or(1).max(1);
    let start = (page - 1).saturating_mul(ON_A_PAGE);
    let shown: Vec<&PullRequest> = found.iter().skip(start).take(ON_A_PAGE).copied().collect();
    html! {
        (parts::breadcrumbs(&[(&paths::repository(world, ""), &world.repository.name)]))
        h1 { "Pull requests" }
        @if visit.reader.is_some() {
            p { a.button href=(paths::repository(world, "/pull-requests/new")) { "Create pull request" } }
        }
        nav.tabs aria-label="State" {
            @for state in StateAsk::ALL {
                a href=(link(state, &ask.author, 1))
                    aria-current=[(state == ask.state).then_some("page")]
                { (state.word()) " " span.count { (count(world, state)) } }
            }
        }
        form.row role="search" method="get" {
            input type="hidden" name="state" value=(ask.state.parameter());
            label.visually-hidden for="author" { "Author" }
            input #author type="search" name="author" value=(ask.author) placeholder="Author’s name";
            button.button { "Filter" }
            span.subtle { (counted(found.len(), "pull request", "pull requests")) }
        }
        @if shown.is_empty() {
            p.empty { "No pull requests match." }
        } @else {
            (table(visit, world, &shown))
        }
        @if found.len() > ON_A_PAGE {
            nav.pager aria-label="Pages" {
                @if page > 1 {
                    a.button href=(link(ask.state, &ask.author, page - 1)) rel="prev" { "Previous" }
                }
                @if start + ON_A_PAGE < found.len() {
                    a.button href=(link(ask.state, &ask.author, page + 1)) rel="next" { "Next" }
                }
            }
        }
    }
}

fn table(visit: &Visit, world: &World, pulls: &[&PullRequest]) -> Markup {
    html! {
        div.table-scroll {
            table {
                thead {
                    tr {
                        th scope="col" { "Summary" }
                        th scope="col" { "Reviewers" }
                        th scope="col" { "Comments" }
                        th scope="col" { "Updated" }
                    }
                }
                tbody {
                    @for pull in pulls {
                        tr {
                            td {
                                div.row {
                                    (parts::face(visit, world, pull.author))
                                    a.title href=(paths::repository(world, &format!("/pull-requests/{}", pull.id))) {
                                        (pull.title)
                                    }
                                    @if pull.draft { span.lozenge { "Draft" } }
                                }
                                div.row.small.subtle {
                                    span { (parts::name(world, pull.author)) " · #" (pull.id) }
                                    (parts::branches(pull))
                                }
                            }
                            td.fit { (reviewers(visit, world, pull)) }
                            td.fit { @if !pull.comments.is_empty() { (pull.comments.len()) } }
                            td.fit { (moment(visit.now, pull.updated_on)) }
                        }
                    }
                }
            }
        }
    }
}

fn reviewers(visit: &Visit, world: &World, pull: &PullRequest) -> Markup {
    html! {
        ul.plain.avatars {
            @for reviewer in &pull.reviewers {
                @let vote = Vote::of(pull, *reviewer);
                li title={ (parts::name(world, *reviewer)) ": " (vote.words()) } {
                    (parts::voted_face(visit, world, *reviewer, vote))
                    span.visually-hidden { (parts::name(world, *reviewer)) ": " (vote.words()) }
                }
            }
        }
    }
}

fn by(world: &World, pull: &PullRequest, text: &str) -> bool {
    let name = parts::name(world, pull.author).to_lowercase();
    name.contains(&text.trim().to_lowercase())
}

fn count(world: &World, state: StateAsk) -> usize {
    let pulls = world.pull_requests.iter();
    pulls.filter(|pull| pull.state == state.state()).count()
}

fn link(state: StateAsk, author: &str, page: usize) -> String {
    let mut link = format!("?state={}", state.parameter());
    if !author.is_empty() {
        link.push_str(&format!("&author={}", paths::encoded(author)));
    }
    if page > 1 {
        link.push_str(&format!("&page={page}"));
    }
    link
}
