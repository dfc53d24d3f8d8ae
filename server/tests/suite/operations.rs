//! Views and deeds of an operator.

use std::time::Duration;

use axum::http::StatusCode;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::{
    binary::{Running, free_address, read},
    place::Place,
    rolling::build,
    support::{Call, NOW, REGISTRATION, Server},
};

#[tokio::test]
async fn operators_are_answered_while_clients_hold_every_connection() {
    let place = Place::sqlite().await.unwrap();
    let operators = free_address();
    let listen = operators.to_string();
    let flags = ["--metrics-listen", &listen, "--max-connections", "3"];
    let server = Running::start_with(&[], &place, &flags, None).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(server.connect().await.unwrap());
    }
    for path in ["/healthz", "/readyz", "/metrics"] {
        let answer = tokio::time::timeout(Duration::from_secs(5), read(operators, path)).await;
        let answer = answer.unwrap_or_else(|_| panic!("{path}")).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{path}: {answer}");
    }
    // What the world sees is not there.
    let page = read(operators, "/atlassian-connect.json").await.unwrap();
    assert!(page.starts_with("HTTP/1.1 404 "), "{page}");
}

#[tokio::test]
async fn a_server_without_its_app_is_not_ready() {
    for program in ["panel", "repository"] {
        let server = Server::new().await;
        assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
        std::fs::remove_file(server.assets().join(program).join("index.html")).unwrap();
        // The clock of a test stands still; the look at the file does not.
        let reply = server.at(NOW + 1).get("/readyz").await;
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{program}");
        assert_eq!(reply.body, "the app is not built\n");
    }
}

#[tokio::test]
async fn a_server_without_a_file_that_its_pages_name_is_not_ready() {
    let dir = tempfile::TempDir::new().unwrap();
    let assets = build(dir.path(), "0123abcd");
    let others = dir.path().join("others/repository");
    std::fs::create_dir_all(&others).unwrap();
    let server = Server::new().await.changed(|config| {
        config.other_assets = Some(dir.path().join("others"));
        config.assets = assets.clone();
    });
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
    let boot = "boot-0123abcd.js";
    let file = assets.join("repository").join(boot);
    std::fs::remove_file(&file).unwrap();
    let reply = server.get("/readyz").await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(reply.body, "the app is not built\n");
    // It is served from the folder of other builds as well.
    std::fs::write(others.join(boot), "").unwrap();
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
}

/// 1,024 is what most systems allow a process that asks for nothing else.
#[tokio::test]
async fn operators_and_the_store_are_served_while_idle_clients_take_all_that_1024_open_files_allow()
{
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    setrlimit(Resource::Nofile, raised).unwrap();
    let place = Place::sqlite().await.unwrap();
    let operators = free_address();
    let listen = operators.to_string();
    let shell = ["sh", "-c", "ulimit -n 1024; exec \"$@\"", "sh"];
    let server = Running::start_with(&shell, &place, &["--metrics-listen", &listen], None).await;
    assert!(
        server.log().contains("takes fewer connections"),
        "{}",
        server.log()
    );
    let mut held = Vec::new();
    for _ in 0..1_024 {
        held.push(server.connect().await.unwrap());
    }
    for path in ["/readyz", "/metrics", "/healthz"] {
        let answer = tokio::time::timeout(Duration::from_secs(5), read(operators, path)).await;
        let answer = answer.unwrap_or_else(|_| panic!("{path}")).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{path}: {answer}");
    }
    drop(held);
    let client = "after all";
    let call =
        Call::installed(client, "secret").signed_at(crate::binary::now(), client, REGISTRATION);
    assert_eq!(server.call(&call).await, Some(204), "{}", server.log());
    let log = server.log();
    assert!(!log.contains("cannot accept connections"), "{log}");
    assert!(!log.contains("the store failed"), "{log}");
}

#[tokio::test]
async fn each_signal_that_asks_for_an_end_gets_a_graceful_one() {
    for signal in ["-HUP", "-INT", "-TERM"] {
        let place = Place::sqlite().await.unwrap();
        let mut server = Running::start(&place, &[]).await;
        server.signal(signal);
        let ended = tokio::time::timeout(Duration::from_secs(20), server.ended()).await;
        assert_eq!(ended.unwrap().code(), Some(0), "{signal}: {}", server.log());
        assert!(
            server.log().contains("stopped"),
            "{signal}: {}",
            server.log()
        );
    }
}
