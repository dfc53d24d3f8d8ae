//! Files, folders, and the history of a file.

use std::sync::Arc;

use axum::{
    extract::{OriginalUri, Path, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::OfRepository;
use crate::{
    api::{
        Api,
        ask::Ask,
        error::ApiError,
        page::{Rules, answer, list_shaped},
        shape::COSTLY_IN_FILE_HISTORY,
    },
    git::{CommitHash, Entry, EntryKind, Mode, Renamed},
};

/// Redirects to the root of the main branch.
pub(super) async fn root(
    State(api): State<Arc<Api>>,
    OriginalUri(uri): OriginalUri,
    ask: Ask,
) -> Result<Response, ApiError> {
    let main = api.sandbox.world().repository.main_branch.clone();
    let hash = api.sandbox.git.resolve(&main).await?;
    let path = format!(
        "{}{}/{hash}/",
        api.origin(),
        uri.path().trim_end_matches('/')
    );
    let location = ask.moved_to(&path, &[]);
    Ok((StatusCode::FOUND, [(header::LOCATION, location)]).into_response())
}

/// The root of a commit.
pub(super) async fn root_of(
    State(api): State<Arc<Api>>,
    Path((_, _, revision)): OfRepository,
    ask: Ask,
) -> Result<Response, ApiError> {
    source(&api, &revision, "", &ask).await
}

/// A file or folder of a commit.
pub(super) async fn at(
    State(api): State<Arc<Api>>,
    Path((_, _, revision, path)): Path<(String, String, String, String)>,
    ask: Ask,
) -> Result<Response, ApiError> {
    source(&api, &revision, &path, &ask).await
}

async fn source(api: &Api, revision: &str, path: &str, ask: &Ask) -> Result<Response, ApiError> {
    let git = &api.sandbox.git;
    let commit = git.resolve(revision).await?;
    let entry = git.entry(&commit, path).await?;
    match (ask.first("format"), entry.kind) {
        (Some("meta"), _) => meta(api, &commit, &entry, ask).await,
        (None, EntryKind::Folder) => folder(api, &commit, &entry, ask).await,
        (None, EntryKind::File { .. }) => file(api, &entry).await,
        (Some(_), _) => Err(ApiError::bad_request("Invalid format")),
    }
}

async fn folder(
    api: &Api,
    commit: &CommitHash,
    entry: &Entry,
    ask: &Ask,
) -> Result<Response, ApiError> {
    let depth = ask.number("max_depth")?.unwrap_or(1).max(1);
    let entries = api.sandbox.git.entries(commit, &entry.path, depth).await?;
    let world = api.sandbox.world();
    let shapes = api.shapes(&world);
    let shape = |entry| shapes.tree_entry(commit, &entry);
    list_shaped(ask, api.origin(), entries, shape, Rules::USUAL)
}

async fn meta(
    api: &Api,
    commit: &CommitHash,
    entry: &Entry,
    ask: &Ask,
) -> Result<Response, ApiError> {
    let binary = match entry.kind {
        EntryKind::File {
            mode: Mode::File, ..
        } => is_binary(&api.sandbox.git.file(entry).await?),
        _ => false,
    };
    let world = api.sandbox.world();
    let mut body = api.shapes(&world).tree_entry(commit, entry);
    if binary && let Some(members) = body.as_object_mut() {
        members.insert("attributes".to_owned(), "binary".into());
    }
    Ok(answer(ask, &body, &[]))
}

// Untrusted content: browsers must neither guess what it is nor show it as a page of this origin.
async fn file(api: &Api, entry: &Entry) -> Result<Response, ApiError> {
    let content = api.sandbox.git.file(entry).await?;
    let headers: [(HeaderName, String); 4] = [
        (
            header::CONTENT_TYPE,
            content_type(&entry.path, &content).to_owned(),
        ),
        (header::CONTENT_DISPOSITION, "attachment".to_owned()),
        (header::ETAG, format!("\"{}\"", entry.object)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, content).into_response())
}

fn content_type(path: &str, content: &[u8]) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "css" => "text/css",
        "gif" => "image/gif",
        "htm" | "html" => "text/html",
        "jpeg" | "jpg" => "image/jpeg",
        "js" | "mjs" => "text/javascript",
        "json" => "application/json",
        "md" => "text/markdown",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        _ if is_binary(content) => "application/octet-stream",
        _ => "text/plain",
    }
}

// As git tells it: a NUL among the first bytes.
fn is_binary(content: &[u8]) -> bool {
    content.iter().take(8_000).any(|byte| *byte == 0)
}

/// The commits that changed a file, newest first.
pub(super) async fn history(
    State(api): State<Arc<Api>>,
    Path((_, _, revision, path)): Path<(String, String, String, String)>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let renamed = match ask.flag("renames")? {
        Some(false) => Renamed::NotFollowed,
        _ => Renamed::Followed,
    };
    let git = &api.sandbox.git;
    let commit = git.resolve(&revision).await?;
    let history = git.file_history(&commit, &path, renamed).await?;
    if history.is_empty() {
        return Err(ApiError::not_found(format!(
            "No such file or directory: {path}"
        )));
    }
    let world = api.sandbox.world();
    let shapes = api.shapes(&world);
    let rules = Rules {
        costly: COSTLY_IN_FILE_HISTORY,
        ..Rules::USUAL
    };
    let shape = |file| shapes.file_in_history(&file);
    list_shaped(&ask, api.origin(), history, shape, rules)
}
