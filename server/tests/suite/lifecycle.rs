//! Every row of trust, over HTTP.

use atlassian_connect::lifecycle::UnsignedInstalls;
use axum::http::StatusCode;
use serde_json::json;

use crate::support::{CLIENT, Call, NOW, OTHER_CLIENT, REGISTRATION, SECRET, Server, token};

const OK: StatusCode = StatusCode::NO_CONTENT;
const NEW: &str = "a new secret";

async fn unsigned_allowed() -> Server {
    Server::with(|config| {
        config.unsigned_installs = UnsignedInstalls::Allowed;
        config.registration_secret = None;
    })
    .await
}

#[tokio::test]
async fn the_registration_secret_vouches_for_a_first_installation() {
    let server = Server::new().await;
    let call = Call::installed(CLIENT, SECRET).signed(CLIENT, REGISTRATION);
    assert_eq!(server.call(&call).await, OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
}

#[tokio::test]
async fn the_registration_secret_vouches_for_a_later_installation_too() {
    let server = Server::installed().await;
    let call = Call::installed(CLIENT, NEW).signed(CLIENT, REGISTRATION);
    assert_eq!(server.call(&call).await, OK);
    assert_eq!(server.opens(CLIENT, NEW).await, StatusCode::OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_stored_secret_vouches_for_the_next_and_is_replaced_by_it() {
    let server = Server::installed().await;
    let call = Call::installed(CLIENT, NEW).signed(CLIENT, SECRET);
    assert_eq!(server.call(&call).await, OK);
    assert_eq!(server.opens(CLIENT, NEW).await, StatusCode::OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn after_an_uninstall_the_old_secret_still_vouches_for_a_re_install() {
    let server = Server::installed().await;
    let gone = Call::uninstalled(CLIENT).signed_at(NOW - 30, CLIENT, SECRET);
    assert_eq!(server.call(&gone).await, OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::FORBIDDEN);
    let again = Call::installed(CLIENT, NEW).signed(CLIENT, SECRET);
    assert_eq!(server.call(&again).await, OK);
    assert_eq!(server.opens(CLIENT, NEW).await, StatusCode::OK);
}

#[tokio::test]
async fn without_a_valid_token_a_trusted_secret_never_changes() {
    // Whatever the operator allows for first installations.
    let server = Server::installed().await;
    let generous = server.changed(|config| config.unsigned_installs = UnsignedInstalls::Allowed);
    let install = || Call::installed(CLIENT, NEW);
    let elsewhere = token("POST", "/connect/webhook", "", CLIENT, SECRET, NOW, 3_600);
    let mut elsewhere_signed = install();
    elsewhere_signed.authorization = Some(format!("JWT {elsewhere}"));
    let mut bearer = install().signed(CLIENT, SECRET);
    bearer.authorization = bearer
        .authorization
        .map(|jwt| jwt.replace("JWT ", "Bearer "));
    for (what, call) in [
        ("unsigned", install()),
        ("forged", install().signed(CLIENT, "guessed")),
        (
            "signed with the secret it brings",
            install().signed(CLIENT, NEW),
        ),
        ("expired", install().signed_at(NOW - 3_661, CLIENT, SECRET)),
        (
            "from the future",
            install().signed_at(NOW + 61, CLIENT, SECRET),
        ),
        ("for another request", elsewhere_signed),
        ("with another scheme", bearer),
    ] {
        for server in [&server, &generous] {
            assert_eq!(server.call(&call).await, StatusCode::UNAUTHORIZED, "{what}");
            assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK, "{what}");
        }
    }
}

#[tokio::test]
async fn an_unsigned_first_installation_is_refused_unless_the_operator_allows_it() {
    let server = Server::new().await;
    for call in [
        Call::installed(CLIENT, SECRET),
        Call::installed(CLIENT, SECRET).signed(CLIENT, "guessed"),
    ] {
        assert_eq!(server.call(&call).await, StatusCode::UNAUTHORIZED);
        assert!(server.store.find(CLIENT).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn an_unsigned_first_installation_opens_nothing_where_it_is_allowed() {
    let server = unsigned_allowed().await;
    assert_eq!(server.call(&Call::installed(CLIENT, SECRET)).await, OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::FORBIDDEN);
    let hook = Call::webhook().signed(CLIENT, SECRET);
    assert_eq!(server.call(&hook).await, StatusCode::FORBIDDEN);
    // It vouches for nothing either.
    let gone = Call::uninstalled(CLIENT).signed(CLIENT, SECRET);
    assert_eq!(server.call(&gone).await, StatusCode::UNAUTHORIZED);
    let again = Call::installed(CLIENT, NEW).signed(CLIENT, SECRET);
    assert_eq!(server.call(&again).await, OK);
    assert_eq!(server.opens(CLIENT, NEW).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_vouched_installation_replaces_an_unverified_one() {
    let server = unsigned_allowed().await;
    assert_eq!(server.call(&Call::installed(CLIENT, SECRET)).await, OK);
    let registered = server.changed(|config| {
        config.registration_secret = Some(atlassian_connect::SharedSecret::new(REGISTRATION));
    });
    // Signed a little before the unsigned one arrived.
    let call = Call::installed(CLIENT, NEW).signed_at(NOW - 5, CLIENT, REGISTRATION);
    assert_eq!(registered.call(&call).await, OK);
    assert_eq!(registered.opens(CLIENT, NEW).await, StatusCode::OK);
}

#[tokio::test]
async fn one_installation_cannot_speak_for_another() {
    let server = Server::installed().await;
    server.install(OTHER_CLIENT, "another secret").await;
    for call in [
        Call::installed(CLIENT, NEW).signed(OTHER_CLIENT, "another secret"),
        Call::uninstalled(CLIENT).signed(OTHER_CLIENT, "another secret"),
        // Not even with the secret that everybody shares.
        Call::installed(CLIENT, NEW).signed(OTHER_CLIENT, REGISTRATION),
        // Nor with its own secret under the other's name.
        Call::uninstalled(CLIENT).signed(CLIENT, "another secret"),
    ] {
        assert_eq!(server.call(&call).await, StatusCode::UNAUTHORIZED);
        assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
    }
}

#[tokio::test]
async fn events_of_another_app_are_refused() {
    let server = Server::installed().await;
    for call in [Call::installed(CLIENT, NEW), Call::uninstalled(CLIENT)] {
        let mut call = call.signed(CLIENT, SECRET);
        call.body["key"] = json!("somebody-else");
        assert_eq!(server.call(&call).await, StatusCode::BAD_REQUEST);
        assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
    }
}

#[tokio::test]
async fn an_uninstall_needs_a_secret_that_is_known() {
    let server = Server::installed().await;
    for call in [
        Call::uninstalled(CLIENT),
        Call::uninstalled(CLIENT).signed(CLIENT, "guessed"),
        Call::uninstalled("nobody").signed("nobody", SECRET),
    ] {
        assert_eq!(server.call(&call).await, StatusCode::UNAUTHORIZED);
        assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
    }
    let call = Call::uninstalled(CLIENT).signed(CLIENT, REGISTRATION);
    assert_eq!(server.call(&call).await, OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn payloads_that_are_no_events_are_refused() {
    let server = Server::installed().await;
    let with = |change: fn(&mut serde_json::Value)| {
        let mut call = Call::installed(CLIENT, NEW).signed(CLIENT, SECRET);
        change(&mut call.body);
        call
    };
    for call in [
        with(|body| *body = json!("installed")),
        with(|body| body["eventType"] = json!("uninstalled")),
        with(|body| body["clientKey"] = json!(null)),
        with(|body| body["clientKey"] = json!("")),
        with(|body| body["sharedSecret"] = json!(null)),
        with(|body| body["sharedSecret"] = json!("")),
    ] {
        assert_eq!(
            server.call(&call).await,
            StatusCode::BAD_REQUEST,
            "{}",
            call.body
        );
        assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
    }
}

#[tokio::test]
async fn webhooks_are_for_open_installations() {
    let server = Server::installed().await;
    let hook = Call::webhook().signed(CLIENT, SECRET);
    assert_eq!(server.call(&hook).await, OK);
    assert_eq!(
        server.call(&Call::webhook()).await,
        StatusCode::UNAUTHORIZED
    );
    let forged = Call::webhook().signed(CLIENT, REGISTRATION);
    assert_eq!(server.call(&forged).await, StatusCode::UNAUTHORIZED);
    let gone = Call::uninstalled(CLIENT).signed(CLIENT, SECRET);
    assert_eq!(server.call(&gone).await, OK);
    assert_eq!(server.call(&hook).await, StatusCode::FORBIDDEN);
}
