//! Reports on commits.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::get,
};
use jiff::Timestamp;
use serde_json::Value;

use crate::{
    api::{
        Api,
        ask::Ask,
        auth::Caller,
        error::ApiError,
        page::{Rules, answer, list},
    },
    insights::CommitReport,
};

/// A report's path: workspace, repository, commit, report.
type OfReport = Path<(String, String, String, String)>;

/// Endpoints below a commit.
pub(super) fn router() -> Router<Arc<Api>> {
    Router::new()
        .route("/commit/{commit}/reports", get(all))
        .route(
            "/commit/{commit}/reports/{report}",
            get(one).put(put).delete(remove),
        )
        .route(
            "/commit/{commit}/reports/{report}/annotations",
            get(annotations).post(annotate),
        )
}

async fn all(
    State(api): State<Arc<Api>>,
    Path((_, _, commit)): Path<(String, String, String)>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let commit = api.sandbox.git.resolve(&commit).await?;
    let insights = api.sandbox.insights();
    let reports = insights.on(commit.as_str());
    let reports = reports.map(|report| report.body.clone()).collect();
    drop(insights);
    list(&ask, api.origin(), reports, Rules::USUAL)
}

async fn one(
    State(api): State<Arc<Api>>,
    Path((_, _, commit, id)): OfReport,
    ask: Ask,
) -> Result<Response, ApiError> {
    let report = find(&api, &commit, &id).await?;
    Ok(answer(&ask, &report.body, &[]))
}

async fn put(
    State(api): State<Arc<Api>>,
    Path((_, _, commit, id)): OfReport,
    Extension(caller): Extension<Caller>,
    ask: Ask,
    body: Bytes,
) -> Result<Response, ApiError> {
    named(&caller)?;
    let commit = api.sandbox.git.resolve(&commit).await?;
    let body = read(&body)?;
    let mut insights = api.sandbox.insights();
    let put = insights.put(commit.as_str(), &id, &body, Timestamp::now());
    Ok(answer(&ask, &put.map_err(ApiError::bad_request)?, &[]))
}

async fn remove(
    State(api): State<Arc<Api>>,
    Path((_, _, commit, id)): OfReport,
    Extension(caller): Extension<Caller>,
) -> Result<StatusCode, ApiError> {
    named(&caller)?;
    let commit = api.sandbox.git.resolve(&commit).await?;
    api.sandbox.insights().remove(commit.as_str(), &id);
    Ok(StatusCode::NO_CONTENT)
}

async fn annotations(
    State(api): State<Arc<Api>>,
    Path((_, _, commit, id)): OfReport,
    ask: Ask,
) -> Result<Response, ApiError> {
    let report = find(&api, &commit, &id).await?;
    let annotations = report.annotations.into_values().collect();
    list(&ask, api.origin(), annotations, Rules::USUAL)
}

async fn annotate(
    State(api): State<Arc<Api>>,
    Path((_, _, commit, id)): OfReport,
    Extension(caller): Extension<Caller>,
    ask: Ask,
    body: Bytes,
) -> Result<Response, ApiError> {
    named(&caller)?;
    let commit = api.sandbox.git.resolve(&commit).await?;
    let body = read(&body)?;
    let given = body.as_array();
    let given = given.ok_or_else(|| ApiError::bad_request("annotations are a list"))?;
    let mut insights = api.sandbox.insights();
    let annotated = insights.annotate(commit.as_str(), &id, given, Timestamp::now());
    let annotated = annotated.map_err(ApiError::bad_request)?;
    let annotated = annotated.ok_or_else(|| unknown(&id))?;
    Ok(answer(&ask, &Value::Array(annotated), &[]))
}

async fn find(api: &Api, commit: &str, id: &str) -> Result<CommitReport, ApiError> {
    let commit = api.sandbox.git.resolve(commit).await?;
    let insights = api.sandbox.insights();
    let found = insights.find(commit.as_str(), id).cloned();
    found.ok_or_else(|| unknown(id))
}

fn unknown(id: &str) -> ApiError {
    ApiError::not_found(format!("Report {id} not found"))
}

fn read(body: &[u8]) -> Result<Value, ApiError> {
    let read = serde_json::from_slice(body);
    read.map_err(|error| ApiError::bad_request(format!("Bad request: {error}")))
}

/// Refuses anonymous callers: only known ones publish reports.
fn named(caller: &Caller) -> Result<(), ApiError> {
    match caller {
        Caller::Anonymous => Err(ApiError::Unauthenticated),
        Caller::Bearer(_) => Ok(()),
    }
}
