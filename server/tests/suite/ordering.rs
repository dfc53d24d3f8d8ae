//! Events settle by when they were signed, not by when they arrive.

use axum::http::StatusCode;

use crate::support::{CLIENT, Call, NOW, REGISTRATION, SECRET, Server};

const OK: StatusCode = StatusCode::NO_CONTENT;

#[tokio::test]
async fn an_installation_that_arrives_late_does_not_undo_a_later_one() {
    let server = Server::new().await;
    let first = Call::installed(CLIENT, "first").signed_at(NOW - 20, CLIENT, REGISTRATION);
    let second = Call::installed(CLIENT, "second").signed_at(NOW - 10, CLIENT, REGISTRATION);
    assert_eq!(server.call(&second).await, OK);
    assert_eq!(server.call(&first).await, OK);
    assert_eq!(server.opens(CLIENT, "second").await, StatusCode::OK);
    assert_eq!(
        server.opens(CLIENT, "first").await,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn an_uninstall_that_arrives_late_does_not_close_a_later_installation() {
    let server = Server::installed().await;
    let again = Call::installed(CLIENT, SECRET).signed_at(NOW - 10, CLIENT, SECRET);
    assert_eq!(server.call(&again).await, OK);
    let late = Call::uninstalled(CLIENT).signed_at(NOW - 20, CLIENT, SECRET);
    assert_eq!(server.call(&late).await, OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
}

#[tokio::test]
async fn an_installation_that_arrives_late_does_not_open_a_later_uninstall() {
    let server = Server::installed().await;
    let gone = Call::uninstalled(CLIENT).signed_at(NOW - 10, CLIENT, SECRET);
    assert_eq!(server.call(&gone).await, OK);
    let late = Call::installed(CLIENT, SECRET).signed_at(NOW - 20, CLIENT, SECRET);
    assert_eq!(server.call(&late).await, OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn repeated_events_settle_to_one_state() {
    let server = Server::new().await;
    let install = Call::installed(CLIENT, SECRET).signed_at(NOW - 10, CLIENT, REGISTRATION);
    let gone = Call::uninstalled(CLIENT).signed_at(NOW - 5, CLIENT, REGISTRATION);
    for call in [&install, &install, &gone, &gone, &install] {
        assert_eq!(server.call(call).await, OK);
    }
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_token_that_was_overheard_brings_no_second_body() {
    let server = Server::new().await;
    let install = Call::installed(CLIENT, SECRET).signed(CLIENT, REGISTRATION);
    assert_eq!(server.call(&install).await, OK);
    let mut replayed = install.clone();
    replayed.body["sharedSecret"] = "the attacker's".into();
    assert_eq!(server.call(&replayed).await, OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
    assert_eq!(
        server.opens(CLIENT, "the attacker's").await,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_token_that_was_overheard_brings_nothing_after_another_of_its_second() {
    let server = Server::new().await;
    let install = Call::installed(CLIENT, "first").signed(CLIENT, REGISTRATION);
    assert_eq!(server.call(&install).await, OK);
    let second = Call::installed(CLIENT, SECRET).signed(CLIENT, "first");
    assert_eq!(server.call(&second).await, OK);
    let mut replayed = install.clone();
    replayed.body["sharedSecret"] = "the attacker's".into();
    assert_eq!(server.call(&replayed).await, OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
    assert_eq!(
        server.opens(CLIENT, "the attacker's").await,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn an_uninstall_that_overtakes_its_installation_keeps_it_closed() {
    let server = Server::new().await;
    let gone = Call::uninstalled(CLIENT).signed_at(NOW - 5, CLIENT, REGISTRATION);
    assert_eq!(server.call(&gone).await, OK);
    let install = Call::installed(CLIENT, SECRET).signed_at(NOW - 10, CLIENT, REGISTRATION);
    assert_eq!(server.call(&install).await, OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_uninstall_counts_after_an_installation_whose_clock_was_ahead() {
    let server = Server::installed().await;
    // Over the one that is open, so that a late uninstall could mean that one.
    let ahead = Call::installed(CLIENT, SECRET).signed_at(NOW + 50, CLIENT, REGISTRATION);
    assert_eq!(server.call(&ahead).await, OK);
    let gone = Call::uninstalled(CLIENT).signed(CLIENT, REGISTRATION);
    assert_eq!(server.call(&gone).await, OK);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_events_settle_to_the_latest() {
    let server = Server::new().await;
    // Interleaved in every way that the scheduler likes; 24 is the last to be signed. Further apart than
    // clocks may be.
    let calls: Vec<Call> = (0..25)
        .map(|n| (n * 7) % 25)
        .flat_map(|n| {
            let at = NOW - 3_200 + 125 * n;
            let secret = format!("secret {n}");
            let install = Call::installed(CLIENT, &secret).signed_at(at, CLIENT, REGISTRATION);
            let gone = Call::uninstalled(CLIENT).signed_at(at - 62, CLIENT, REGISTRATION);
            [install.clone(), gone, install]
        })
        .collect();
    let server = std::sync::Arc::new(server);
    let tasks: Vec<_> = calls
        .into_iter()
        .map(|call| {
            let server = server.clone();
            tokio::spawn(async move { server.call(&call).await })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), OK);
    }
    assert_eq!(server.opens(CLIENT, "secret 24").await, StatusCode::OK);
}
