//! Many forged tokens, and many invented installations.

use std::time::Duration;

use axum::http::StatusCode;
use sightline::store::CACHE_TIME;

use crate::{
    binary::Running,
    bitbucket::Bitbucket,
    place::{Database, Place, on_both_stores},
    support::{CLIENT, OTHER_CLIENT, SECRET, Server},
};

on_both_stores!(
    forged_tokens_of_one_client_ask_the_store_for_nothing_but_whether_it_has_changed,
    a_hundred_thousand_invented_installations_take_hardly_any_memory,
);

/// Lets installations change behind the store's back: it says that nothing has changed.
async fn hide_changes(place: &Place) {
    let triggers = match place.database {
        Database::Postgres { .. } => &["DROP TRIGGER installations_changed ON installations"][..],
        Database::Sqlite(_) => &[
            "DROP TRIGGER installations_updated",
            "DROP TRIGGER installations_deleted",
        ],
    };
    for trigger in triggers {
        place.execute(trigger).await;
    }
}

async fn forged_tokens_of_one_client_ask_the_store_for_nothing_but_whether_it_has_changed(
    place: &Place,
) {
    let server = Server::on(place.open().await);
    server.install(CLIENT, SECRET).await;
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
    // Nobody knows it.
    let unknown = server.opens(OTHER_CLIENT, SECRET).await;
    assert_eq!(unknown, StatusCode::FORBIDDEN);
    hide_changes(place).await;
    place
        .execute(&format!(
            "UPDATE installations SET client_key = '{OTHER_CLIENT}'"
        ))
        .await;
    for _ in 0..2 {
        // Both answers are those of memory: a read of either row would say something else.
        let forged = server.opens(CLIENT, "made up").await;
        assert_eq!(forged, StatusCode::UNAUTHORIZED);
        let unknown = server.opens(OTHER_CLIENT, SECRET).await;
        assert_eq!(unknown, StatusCode::FORBIDDEN);
        tokio::time::sleep(CACHE_TIME).await;
    }
    // What the store says has changed is read.
    place
        .execute("UPDATE installations_revision SET revision = revision + 1")
        .await;
    let forged = server.opens(CLIENT, "made up").await;
    assert_eq!(forged, StatusCode::FORBIDDEN);
}

/// Kilobytes of memory that a running server holds.
fn resident(server: &Running) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.unwrap().trim().trim_end_matches(" kB");
    number.parse().unwrap()
}

async fn a_hundred_thousand_invented_installations_take_hardly_any_memory(place: &Place) {
    let (bitbucket, url) = Bitbucket::start().await;
    bitbucket.is_busy();
    let flags = ["--allow-unsigned-installs", "--host-url", &url];
    let empty = Running::start(place, &flags).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = resident(&empty);
    drop(empty);
    let now = crate::binary::now();
    // Without its key no server starts; the secrets are none.
    let key = place.settings.keyring.current().id();
    for (table, columns, values) in [
        (
            "installations",
            "client_key, state, key_id, sealed_secret, event_at, event_digest, opened_at",
            format!("'unverified', '{key}', {{secret}}, {now}, {{secret}}, {now}"),
        ),
        (
            "candidates",
            "client_key, digest, key_id, sealed_secret, received_at, tried_at, refusals",
            format!("{{secret}}, '{key}', {{secret}}, {now}, {now}, 0"),
        ),
    ] {
        let secret = match place.database {
            Database::Postgres { .. } => "decode(repeat('5e', 64), 'hex')",
            Database::Sqlite(_) => "zeroblob(64)",
        };
        let values = values.replace("{secret}", secret);
        place
            .execute(&format!(
                "INSERT INTO {table} ({columns})
                 WITH RECURSIVE counted(n) AS
                    (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 100000)
                 SELECT 'ari:cloud:bitbucket::app/invented/' || n, {values} FROM counted"
            ))
            .await;
    }
    let server = Running::start(place, &flags).await;
    // The first round of the sweep has met the first thousand of them.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let after = resident(&server);
    assert!(after < before + 16 * 1_024, "{before} kB, then {after} kB");
    let known = server.get("/readyz").await;
    assert_eq!(known, Some(200));
}
