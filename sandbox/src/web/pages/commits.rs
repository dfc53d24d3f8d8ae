//! Commits: the list, and one with its diff.

use axum::{
    extract::{Path, Query},
    response::Response,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    diff, history,
    layout::{Page, Place, Tab},
    parts, paths,
    refusal::Refusal,
    visit::Visit,
    words::moment,
};
use crate::{
    git::{Commit, Range, Walk},
    world::{Person, World},
};

const ON_A_PAGE: usize = 50;

/// Page of the list.
#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    page: usize,
}

/// `GET /{workspace}/{repository}/commits`
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Result<Response, Refusal> {
    let git = &visit.sandbox.git;
    let branch = visit.sandbox.world().repository.main_branch.clone();
    let page = ask.page.max(1);
    let skip = (page - 1).saturating_mul(ON_A_PAGE);
    // One more than is shown says whether there is a next page.
    let walk = Walk {
        include: vec![git.resolve(&branch).await?],
        skip,
        most: Some(ON_A_PAGE + 1),
        ..Walk::default()
    };
    let mut found = git.log(&walk).await?;
    let more = found.len() > ON_A_PAGE;
    found.truncate(ON_A_PAGE);
    let content = {
        let world = visit.sandbox.world();
        html! {
            (parts::breadcrumbs(&[(&paths::repository(&world, ""), &world.repository.name)]))
            h1 { "Commits" }
            (table(&visit, &world, &found))
            nav.pager aria-label="Pages" {
                @if page > 1 { a.button href={ "?page=" (page - 1) } rel="prev" { "Newer" } }
                @if more { a.button href={ "?page=" (page + 1) } rel="next" { "Older" } }
            }
        }
    };
    Ok(visit.show(Page::new(
        "Commits",
        Place::Repository(Tab::Commits),
        content,
    )))
}

/// `GET /{workspace}/{repository}/commits/{hash}`
pub(crate) async fn one(
    visit: Visit,
    Path((_, _, hash)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    let git = &visit.sandbox.git;
    let commit = git.commit(&git.resolve(&hash).await?).await?;
    let text = history::diff(git, &Range::of(&commit)).await?;
    let content = {
        let world = visit.sandbox.world();
        html! {
            (parts::breadcrumbs(&[
                (&paths::repository(&world, ""), &world.repository.name),
                (&paths::repository(&world, "/commits"), "Commits"),
            ]))
            h1 { (commit.subject()) }
            div.row {
                (author(&visit, &world, &commit)) (moment(visit.now, commit.author.at))
                span.hash { (parts::short(commit.hash.as_str())) }
                a href=(paths::repository(&world, &paths::source(commit.hash.as_str(), ""))) { "View source" }
            }
            @if !commit.body().is_empty() { (super::prose::prose(commit.body())) }
            (diff::section(&text))
        }
    };
    let title = commit.subject().to_owned();
    Ok(visit.show(Page::new(title, Place::Repository(Tab::Commits), content)))
}

/// Commits with author, message and date.
pub(crate) fn table(visit: &Visit, world: &World, commits: &[Commit]) -> Markup {
    html! {
        @if commits.is_empty() { p.empty { "No commits." } } @else {
            div.table-scroll {
                table {
                    thead {
                        tr {
                            th scope="col" { "Author" }
                            th scope="col" { "Commit" }
                            th scope="col" { "Message" }
                            th scope="col" { "Date" }
                        }
                    }
                    tbody {
                        @for commit in commits {
                            tr {
                                td.fit { (author(visit, world, commit)) }
                                td.fit {
                                    a.hash href=(parts::commit_path(world, commit.hash.as_str())) { (parts::short(commit.hash.as_str())) }
                                }
                                td { (commit.subject()) }
                                td.fit { (moment(visit.now, commit.author.at)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Commits in a narrow column.
pub(crate) fn short_list(visit: &Visit, world: &World, commits: &[Commit]) -> Markup {
    html! {
        ul.plain.people {
            @for commit in commits {
                li {
                    div.grow {
                        a href=(parts::commit_path(world, commit.hash.as_str())) { (commit.subject()) }
                        div.small.subtlest { (author_name(world, commit)) " · " (moment(visit.now, commit.author.at)) }
                    }
                }
            }
        }
    }
}

fn author(visit: &Visit, world: &World, commit: &Commit) -> Markup {
    html! {
        span.row {
            @if let Some(person) = known(world, commit) {
                (parts::picture(visit, &person.uuid, "avatar"))
            }
            (author_name(world, commit))
        }
    }
}

fn author_name<'a>(world: &'a World, commit: &'a Commit) -> &'a str {
    known(world, commit).map_or(&commit.author.name, |person| &person.display_name)
}

fn known<'a>(world: &'a World, commit: &Commit) -> Option<&'a Person> {
    let mut people = world.people.iter();
    people.find(|person| person.email == commit.author.email)
}
