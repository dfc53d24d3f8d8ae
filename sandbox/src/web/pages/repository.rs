//! The repository's overview.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use super::{
    commits, icons,
    layout::{Page, Place, Tab},
    parts, paths,
    refusal::Refusal,
    source,
    visit::Visit,
};
use crate::{git::Walk, state::Sandbox};

const RECENT_COMMITS: usize = 8;
const README: &str = "README.md";

/// `GET /` and `GET /{workspace}/`
pub(crate) async fn redirect(State(sandbox): State<Sandbox>) -> Response {
    Redirect::to(&paths::repository(&sandbox.world(), "")).into_response()
}

/// `GET /{workspace}/{repository}`
pub(crate) async fn overview(visit: Visit) -> Result<Response, Refusal> {
    let branch = visit.sandbox.world().repository.main_branch.clone();
    let git = &visit.sandbox.git;
    let head = git.resolve(&branch).await?;
    let entries = git.entries(&head, "", 1).await?;
    let walk = Walk {
        include: vec![head.clone()],
        most: Some(RECENT_COMMITS),
        ..Walk::default()
    };
    let recent = git.log(&walk).await?;
    let readme = match git.entry(&head, README).await {
        Ok(entry) => git.file(&entry).await.ok(),
        Err(_) => None,
    };
    let content = {
        let world = visit.sandbox.world();
        html! {
            (parts::breadcrumbs(&[(&paths::repository(&world, ""), &world.workspace.name)]))
            h1 { (world.repository.name) }
            div.row { (icons::BRANCH) code { (branch) } span.subtle { "main branch" } }
            div.columns {
                div.stack {
                    (source::table(&world, &head, "", entries))
                    @if let Some(readme) = &readme {
                        section.card aria-label="Read me" {
                            header { (icons::FILE) h2 { (README) } }
                            div.body { (super::prose::prose(&String::from_utf8_lossy(readme))) }
                        }
                    }
                }
                aside aria-label="Details" {
                    section {
                        h2 { "Recent commits" }
                        (commits::short_list(&visit, &world, &recent))
                    }
                }
            }
        }
    };
    let title = visit.sandbox.world().repository.name.clone();
    Ok(visit.show(Page::new(title, Place::Repository(Tab::Source), content)))
}
