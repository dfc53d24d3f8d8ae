//! Pages while lifecycle events wait for SQLite's lock.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use sqlx::{Connection, Executor, SqliteConnection};

use crate::{
    place::Place,
    support::{Call, REGISTRATION, SECRET, Server},
};

const EVENTS: usize = 20;
const PAGES: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_is_answered_at_once_while_twenty_events_wait_for_the_lock() {
    let place = Place::sqlite().await.unwrap();
    let server = Arc::new(Server::on(place.open().await));
    // Each page is of another installation, so that none is answered from memory.
    for n in 0..PAGES {
        server.install(&format!("reader {n}"), SECRET).await;
    }
    let mut other = SqliteConnection::connect(&place.database.url())
        .await
        .unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let events: Vec<_> = (0..EVENTS)
        .map(|n| {
            let server = server.clone();
            tokio::spawn(async move {
                let client = format!("newcomer {n}");
                let call = Call::installed(&client, SECRET).signed(&client, REGISTRATION);
                server.call(&call).await
            })
        })
        .collect();
    // Long enough for all of them to ask for the lock, and not for the first to give up.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut took = Vec::new();
    for n in 0..PAGES {
        let asked = Instant::now();
        let opened = server.opens(&format!("reader {n}"), SECRET).await;
        took.push(asked.elapsed());
        assert_eq!(opened, StatusCode::OK);
    }
    assert!(events.iter().all(|event| !event.is_finished()));
    // The best of them, since the machine may be busy.
    let best = took.iter().min().unwrap();
    assert!(*best < Duration::from_millis(100), "{took:?}");
    other.execute("ROLLBACK").await.unwrap();
    for event in events {
        assert_eq!(event.await.unwrap(), StatusCode::NO_CONTENT);
    }
}
