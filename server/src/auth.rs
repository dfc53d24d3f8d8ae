//! Authentication of requests: from Bitbucket's JWT, or a session of ours, to something verified, or the
//! reason why not.

use std::{borrow::Cow, sync::Arc};

use atlassian_connect::{
    ClientKey, RequestTarget, UnverifiedToken, VerifiedToken, session::AdminSession,
};
use axum::http::{HeaderMap, Uri, header::AUTHORIZATION};

use crate::{
    AppState, PageError,
    ops::rate::Exhausted,
    store::{Installation, InstallationState},
};

/// Verifies a request of an open installation. Session tokens never pass: they are no JWTs of
/// Bitbucket, and another key signs them.
pub(crate) async fn authenticate(
    app: &AppState,
    method: &'static str,
    uri: &Uri,
    token: Option<&str>,
) -> Result<VerifiedToken, PageError> {
    let verified = verify(app, method, uri, token).await;
    let verified = verified.and_then(|verified| {
        within_rate(app, verified.client_key())?;
        Ok(verified)
    });
    verified.inspect_err(|problem| app.metrics.refused(problem))
}

/// Verifies a call of the configure page by its session, `Authorization: Bearer …`, and gives the open
/// installation that it is for. Tokens of Bitbucket, sessions of other pages and readers who are no
/// admins of the workspace never pass.
pub(crate) async fn authenticate_admin(
    app: &AppState,
    headers: &HeaderMap,
) -> Result<Arc<Installation>, PageError> {
    let admitted = admit(app, headers).await;
    admitted.inspect_err(|problem| app.metrics.refused(problem))
}

fn within_rate(app: &AppState, client: &ClientKey) -> Result<(), PageError> {
    let too_many = |Exhausted { wait }| PageError::TooMany { wait };
    app.rate.take(client).map_err(too_many)
}

async fn admit(app: &AppState, headers: &HeaderMap) -> Result<Arc<Installation>, PageError> {
    let token = of_scheme(headers, "Bearer").ok_or(PageError::TokenMissing)?;
    let session = AdminSession::verify(token, &app.session_key, app.clock.now());
    let session = session.map_err(PageError::session)?;
    let recalled = app.store.recall(session.client_key().as_str());
    let recalled = app.metrics.timed("recall", recalled).await;
    let installation = recalled.map_err(PageError::Unavailable)?;
    let installation = installation.ok_or(PageError::NotInstalled)?;
    is_open(&installation)?;
    within_rate(app, &installation.client_key)?;
    app.roles
        .require_admin(app, &installation, session.user())
        .await?;
    Ok(installation)
}

fn is_open(installation: &Installation) -> Result<(), PageError> {
    match installation.state {
        InstallationState::Installed => Ok(()),
        InstallationState::Uninstalled => Err(PageError::NotInstalled),
        InstallationState::Unverified => Err(PageError::Unverified),
    }
}

async fn verify(
    app: &AppState,
    method: &'static str,
    uri: &Uri,
    token: Option<&str>,
) -> Result<VerifiedToken, PageError> {
    let token = token.ok_or(PageError::TokenMissing)?;
    let token = UnverifiedToken::parse(token).map_err(PageError::refused)?;
    let client_key = token.claimed_issuer();
    let target = target(app, method, uri);
    let check = |installation: Option<Arc<Installation>>| {
        let installation = installation.ok_or(PageError::NotInstalled)?;
        is_open(&installation)?;
        let verified = token.verify(&installation.shared_secret, &target, app.clock.now());
        verified.map_err(PageError::refused)
    };
    let recalled = app.store.recall(client_key);
    let recalled = app.metrics.timed("recall", recalled).await;
    match check(recalled.map_err(PageError::Unavailable)?) {
        // Through another server it may have been installed anew a moment ago.
        Err(problem) if another_secret_would_help(&problem) => {
            let found = app.store.recall_now(client_key);
            let found = app.metrics.timed("recall_now", found).await;
            check(found.map_err(PageError::Unavailable)?)
        }
        checked => checked,
    }
}

/// Returns whether a refusal may come from an outdated copy of the installation in memory.
fn another_secret_would_help(problem: &PageError) -> bool {
    matches!(
        problem,
        PageError::NotInstalled
            | PageError::Refused(atlassian_connect::Error::Signature)
            | PageError::Unverified
    )
}

/// Request that a JWT must be bound to, as it came.
pub(crate) fn target<'a>(app: &'a AppState, method: &'a str, uri: &'a Uri) -> RequestTarget<'a> {
    RequestTarget {
        method,
        path: uri.path(),
        query: uri.query().unwrap_or_default(),
        base_path: app.base_url.path(),
    }
}

/// The token of `Authorization: JWT …`.
pub(crate) fn from_header(headers: &HeaderMap) -> Option<&str> {
    of_scheme(headers, "JWT")
}

/// The token of an `Authorization`. Schemes are read in any case (RFC 9110, section 11.1).
fn of_scheme<'a>(headers: &'a HeaderMap, expected: &str) -> Option<&'a str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim_start_matches(' ');
    scheme.eq_ignore_ascii_case(expected).then_some(token)
}

/// The first `jwt` parameter.
pub(crate) fn from_query(uri: &Uri) -> Option<Cow<'_, str>> {
    let mut parameters = form_urlencoded::parse(uri.query()?.as_bytes());
    parameters.find_map(|(name, value)| (name == "jwt").then_some(value))
}
