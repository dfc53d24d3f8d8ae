//! Pages while lifecycle events wait for a lock of the database.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

use crate::{
    place::{Database, Place, on_both_stores},
    support::{Call, REGISTRATION, SECRET, Server},
};

const EVENTS: usize = 20;
const PAGES: usize = 10;

on_both_stores!(a_page_is_answered_at_once_while_twenty_events_wait_for_a_lock);

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
    writer.end().await;
    for event in events {
        assert_eq!(event.await.unwrap(), StatusCode::NO_CONTENT);
    }
}
