//! A row whose secret cannot be read, and how it is fixed.

use axum::http::StatusCode;

use crate::{
    place::{Place, on_both_stores},
    support::{CLIENT, Call, NOW, REGISTRATION, SECRET, Server},
};

on_both_stores!(
    an_installation_signed_with_the_registration_secret_replaces_a_row_that_cannot_be_read,
    nothing_else_replaces_a_row_that_cannot_be_read,
    an_uninstall_signed_with_the_registration_secret_closes_a_row_that_cannot_be_read,
);

/// Installed, and damaged since.
async fn damaged(place: &Place) -> Server {
    let server = Server::on(place.open().await);
    server.install(CLIENT, SECRET).await;
    let byte = match &place.database {
        crate::place::Database::Postgres { .. } => "'\\x00'",
        crate::place::Database::Sqlite(_) => "x'00'",
    };
    place
        .execute(&format!("UPDATE installations SET sealed_secret = {byte}"))
        .await;
    server
}

async fn an_installation_signed_with_the_registration_secret_replaces_a_row_that_cannot_be_read(
    place: &Place,
) {
    let server = damaged(place).await;
    let call = Call::installed(CLIENT, "new").signed(CLIENT, REGISTRATION);
    assert_eq!(server.call(&call).await, StatusCode::NO_CONTENT);
    assert_eq!(server.opens(CLIENT, "new").await, StatusCode::OK);
}

async fn nothing_else_replaces_a_row_that_cannot_be_read(place: &Place) {
    let server = damaged(place).await;
    let server = server.changed(|config| {
        config.unsigned_installs = atlassian_connect::lifecycle::UnsignedInstalls::Allowed;
    });
    let unsigned = Call::installed(CLIENT, "new");
    assert_eq!(server.call(&unsigned).await, StatusCode::UNAUTHORIZED);
    // With the secret that cannot be read, it would be taken: Bitbucket is asked to try again.
    let signed = Call::installed(CLIENT, "new").signed(CLIENT, SECRET);
    assert_eq!(server.call(&signed).await, StatusCode::SERVICE_UNAVAILABLE);
    assert!(server.store.find(CLIENT).await.is_err());
}

async fn an_uninstall_signed_with_the_registration_secret_closes_a_row_that_cannot_be_read(
    place: &Place,
) {
    let server = damaged(place).await;
    let gone = Call::uninstalled(CLIENT).signed_at(NOW, CLIENT, REGISTRATION);
    assert_eq!(server.call(&gone).await, StatusCode::NO_CONTENT);
    let tenants = server.store.tenants().await.unwrap();
    assert_eq!(
        tenants[0].state,
        sightline::store::InstallationState::Uninstalled
    );
}
