//! A database that is locked, full or lost: 503, and all is well once it is back.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use sightline::store::{CACHE_TIME, Location, Settings, Store};
use sqlx::{Connection, Executor, SqliteConnection};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

use crate::{
    binary::{Running, now},
    place::{KEY, Place},
    support::{CLIENT, Call, Page, REGISTRATION, SECRET, Server},
};

/// Bitbucket gives up after ten seconds.
const IN_TIME: Duration = Duration::from_secs(8);

fn install(secret: &str) -> Call {
    Call::installed(CLIENT, secret).signed(CLIENT, REGISTRATION)
}

#[tokio::test]
async fn a_locked_sqlite_store_answers_503_until_it_is_unlocked() {
    let place = Place::sqlite().await.unwrap();
    let server = Server::on(place.open().await);
    server.install(CLIENT, SECRET).await;
    let mut other = SqliteConnection::connect(&place.database.url())
        .await
        .unwrap();
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    let asked = Instant::now();
    let status = server.call(&install("new")).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(asked.elapsed() < IN_TIME);
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.body, "the store cannot be written\n");
    // Readers go on.
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
    assert_eq!(server.call(&install("new")).await, StatusCode::NO_CONTENT);
    assert_eq!(server.opens(CLIENT, "new").await, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn probes_at_the_same_time_are_all_answered_in_time_while_the_store_is_locked() {
    let place = Place::sqlite().await.unwrap();
    let server = std::sync::Arc::new(Server::on(place.open().await));
    let mut other = SqliteConnection::connect(&place.database.url())
        .await
        .unwrap();
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    let asked = Instant::now();
    let probes: Vec<_> = (0..6)
        .map(|_| {
            let server = server.clone();
            tokio::spawn(async move { server.get("/readyz").await.status })
        })
        .collect();
    for probe in probes {
        assert_eq!(probe.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE);
    }
    assert!(asked.elapsed() < IN_TIME, "{:?}", asked.elapsed());
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
}

/// A limit on the size of files stands in for a disk: SQLite is told so by the same system calls.
#[tokio::test]
async fn a_full_disk_answers_503_until_there_is_room() {
    let place = Place::sqlite().await.unwrap();
    let shell = ["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"];
    let server = Running::start_under(&shell, &place, &[]).await;
    let install = |n: usize| {
        let client = format!("connection:{n}");
        Call::installed(&client, SECRET).signed_at(now(), &client, REGISTRATION)
    };
    assert_eq!(server.call(&install(0)).await, Some(204));
    let limit = |limit: &str| {
        let done = std::process::Command::new("prlimit")
            .args([
                "--pid",
                &server.pid().to_string(),
                &format!("--fsize={limit}:"),
            ])
            .status();
        assert!(done.unwrap().success());
    };
    limit("65536");
    let mut taken = 0;
    loop {
        match server.call(&install(taken + 1)).await {
            Some(204) => taken += 1,
            Some(503) => break,
            other => panic!("{other:?}: {}", server.log()),
        }
        assert!(taken < 1_000, "the disk never filled");
    }
    assert_eq!(server.get("/readyz").await, Some(503), "{}", server.log());
    // What was there can still be read.
    let mut page = Page::pull_request();
    page.now = now();
    let url = page.url("connection:0", SECRET);
    assert_eq!(server.get(&url).await, Some(200), "{}", server.log());
    limit("unlimited");
    assert_eq!(server.get("/readyz").await, Some(200), "{}", server.log());
    assert_eq!(
        server.call(&install(taken + 1)).await,
        Some(204),
        "{}",
        server.log()
    );
    drop(server);
    let tenants = place.open().await.tenants().await.unwrap();
    assert_eq!(tenants.len(), taken + 2);
}

#[tokio::test]
async fn a_lost_postgresql_answers_503_until_it_is_back() {
    let Some(place) = Place::postgres().await else {
        return;
    };
    for loss in [Line::Cut, Line::Silent] {
        let (proxy, store) = behind_a_proxy(&place).await;
        let server = Server::on(store);
        server.install(CLIENT, SECRET).await;
        assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
        proxy.send_replace(loss);
        tokio::time::sleep(CACHE_TIME).await;
        let asked = Instant::now();
        assert_eq!(
            server.opens(CLIENT, SECRET).await,
            StatusCode::SERVICE_UNAVAILABLE
        );
        let status = server.call(&install("new")).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(asked.elapsed() < 2 * IN_TIME, "{loss:?}");
        proxy.send_replace(Line::Open);
        assert_eq!(
            server.opens(CLIENT, SECRET).await,
            StatusCode::OK,
            "{loss:?}"
        );
        assert_eq!(server.call(&install("new")).await, StatusCode::NO_CONTENT);
        place.execute("DELETE FROM installations").await;
        place.execute("DELETE FROM used_tokens").await;
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Line {
    /// Every connection is closed, as when the server has stopped.
    Cut,
    Open,
    /// Nothing comes through, as when the network is gone.
    Silent,
}

/// A store that reaches its database through a line that can be cut.
async fn behind_a_proxy(place: &Place) -> (watch::Sender<Line>, Store) {
    let url = place.database.url();
    let (scheme, rest) = url.split_once("://").unwrap();
    let (authority, name) = rest.split_once('/').unwrap();
    let (user, target) = authority.rsplit_once('@').unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (line, state) = watch::channel(Line::Open);
    let target = target.to_owned();
    tokio::spawn(async move {
        loop {
            let (client, _) = listener.accept().await.unwrap();
            let (target, state) = (target.clone(), state.clone());
            tokio::spawn(carry(client, target, state));
        }
    });
    let url = format!("{scheme}://{user}@127.0.0.1:{port}/{name}");
    let settings = Settings {
        location: Location::Postgres(url.parse().unwrap()),
        ..place.with_keys(KEY, &[])
    };
    (line, Store::open(&settings).await.unwrap())
}

async fn carry(client: TcpStream, target: String, mut state: watch::Receiver<Line>) {
    if *state.borrow() == Line::Cut {
        return;
    }
    let server = TcpStream::connect(target).await.unwrap();
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let both = async {
        tokio::join!(
            pass(from_client, to_server, state.clone()),
            pass(from_server, to_client, state.clone())
        );
    };
    let mut cut = state.clone();
    tokio::select! {
        () = both => {}
        _ = cut.wait_for(|line| *line == Line::Cut) => {}
    }
    state.mark_unchanged();
}

async fn pass(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    mut state: watch::Receiver<Line>,
) {
    let mut bytes = [0; 4_096];
    while let Ok(length @ 1..) = from.read(&mut bytes).await {
        let _ = state.wait_for(|line| *line == Line::Open).await;
        if to.write_all(&bytes[..length]).await.is_err() {
            break;
        }
    }
    let _ = to.shutdown().await;
}
