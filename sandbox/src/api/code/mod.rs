//! Commits, diffs, files, branches: what git knows.

mod branches;
mod commits;
mod diffs;
mod files;
mod reports;

use std::sync::Arc;

use axum::{Router, extract::Path, extract::State, response::Response, routing::get};

use super::{Api, ask::Ask, error::ApiError, page::answer};

pub(crate) use commits::{Walk, walk};

/// Endpoints that need the scope `repository`. What may hold slashes stands at the end as a whole.
pub(crate) fn router() -> Router<Arc<Api>> {
    let repository = Router::new()
        .route("/", get(repository))
        .route("/commit/{commit}", get(commits::one))
        .route("/commit/{commit}/statuses", get(commits::statuses))
        .route("/commits", get(commits::all))
        .route("/commits/", get(commits::all))
        .route("/commits/{*revision}", get(commits::from))
        .route("/diff/{*spec}", get(diffs::diff))
        .route("/diffstat/{*spec}", get(diffs::diffstat))
        .route("/file-conflicts/{*spec}", get(diffs::conflicts))
        .route("/filehistory/{commit}/{*path}", get(files::history))
        .route("/merge-base/{*revspec}", get(commits::merge_base))
        .route("/refs/branches", get(branches::all))
        .route("/refs/branches/{*name}", get(branches::one))
        .route("/src", get(files::root))
        .route("/src/", get(files::root))
        .route("/src/{commit}", get(files::root_of))
        .route("/src/{commit}/", get(files::root_of))
        .route("/src/{commit}/{*path}", get(files::at))
        .merge(reports::router());
    Router::new().nest("/repositories/{workspace}/{repo_slug}", repository)
}

/// A path below the repository with one more part.
type OfRepository = Path<(String, String, String)>;

async fn repository(State(api): State<Arc<Api>>, ask: Ask) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let body = api.shapes(&world).repository_in_full();
    Ok(answer(&ask, &body, &[]))
}
