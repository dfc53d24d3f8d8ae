//! PostgreSQL behind PgBouncer in transaction mode: each transaction gets another connection.

use std::sync::Arc;

use atlassian_connect::lifecycle::UnsignedInstalls;
use axum::http::StatusCode;
use sightline::{
    Origin,
    store::{InstallationState, Store},
};

use crate::{
    place::Place,
    report_jobs::each_job_is_taken_once,
    support::{Call, NOW, REGISTRATION, Server},
};

const CLIENTS: usize = 16;
/// Installations of each client; every second one is unsigned, so that there are 480 of either kind.
const INSTALLS: usize = 60;

fn is_signed(n: usize) -> bool {
    n.is_multiple_of(2)
}

fn key(client: usize, n: usize) -> String {
    format!("connection:{client}:{n}")
}

fn secret(client: usize, n: usize) -> String {
    format!("secret {n} of {client}")
}

async fn server(store: Store) -> Arc<Server> {
    Arc::new(Server::on(store).changed(|config| {
        config.unsigned_installs = UnsignedInstalls::Allowed;
        // Nobody is there: what is unverified stays so.
        config.host_url = Origin::parse("a host", "http://127.0.0.1:9").unwrap();
    }))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn behind_a_pooler_every_installation_is_answered_and_stored_as_what_it_is() {
    let Some(place) = Place::postgres().await else {
        return;
    };
    let Some(pooled) = place.pooled() else {
        return;
    };
    // Both servers start at once on an empty database.
    let (one, other) = tokio::join!(Store::open(&pooled), Store::open(&pooled));
    let servers = [server(one.unwrap()).await, server(other.unwrap()).await];
    let clients = (0..CLIENTS).map(|client| {
        let server = servers[client % 2].clone();
        tokio::spawn(async move {
            for n in 0..INSTALLS {
                let (key, secret) = (key(client, n), secret(client, n));
                let call = Call::installed(&key, &secret);
                let call = match is_signed(n) {
                    true => call.signed_at(NOW - 60, &key, REGISTRATION),
                    false => call,
                };
                assert_eq!(server.call(&call).await, StatusCode::NO_CONTENT, "{key}");
            }
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await.unwrap();
    }
    // Read without the pooler.
    let store = place.open().await;
    let tenants = store.tenants().await.unwrap();
    assert_eq!(tenants.len(), CLIENTS * INSTALLS);
    for (client, n) in (0..CLIENTS).flat_map(|client| (0..INSTALLS).map(move |n| (client, n))) {
        let found = store.find(&key(client, n)).await.unwrap().unwrap();
        let expected = match is_signed(n) {
            true => InstallationState::Installed,
            false => InstallationState::Unverified,
        };
        assert_eq!(found.state, expected, "{}", key(client, n));
        assert_eq!(found.shared_secret.expose(), secret(client, n));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn behind_a_pooler_every_job_is_taken_once() {
    let Some(place) = Place::postgres().await else {
        return;
    };
    let Some(pooled) = place.pooled() else {
        return;
    };
    let (one, other) = tokio::join!(Store::open(&pooled), Store::open(&pooled));
    each_job_is_taken_once(&[one.unwrap(), other.unwrap()]).await;
}
