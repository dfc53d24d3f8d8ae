//! Pages and lifecycle events while a lock of the database is waited for.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};
use tokio::task::JoinHandle;

use crate::{
    place::{Database, Place, on_both_stores},
    support::{Call, REGISTRATION, SECRET, Server},
};

const EVENTS: usize = 20;
const PAGES: usize = 10;

/// Time that an operation on the store may take, by DEPLOY.
const PATIENCE: Duration = Duration::from_secs(5);

on_both_stores!(
    a_page_is_answered_at_once_while_twenty_events_wait_for_a_lock,
    twenty_events_all_wait_as_long_for_a_lock_that_nobody_gives_back,
);

/// A connection that lets others read and nobody else write, until it ends.
enum Writer {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

impl Writer {
    async fn alone(place: &Place) -> Self {
        let url = place.database.url();
        match place.database {
            Database::Postgres { .. } => {
                let mut connection = PgConnection::connect(&url).await.unwrap();
                connection.execute("BEGIN").await.unwrap();
                let lock = "LOCK TABLE installations IN EXCLUSIVE MODE";
                connection.execute(lock).await.unwrap();
                Self::Postgres(connection)
            }
            Database::Sqlite(_) => {
                let mut connection = SqliteConnection::connect(&url).await.unwrap();
                connection.execute("BEGIN IMMEDIATE").await.unwrap();
                Self::Sqlite(connection)
            }
        }
    }

    async fn end(self) {
        match self {
            Self::Postgres(connection) => connection.close().await.unwrap(),
            Self::Sqlite(connection) => connection.close().await.unwrap(),
        }
    }
}

async fn a_page_is_answered_at_once_while_twenty_events_wait_for_a_lock(place: &Place) {
    let server = Arc::new(Server::on(place.open().await));
    // Each page is of another installation, so that none is answered from memory.
    for n in 0..PAGES {
        server.install(&format!("reader {n}"), SECRET).await;
    }
    let writer = Writer::alone(place).await;
    let events = events(&server);
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
    took.sort();
    // One of them may have met a busy machine; a wait for the lock would have held all of them up.
    let median = took[PAGES / 2];
    assert!(median < Duration::from_millis(100), "{took:?}");
    assert!(took[PAGES - 1] < Duration::from_secs(2), "{took:?}");
    writer.end().await;
    for event in events {
        assert_eq!(event.await.unwrap().0, StatusCode::NO_CONTENT);
    }
}

async fn twenty_events_all_wait_as_long_for_a_lock_that_nobody_gives_back(place: &Place) {
    let server = Arc::new(Server::on(place.open().await));
    let writer = Writer::alone(place).await;
    for event in events(&server) {
        let (status, took) = event.await.unwrap();
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(took >= PATIENCE, "{took:?}");
    }
    writer.end().await;
    for event in events(&server) {
        assert_eq!(event.await.unwrap().0, StatusCode::NO_CONTENT);
    }
}

/// Installations by as many newcomers, all at once: the answer to each, and how long it took.
fn events(server: &Arc<Server>) -> Vec<JoinHandle<(StatusCode, Duration)>> {
    let event = |n: usize| {
        let server = server.clone();
        tokio::spawn(async move {
            let client = format!("newcomer {n}");
            let call = Call::installed(&client, SECRET).signed(&client, REGISTRATION);
            let asked = Instant::now();
            (server.call(&call).await, asked.elapsed())
        })
    };
    (0..EVENTS).map(event).collect()
}
