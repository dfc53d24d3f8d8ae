//! Differences between commits, and merge conflicts.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};

use super::OfRepository;
use crate::{
    api::{
        Api,
        ask::Ask,
        error::ApiError,
        page::{Rules, list_shaped},
        spec::Spec,
    },
    git::{CommitHash, DiffOptions, Range, Renames, Whitespace},
};

const FIVE_HUNDRED: Rules = Rules {
    usual: 500,
    most: 500,
    costly: &[],
};
const USUAL_CONTEXT: usize = 3;
const MOST_CONTEXT: usize = 100_000;

/// The files that differ, with numbers of lines.
pub(super) async fn diffstat(
    State(api): State<Arc<Api>>,
    Path((_, _, spec)): OfRepository,
    ask: Ask,
) -> Result<Response, ApiError> {
    let options = options(&ask)?;
    let range = range(&api, &spec, &ask).await?;
    let changes = api.sandbox.git.changes(&range, &options).await?;
    let world = api.sandbox.world();
    let shapes = api.shapes(&world);
    let shape = |change| shapes.diffstat(&range, &change);
    list_shaped(&ask, api.origin(), changes, shape, FIVE_HUNDRED)
}

/// The difference as text. Binary files are only named.
pub(super) async fn diff(
    State(api): State<Arc<Api>>,
    Path((_, _, spec)): OfRepository,
    ask: Ask,
) -> Result<Response, ApiError> {
    let options = options(&ask)?;
    let context = ask.number("context")?.unwrap_or(USUAL_CONTEXT);
    let context = context.min(MOST_CONTEXT);
    let range = range(&api, &spec, &ask).await?;
    let text = api.sandbox.git.diff(&range, &options, context).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, text).into_response())
}

/// The paths at which the source does not merge into the destination.
pub(super) async fn conflicts(
    State(api): State<Arc<Api>>,
    Path((_, _, spec)): OfRepository,
    ask: Ask,
) -> Result<Response, ApiError> {
    let conflicts = match ends(&api, &spec).await? {
        Ends::Pair {
            source,
            destination,
        } => api.sandbox.git.conflicts(&source, &destination).await?,
        Ends::Single(_) => Vec::new(),
    };
    let world = api.sandbox.world();
    let shapes = api.shapes(&world);
    let shape = |conflict| shapes.file_conflict(&conflict);
    list_shaped(&ask, api.origin(), conflicts, shape, FIVE_HUNDRED)
}

enum Ends {
    Pair {
        source: CommitHash,
        destination: CommitHash,
    },
    Single(CommitHash),
}

async fn ends(api: &Api, spec: &str) -> Result<Ends, ApiError> {
    let spec = Spec::parse(spec, &api.sandbox.world())?;
    let git = &api.sandbox.git;
    Ok(match spec {
        Spec::Pair {
            source,
            destination,
        } => {
            let (source, destination) = git.resolve_both(&source, &destination).await?;
            Ends::Pair {
                source,
                destination,
            }
        }
        Spec::Single(revision) => Ends::Single(git.resolve(&revision).await?),
    })
}

// `merge` is the older word for `topic`: both hide what the destination got meanwhile. Bitbucket
// also ignores `from_pullrequest_id` here, which its own redirects carry.
async fn range(api: &Api, spec: &str, ask: &Ask) -> Result<Range, ApiError> {
    let (merge, topic) = (ask.flag("merge")?, ask.flag("topic")?);
    if merge.is_some() && topic.is_some() {
        return Err(ApiError::bad_request(
            "The 'merge' and 'topic' parameters cannot be both used at the same time",
        ));
    }
    let git = &api.sandbox.git;
    Ok(match ends(api, spec).await? {
        Ends::Single(hash) => Range::of(&git.commit(&hash).await?),
        Ends::Pair {
            source,
            destination,
        } if topic.or(merge).unwrap_or(true) => git.since_fork(&source, &destination).await?,
        Ends::Pair {
            source,
            destination,
        } => Range {
            old: Some(destination),
            new: source,
        },
    })
}

fn options(ask: &Ask) -> Result<DiffOptions, ApiError> {
    Ok(DiffOptions {
        paths: ask.all("path").map(str::to_owned).collect(),
        renames: match ask.flag("renames")? {
            Some(false) => Renames::Ignored,
            _ => Renames::Detected,
        },
        whitespace: match ask.flag("ignore_whitespace")? {
            Some(true) => Whitespace::Ignored,
            _ => Whitespace::Compared,
        },
    })
}
