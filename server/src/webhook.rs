//! `POST /connect/webhook`: events after which a report may be another.
//!
//! The token vouches for the sender, not for the body. So a body only says which pull request to look
//! at; what is published was read from Bitbucket with the installation's own rights.

use atlassian_connect::{ClientKey, context::Uuid, descriptor::Reports};
use axum::{
    extract::{FromRequest, OriginalUri, Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{
    AppState, auth,
    ops::payload::Payload,
    store::{ReportRequest, Subject},
};

/// Bytes of a payload. Bitbucket drops larger ones (its page "Troubleshoot webhooks").
pub(crate) const MAX_PAYLOAD: usize = 256 * 1024;

/// Branches of one push that are looked at.
const BRANCHES: usize = 20;

/// Characters of the name of a repository, a branch or a request.
const NAME: usize = 512;

/// Takes an event of an open installation. It is stored before it is acknowledged.
pub(crate) async fn webhook(
    State(app): State<AppState>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let token = auth::from_header(&headers);
    let client_key = match auth::authenticate(&app, "POST", &uri, token).await {
        Ok(token) => token.client_key().clone(),
        Err(problem) => {
            problem.log("a webhook");
            // Bitbucket sends again what was answered so, and nothing that was answered with 429.
            let status = match problem.status() {
                StatusCode::TOO_MANY_REQUESTS => StatusCode::SERVICE_UNAVAILABLE,
                status => status,
            };
            return (status, problem.retry_after(), ()).into_response();
        }
    };
    if app.config.descriptor.reports == Reports::Off {
        return StatusCode::NO_CONTENT.into_response();
    }
    let name = request_name(&headers);
    let Payload(body) = match Payload::from_request(request, &app).await {
        Ok(payload) => payload,
        Err(refusal) => return refusal,
    };
    take(&app, client_key, name, &body).await.into_response()
}

async fn take(
    app: &AppState,
    client_key: ClientKey,
    request: Option<String>,
    body: &[u8],
) -> StatusCode {
    let event: Event = match serde_json::from_slice(body) {
        Ok(event) => event,
        Err(error) => {
            tracing::warn!(client = %client_key, %error, "refused a webhook's payload");
            return StatusCode::BAD_REQUEST;
        }
    };
    let Some((repository, subject)) = event.subject() else {
        return StatusCode::NO_CONTENT;
    };
    let client = client_key.to_string();
    let request = ReportRequest {
        client_key,
        request,
        repository: repository.uuid,
        full_name: repository.full_name,
        subject,
    };
    match app.intake.accept(app, request).await {
        Some(accepted) => {
            tracing::info!(client, event = %event.name, ?accepted, "webhook");
            StatusCode::NO_CONTENT
        }
        None => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// `X-Request-Uuid`, the same in each attempt to deliver an event.
fn request_name(headers: &HeaderMap) -> Option<String> {
    let name = headers.get("x-request-uuid")?.to_str().ok()?;
    is_plain(name).then(|| name.to_owned())
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= NAME && !name.contains(char::is_control)
}

/// An event, as far as it is looked at.
#[derive(Deserialize)]
struct Event {
    #[serde(rename = "event")]
    name: String,
    #[serde(default)]
    data: Data,
}

#[derive(Default, Deserialize)]
struct Data {
    repository: Option<Repository>,
    pullrequest: Option<PullRequest>,
    push: Option<Push>,
}

#[derive(Clone, Deserialize)]
struct Repository {
    uuid: Uuid,
    full_name: String,
}

#[derive(Deserialize)]
struct PullRequest {
    id: u32,
}

#[derive(Deserialize)]
struct Push {
    #[serde(default)]
    changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Change {
    new: Option<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    #[serde(rename = "type")]
    kind: String,
    name: String,
}

impl Event {
    /// Subject; `None` where nothing here needs it.
    fn subject(&self) -> Option<(Repository, Subject)> {
        let subject = match self.name.as_str() {
            "pullrequest:created"
            | "pullrequest:updated"
            | "pullrequest:fulfilled"
            | "pullrequest:rejected" => Subject::PullRequest(self.data.pullrequest.as_ref()?.id),
            "repo:push" => Subject::Branches(self.branches()),
            _ => return None,
        };
        let repository = self.data.repository.clone()?;
        is_plain(&repository.full_name).then_some((repository, subject))
    }

    fn branches(&self) -> Vec<String> {
        let changes = self.data.push.iter().flat_map(|push| &push.changes);
        let moved = changes.filter_map(|change| change.new.as_ref());
        let branches = moved.filter(|new| new.kind == "branch" && is_plain(&new.name));
        let names = branches.map(|branch| branch.name.clone());
        names.take(BRANCHES).collect()
    }
}
