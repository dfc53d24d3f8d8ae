//! Commits, walks through history, build statuses.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde_json::{Value, json};

use super::OfRepository;
use crate::{
    api::{
        Api,
        ask::Ask,
        error::ApiError,
        fields::merge,
        page::{Cursor, Rules, answer, list},
        spec::Spec,
    },
    git,
};

const THIRTY: Rules = Rules {
    usual: 30,
    ..Rules::USUAL
};

/// Selection of commits, newest first: revisions as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Walk {
    /// Commits that can be reached from these revisions; from every branch and tag if empty.
    pub(crate) include: Vec<String>,
    /// Revisions whose history is left out.
    pub(crate) exclude: Vec<String>,
    /// File or folder that the commits must change.
    pub(crate) path: Option<String>,
}

/// Commits of all branches and tags, or of those that the query includes.
pub(super) async fn all(State(api): State<Arc<Api>>, ask: Ask) -> Result<Response, ApiError> {
    walk(&api, &ask, asked(&ask, None), THIRTY).await
}

/// Commits from a revision on.
pub(super) async fn from(
    State(api): State<Arc<Api>>,
    Path((_, _, revision)): OfRepository,
    ask: Ask,
) -> Result<Response, ApiError> {
    walk(&api, &ask, asked(&ask, Some(revision)), THIRTY).await
}

fn asked(ask: &Ask, revision: Option<String>) -> Walk {
    let included = ask.all("include").map(str::to_owned);
    Walk {
        include: revision.into_iter().chain(included).collect(),
        exclude: ask.all("exclude").map(str::to_owned).collect(),
        path: ask.first("path").map(str::to_owned),
    }
}

/// Answers one page of a walk. Such lists have no size, and can only be read forward.
///
/// # Errors
///
/// A 404 if a revision is not there, a 400 if a parameter is wrong.
pub(crate) async fn walk(
    api: &Api,
    ask: &Ask,
    walk: Walk,
    rules: Rules,
) -> Result<Response, ApiError> {
    let pagelen = rules.pagelen(ask)?;
    let name = format!("{walk:?}");
    let cursor = Cursor::read(ask, &name)?;
    let git = &api.sandbox.git;
    let mut commits = git
        .log(&git::Walk {
            include: git.resolve_all(&walk.include).await?,
            exclude: git.resolve_all(&walk.exclude).await?,
            path: walk.path,
            skip: cursor.skip,
            most: Some(pagelen + 1),
        })
        .await?;
    let goes_on = commits.len() > pagelen;
    commits.truncate(pagelen);
    let world = api.sandbox.world();
    let shapes = api.shapes(&world);
    let values: Value = commits.iter().map(|commit| shapes.commit(commit)).collect();
    let mut body = json!({ "pagelen": pagelen, "values": values });
    if goes_on {
        let next = Cursor {
            skip: cursor.skip + pagelen,
        };
        let link = ask.with("page", &next.token(&name));
        merge(
            &mut body,
            json!({ "next": format!("{}{link}", api.origin()) }),
        );
    }
    Ok(answer(ask, &body, rules.costly))
}

/// One commit.
pub(super) async fn one(
    State(api): State<Arc<Api>>,
    Path((_, _, revision)): OfRepository,
    ask: Ask,
) -> Result<Response, ApiError> {
    let hash = api.sandbox.git.resolve(&revision).await?;
    single(&api, &ask, &hash).await
}

/// The best common ancestor of two commits.
pub(super) async fn merge_base(
    State(api): State<Arc<Api>>,
    Path((_, _, spec)): OfRepository,
    ask: Ask,
) -> Result<Response, ApiError> {
    let ends = Spec::parse(&spec, &api.sandbox.world())?;
    let Spec::Pair {
        source,
        destination,
    } = ends
    else {
        return Err(ApiError::bad_request("Two commits are needed"));
    };
    let git = &api.sandbox.git;
    let (one, other) = git.resolve_both(&source, &destination).await?;
    let base = git
        .merge_base(&one, &other)
        .await?
        .ok_or_else(|| ApiError::not_found(format!("No common ancestor: {spec}")))?;
    single(&api, &ask, &base).await
}

async fn single(api: &Api, ask: &Ask, hash: &git::CommitHash) -> Result<Response, ApiError> {
    let commit = api.sandbox.git.commit(hash).await?;
    let world = api.sandbox.world();
    let mut body = api.shapes(&world).commit(&commit);
    merge(&mut body, json!({ "participants": [] }));
    Ok(answer(ask, &body, &[]))
}

/// Build statuses of a commit, oldest first.
pub(super) async fn statuses(
    State(api): State<Arc<Api>>,
    Path((_, _, revision)): OfRepository,
    ask: Ask,
) -> Result<Response, ApiError> {
    let hash = api.sandbox.git.resolve(&revision).await?;
    let world = api.sandbox.world();
    let statuses = api.shapes(&world).statuses(hash.as_str());
    list(&ask, api.origin(), statuses, Rules::USUAL)
}
