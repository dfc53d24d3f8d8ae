//! Page on which a reader opens a pull request.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::closing::refused;
use crate::{
    api::create::{self, Opening},
    git::Git,
    web::pages::{
        forms::{self, Sent},
        layout::{Page, Place, Tab},
        parts, paths,
        refusal::Refusal,
        visit::Visit,
    },
    world::{PullRequestState, World},
};

/// Title and source of a pull request; it goes to the main branch.
#[derive(Debug, Deserialize)]
pub(crate) struct New {
    title: String,
    source: String,
}

/// `GET /{workspace}/{repository}/pull-requests/new`
pub(crate) async fn new(visit: Visit) -> Result<Response, Refusal> {
    visit.reader.ok_or(Refusal::NotFound)?;
    let main = visit.sandbox.world().repository.main_branch.clone();
    let ahead = ahead(&visit.sandbox.git, &main).await;
    let content = {
        let world = visit.sandbox.world();
        let mut sources = ahead.ok_or(Refusal::Internal)?;
        sources.retain(|branch| !is_open(&world, branch));
        content(&visit, &world, &main, &sources)
    };
    let place = Place::Repository(Tab::PullRequests);
    Ok(visit.show(Page::new("Create pull request", place, content)))
}

/// `POST /{workspace}/{repository}/pull-requests/new`
pub(crate) async fn open(Sent(visit, form): Sent<New>) -> Result<Response, Refusal> {
    let author = visit.reader.ok_or(Refusal::NotFound)?;
    let opening = Opening {
        title: form.title,
        description: String::new(),
        source: form.source,
        destination: None,
        reviewers: Vec::new(),
        draft: false,
        close_source_branch: false,
        author,
    };
    let pull = create::open(&visit.sandbox, opening).await;
    let pull = pull.map_err(refused)?;
    let path = paths::repository(&visit.sandbox.world(), "/pull-requests");
    Ok(Redirect::to(&format!("{path}/{}", pull.id)).into_response())
}

/// Names of branches with commits that the main branch does not have; `None` if git fails.
async fn ahead(git: &Git, main: &str) -> Option<Vec<String>> {
    let branches = git.branches().await.ok()?;
    let main = branches.into_iter().find(|branch| branch.name == main)?;
    let ahead = git.branches_ahead_of(&main.head).await.ok()?;
    Some(ahead.into_iter().map(|branch| branch.name).collect())
}

/// Returns whether a pull request from that branch is open.
fn is_open(world: &World, branch: &str) -> bool {
    let mut pulls = world.pull_requests.iter();
    pulls.any(|pull| pull.state == PullRequestState::Open && pull.source.branch == branch)
}

fn content(visit: &Visit, world: &World, main: &str, sources: &[String]) -> Markup {
    let list = paths::repository(world, "/pull-requests");
    let name = &world.repository.name;
    html! {
        (parts::breadcrumbs(&[(&paths::repository(world, ""), name), (&list, "Pull requests")]))
        h1 { "Create pull request" }
        @if sources.is_empty() {
            p.empty {
                "Every branch that has commits of its own has an open pull request. Decline one, or push a branch."
            }
        } @else {
            section.card aria-label="Create pull request" {
                form.body.stack method="post" {
                    (forms::field(visit))
                    div.field {
                        label for="source" { "Source branch" }
                        select #source name="source" {
                            @for source in sources { option { (source) } }
                        }
                    }
                    p.subtle { "It goes to " code { (main) } "." }
                    div.field {
                        label for="title" { "Title" }
                        input #title type="text" name="title" required;
                    }
                    div { button.button.primary { "Create pull request" } }
                }
            }
        }
    }
}
