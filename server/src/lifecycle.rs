//! `POST /connect/installed` and `/connect/uninstalled`.

use atlassian_connect::{
    AppKey, ClientKey, SharedSecret, UnverifiedToken, VerifiedToken,
    lifecycle::{Decision, Evidence, Installed, Proof, Uninstalled, decide},
};
use axum::{
    extract::{OriginalUri, State},
    http::{HeaderMap, StatusCode, Uri},
};

use crate::{
    AppState, Error, auth,
    ops::payload::Payload,
    store::{Effect, Event, Installation, InstallationState},
};

/// Answer to a lifecycle call; Bitbucket shows no body to anybody.
type Answer = Result<StatusCode, StatusCode>;

/// Takes an installation, as far as it can be trusted.
pub(crate) async fn installed(
    State(app): State<AppState>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    Payload(body): Payload,
) -> Answer {
    let event = Installed::parse(&body).map_err(unreadable)?;
    check_app(&app, &event.key)?;
    let Some(secret) = &event.shared_secret else {
        tracing::warn!(client = %event.client_key, "refused an installation without a secret");
        return Err(StatusCode::BAD_REQUEST);
    };
    let known = known(&app, &event.client_key).await?;
    let key = &event.client_key;
    let (proof, when) = prove(&app, &uri, &headers, &body, key, &known);
    let evidence = match known {
        Known::Trusted(_) | Known::Unreadable => Evidence::SecretStored(proof),
        Known::Nothing => Evidence::NothingStored(proof),
    };
    let principal = event.principal.as_ref();
    let store = &app.store;
    let (what, effect) = match decide(evidence, app.config.unsigned_installs) {
        Decision::Trust => (
            "installed",
            store.install(key, secret, principal, when).await,
        ),
        Decision::KeepUnverified => {
            let kept = store.keep_unverified(key, secret, principal, when).await;
            if let Err(Error::CandidatesFull { .. }) = kept {
                tracing::warn!(client = %key, "too many unverified installations of one clientKey");
                app.metrics.lifecycle_refused("installed");
                return Err(StatusCode::SERVICE_UNAVAILABLE);
            }
            if matches!(kept, Ok(Effect::Applied)) {
                let candidate = Installation::unverified(key, secret, principal, when);
                app.promoter.start(app.clone(), candidate);
            }
            ("kept as unverified", kept)
        }
        Decision::Refuse(refusal) => {
            tracing::warn!(client = %event.client_key, ?refusal, "refused an installation");
            app.metrics.lifecycle_refused("installed");
            return Err(refused(&known, proof));
        }
    };
    settled(&app, key, effect, what)
}

/// Closes an installation.
pub(crate) async fn uninstalled(
    State(app): State<AppState>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    Payload(body): Payload,
) -> Answer {
    let event = Uninstalled::parse(&body).map_err(unreadable)?;
    check_app(&app, &event.key)?;
    let known = known(&app, &event.client_key).await?;
    let key = &event.client_key;
    let (proof, when) = prove(&app, &uri, &headers, &body, key, &known);
    match proof {
        Proof::Registration | Proof::Stored => {
            let effect = app.store.uninstall(key, when).await;
            app.account.forget(key).await;
            app.facts.forget(key);
            // Reports are to go, if there are any.
            app.queue.wake();
            settled(&app, key, effect, "uninstalled")
        }
        Proof::Invalid | Proof::None => {
            tracing::warn!(client = %event.client_key, ?proof, "refused an uninstall");
            app.metrics.lifecycle_refused("uninstalled");
            Err(refused(&known, proof))
        }
    }
}

fn check_app(app: &AppState, key: &AppKey) -> Result<(), StatusCode> {
    if *key == app.config.descriptor.app_key {
        return Ok(());
    }
    tracing::warn!(%key, "refused an event of another app");
    Err(StatusCode::BAD_REQUEST)
}

/// Secret that is stored for the clientKey of an event.
enum Known {
    /// None that was ever trusted.
    Nothing,
    /// One that was once trusted, also after an uninstall.
    Trusted(Installation),
    /// One that cannot be read. The registration secret alone can replace it.
    Unreadable,
}

async fn known(app: &AppState, client_key: &ClientKey) -> Result<Known, StatusCode> {
    match app.store.find(client_key.as_str()).await {
        Ok(Some(found)) if found.state != InstallationState::Unverified => {
            Ok(Known::Trusted(found))
        }
        Ok(_) => Ok(Known::Nothing),
        Err(error @ Error::Secret { .. }) => {
            tracing::error!(%error, "a stored secret cannot be read");
            Ok(Known::Unreadable)
        }
        Err(error) => Err(unavailable(error)),
    }
}

/// A token that only the unreadable secret could verify may be genuine.
fn refused(known: &Known, proof: Proof) -> StatusCode {
    match (known, proof) {
        (Known::Unreadable, Proof::Invalid) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNAUTHORIZED,
    }
}

/// Returns the proof that the event's JWT gives, and the event as far as its order matters.
fn prove(
    app: &AppState,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
    client_key: &ClientKey,
    known: &Known,
) -> (Proof, Event) {
    let now = app.clock.now();
    let unsigned = Event::unsigned(now, body);
    let Some(text) = auth::from_header(headers) else {
        return (Proof::None, unsigned);
    };
    let token = match UnverifiedToken::parse(text) {
        Ok(token) if token.claimed_issuer() == client_key.as_str() => token,
        Ok(_) => {
            tracing::warn!(client = %client_key, "an event signed by another installation");
            return (Proof::Invalid, unsigned);
        }
        Err(error) => {
            tracing::warn!(client = %client_key, %error, "an event's token is broken");
            return (Proof::Invalid, unsigned);
        }
    };
    let target = auth::target(app, "POST", uri);
    let verify = |secret: &SharedSecret| token.verify(secret, &target, now);
    // No event was signed later than it came: then the signer's clock is ahead.
    let vouched = |verified: VerifiedToken| {
        Event::vouched(verified.issued_at().min(now), verified.expires_at(), text)
    };
    let registration = app.config.registration_secret.as_ref().map(verify);
    if let Some(Ok(verified)) = registration {
        return (Proof::Registration, vouched(verified));
    }
    let stored = match known {
        Known::Trusted(installation) => Some(verify(&installation.shared_secret)),
        Known::Nothing | Known::Unreadable => None,
    };
    match stored {
        Some(Ok(verified)) => (Proof::Stored, vouched(verified)),
        stored => {
            let (registration, stored) = (reason(registration), reason(stored));
            tracing::warn!(client = %client_key, registration, stored, "an event's token is wrong");
            (Proof::Invalid, unsigned)
        }
    }
}

fn reason(result: Option<Result<VerifiedToken, atlassian_connect::Error>>) -> String {
    match result {
        Some(Err(error)) => error.to_string(),
        _ => "no secret".to_owned(),
    }
}

fn settled(
    app: &AppState,
    client_key: &ClientKey,
    effect: Result<Effect, Error>,
    event: &'static str,
) -> Answer {
    let effect = effect.map_err(unavailable)?;
    tracing::info!(client = %client_key, event, ?effect, "lifecycle");
    app.metrics.lifecycle(event, effect);
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
