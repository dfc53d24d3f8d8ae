//! `POST /connect/installed`, `/connect/uninstalled` and `/connect/webhook`.

use atlassian_connect::{
    RequestTarget, SharedSecret, UnverifiedToken, VerifiedToken,
    lifecycle::{Decision, Evidence, Installed, Proof, Uninstalled, decide},
};
use axum::{
    body::Bytes,
    extract::{OriginalUri, State as Extract},
    http::{HeaderMap, StatusCode, header::AUTHORIZATION},
};

use crate::{
    App, Error,
    store::{Effect, Installation, State},
};

/// What a lifecycle call answers; Bitbucket shows no body to anybody.
type Answer = Result<StatusCode, StatusCode>;

/// Takes an installation, as far as it can be trusted.
pub(crate) async fn installed(
    Extract(app): Extract<App>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let event = Installed::parse(&body).map_err(unreadable)?;
    if event.key != app.config.descriptor.app_key {
        tracing::warn!(key = %event.key, "refused an installation of another app");
        return Err(StatusCode::BAD_REQUEST);
    }
    let Some(secret) = &event.shared_secret else {
        tracing::warn!(client = %event.client_key, "refused an installation without a secret");
        return Err(StatusCode::BAD_REQUEST);
    };
    let target = target(&app, &uri);
    let stored = find(&app, event.client_key.as_str()).await?;
    let trusted = stored.filter(|stored| stored.state != State::Unverified);
    let (proof, issued_at) = prove(&app, &event, trusted.as_ref(), &headers, &target);
    let evidence = match trusted {
        Some(_) => Evidence::SecretStored(proof),
        None => Evidence::NothingStored(proof),
    };
    let principal = event.principal.as_ref();
    let effect = match decide(evidence, app.config.unsigned_installs) {
        Decision::Trust => {
            let store = &app.store;
            store
                .install(&event.client_key, secret, principal, issued_at)
                .await
        }
        Decision::KeepUnverified => {
            let now = app.clock.now();
            let store = &app.store;
            store
                .keep_unverified(&event.client_key, secret, principal, now)
                .await
        }
        Decision::Refuse(refusal) => {
            tracing::warn!(client = %event.client_key, ?refusal, "refused an installation");
            return Err(StatusCode::UNAUTHORIZED);
        }
    };
    settled(&event.client_key, effect, "installed")
}

/// Closes an installation.
pub(crate) async fn uninstalled(
    Extract(app): Extract<App>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let event = Uninstalled::parse(&body).map_err(unreadable)?;
    let token = authenticate(&app, &uri, &headers).await?;
    if token.client_key() != &event.client_key {
        tracing::warn!(client = %event.client_key, "refused an uninstall by another installation");
        return Err(StatusCode::UNAUTHORIZED);
    }
    let effect = app
        .store
        .uninstall(token.client_key(), token.issued_at())
        .await;
    settled(token.client_key(), effect, "uninstalled")
}

/// Acknowledges a webhook.
pub(crate) async fn webhook(
    Extract(app): Extract<App>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Answer {
    let token = authenticate(&app, &uri, &headers).await?;
    let event = headers.get("x-event-key").and_then(|key| key.to_str().ok());
    tracing::info!(client = %token.client_key(), event, "webhook");
    Ok(StatusCode::NO_CONTENT)
}

/// What the request's JWT proves, and when it was issued.
fn prove(
    app: &App,
    event: &Installed,
    trusted: Option<&Installation>,
    headers: &HeaderMap,
    target: &RequestTarget<'_>,
) -> (Proof, u64) {
    let Some(token) = bearer(headers) else {
        return (Proof::None, 0);
    };
    let token = match UnverifiedToken::parse(token) {
        Ok(token) if token.claimed_issuer() == event.client_key.as_str() => token,
        Ok(_) => {
            tracing::warn!(client = %event.client_key, "an installation signed by another one");
            return (Proof::Invalid, 0);
        }
        Err(error) => {
            tracing::warn!(client = %event.client_key, %error, "an installation's token is broken");
            return (Proof::Invalid, 0);
        }
    };
    let verify = |secret: &SharedSecret| token.verify(secret, target, app.clock.now());
    let registration = app.config.registration_secret.as_ref().map(verify);
    if let Some(Ok(verified)) = registration {
        return (Proof::Registration, verified.issued_at());
    }
    match trusted.map(|trusted| verify(&trusted.shared_secret)) {
        Some(Ok(verified)) => (Proof::Stored, verified.issued_at()),
        with_stored => {
            let reasons = (registration.map(reason), with_stored.map(reason));
            tracing::warn!(client = %event.client_key, ?reasons, "an installation's token is wrong");
            (Proof::Invalid, 0)
        }
    }
}

fn reason(result: Result<VerifiedToken, atlassian_connect::Error>) -> String {
    result
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default()
}

async fn authenticate(
    app: &App,
    uri: &axum::http::Uri,
    headers: &HeaderMap,
) -> Result<VerifiedToken, StatusCode> {
    let refuse = |error: atlassian_connect::Error| {
        tracing::warn!(%error, "refused a call");
        StatusCode::UNAUTHORIZED
    };
    let token = bearer(headers).ok_or(StatusCode::UNAUTHORIZED)?;
    let token = UnverifiedToken::parse(token).map_err(refuse)?;
    let installation = find(app, token.claimed_issuer()).await?;
    let installation = installation.ok_or(StatusCode::UNAUTHORIZED)?;
    if installation.state == State::Unverified {
        return Err(StatusCode::UNAUTHORIZED);
    }
    let now = app.clock.now();
    let target = target(app, uri);
    token
        .verify(&installation.shared_secret, &target, now)
        .map_err(refuse)
}

fn target<'a>(app: &'a App, uri: &'a axum::http::Uri) -> RequestTarget<'a> {
    RequestTarget {
        method: "POST",
        path: uri.path(),
        query: uri.query().unwrap_or_default(),
        base_path: app.config.base_path(),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("JWT ")
}

async fn find(app: &App, client_key: &str) -> Result<Option<Installation>, StatusCode> {
    app.store.find(client_key).await.map_err(unavailable)
}

fn settled(
    client_key: &atlassian_connect::ClientKey,
    effect: Result<Effect, Error>,
    event: &'static str,
) -> Answer {
    let effect = effect.map_err(unavailable)?;
    tracing::info!(client = %client_key, event, ?effect, "lifecycle");
    Ok(StatusCode::NO_CONTENT)
}

fn unreadable(error: atlassian_connect::Error) -> StatusCode {
    tracing::warn!(%error, "refused a lifecycle event");
    StatusCode::BAD_REQUEST
}

fn unavailable(error: Error) -> StatusCode {
    tracing::error!(%error, "the store failed");
    StatusCode::SERVICE_UNAVAILABLE
}
