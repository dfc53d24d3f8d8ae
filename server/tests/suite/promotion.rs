//! Unsigned installations, and how they come to be trusted.

use std::time::Duration;

use atlassian_connect::lifecycle::UnsignedInstalls;
use axum::http::StatusCode;
use sightline::Origin;

use crate::{
    binary::{Running, now},
    bitbucket::Bitbucket,
    place::{Place, on_both_stores},
    store_contract::keep,
    support::{CLIENT, Call, OTHER_CLIENT, Page, REGISTRATION, SECRET, Server},
};

on_both_stores!(
    an_honest_secret_outlives_a_restart_though_others_came_after_it,
    a_restart_tries_more_installations_than_one_at_a_time,
);

async fn server(bitbucket: &str) -> Server {
    Server::with(|config| {
        config.registration_secret = None;
        config.unsigned_installs = UnsignedInstalls::Allowed;
        config.host_url = Origin::parse("the host", bitbucket).unwrap();
    })
    .await
}

/// Returns whether it opens within three seconds; the first try is made after half a second.
async fn opens_soon(server: &Server, secret: &str) -> bool {
    for _ in 0..60 {
        if server.opens(CLIENT, secret).await == StatusCode::OK {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    false
}

#[tokio::test]
async fn a_secret_that_bitbucket_accepts_opens_the_installation() {
    let (bitbucket, url) = Bitbucket::start().await;
    bitbucket.knows(CLIENT, SECRET);
    let server = server(&url).await;
    let installed = server.call(&Call::installed(CLIENT, SECRET)).await;
    assert_eq!(installed, StatusCode::NO_CONTENT);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::FORBIDDEN);
    assert!(opens_soon(&server, SECRET).await);
    assert_eq!(bitbucket.grants(), [CLIENT]);
}

#[tokio::test]
async fn a_secret_that_somebody_made_up_opens_nothing() {
    let (bitbucket, url) = Bitbucket::start().await;
    bitbucket.knows(CLIENT, SECRET);
    let server = server(&url).await;
    server.call(&Call::installed(CLIENT, "made up")).await;
    assert!(!opens_soon(&server, "made up").await);
    assert_eq!(bitbucket.grants(), [] as [&str; 0]);
}

#[tokio::test]
async fn a_secret_that_replaces_another_before_it_is_proven_has_to_prove_itself() {
    let (bitbucket, url) = Bitbucket::start().await;
    bitbucket.knows(CLIENT, SECRET);
    let server = server(&url).await;
    server.call(&Call::installed(CLIENT, SECRET)).await;
    server.call(&Call::installed(CLIENT, "made up")).await;
    assert!(!opens_soon(&server, "made up").await);
    // The genuine one comes again, as it does after a failed installation.
    server.call(&Call::installed(CLIENT, SECRET)).await;
    assert!(opens_soon(&server, SECRET).await);
}

#[tokio::test]
async fn an_invented_secret_does_not_take_the_place_of_an_honest_one() {
    let (bitbucket, url) = Bitbucket::start().await;
    bitbucket.knows(CLIENT, SECRET);
    let server = server(&url).await;
    server.call(&Call::installed(CLIENT, SECRET)).await;
    server.call(&Call::installed(CLIENT, "made up")).await;
    assert!(opens_soon(&server, SECRET).await);
    assert_ne!(server.opens(CLIENT, "made up").await, StatusCode::OK);
}

#[tokio::test]
async fn invented_installations_do_not_use_up_the_promotion_of_an_honest_one() {
    let (bitbucket, url) = Bitbucket::start().await;
    bitbucket.knows(CLIENT, SECRET);
    let server = server(&url).await;
    for n in 0..100 {
        let invented = Call::installed(&format!("invented {n}"), "made up");
        assert_eq!(server.call(&invented).await, StatusCode::NO_CONTENT);
    }
    server.call(&Call::installed(CLIENT, SECRET)).await;
    assert!(opens_soon(&server, SECRET).await);
}

#[tokio::test]
async fn invented_secrets_around_an_honest_one_do_not_keep_it_out() {
    let (bitbucket, url) = Bitbucket::start().await;
    bitbucket.knows(CLIENT, SECRET);
    let server = server(&url).await;
    for n in 0..40 {
        let secret = match n {
            20 => SECRET.to_owned(),
            n => format!("made up {n}"),
        };
        let call = Call::installed(CLIENT, &secret);
        assert_eq!(server.call(&call).await, StatusCode::NO_CONTENT);
    }
    assert!(opens_soon(&server, SECRET).await);
}

#[tokio::test]
async fn invented_installations_that_bitbucket_asks_to_wait_do_not_hold_an_honest_one_up() {
    let (bitbucket, url) = Bitbucket::start().await;
    bitbucket.knows(CLIENT, SECRET);
    bitbucket.is_busy();
    let server = server(&url).await;
    for n in 0..100 {
        server
            .call(&Call::installed(&format!("invented {n}"), "made up"))
            .await;
    }
    // All of them were told to come again.
    tokio::time::sleep(Duration::from_secs(1)).await;
    server.call(&Call::installed(CLIENT, SECRET)).await;
    assert!(opens_soon(&server, SECRET).await);
}

#[tokio::test]
async fn more_secrets_than_can_wait_do_not_push_out_the_honest_one_before_them() {
    let (bitbucket, url) = Bitbucket::start().await;
    bitbucket.knows(CLIENT, SECRET);
    let server = server(&url).await;
    server.call(&Call::installed(CLIENT, SECRET)).await;
    for n in 0..100 {
        let call = Call::installed(CLIENT, &format!("made up {n}"));
        let status = server.call(&call).await;
        // On a slow machine the honest one is trusted meanwhile: then nothing unsigned replaces it.
        let expected = [
            StatusCode::NO_CONTENT,
            StatusCode::SERVICE_UNAVAILABLE,
            StatusCode::UNAUTHORIZED,
        ];
        assert!(expected.contains(&status), "{status}");
    }
    assert!(opens_soon(&server, SECRET).await);
}

#[tokio::test]
async fn an_unsigned_installation_after_an_uninstall_of_nobody_opens_once_it_proves_itself() {
    let (bitbucket, url) = Bitbucket::start().await;
    for client in [CLIENT, OTHER_CLIENT] {
        bitbucket.knows(client, SECRET);
    }
    let server = server(&url).await.changed(|config| {
        config.registration_secret = Some(atlassian_connect::SharedSecret::new(REGISTRATION));
    });
    for client in [CLIENT, OTHER_CLIENT] {
        let uninstall = Call::uninstalled(client).signed(client, REGISTRATION);
        assert_eq!(server.call(&uninstall).await, StatusCode::NO_CONTENT);
    }
    for (client, secret) in [(CLIENT, SECRET), (OTHER_CLIENT, "made up")] {
        let installed = server.call(&Call::installed(client, secret)).await;
        assert_eq!(installed, StatusCode::NO_CONTENT);
        assert_eq!(server.opens(client, secret).await, StatusCode::FORBIDDEN);
    }
    assert!(opens_soon(&server, SECRET).await);
    let invented = server.opens(OTHER_CLIENT, "made up").await;
    assert_eq!(invented, StatusCode::FORBIDDEN);
}

/// A running server that takes unsigned installations, and asks that Bitbucket.
async fn running(place: &Place, bitbucket: &str) -> Running {
    let flags = ["--allow-unsigned-installs", "--host-url", bitbucket];
    Running::start(place, &flags).await
}

/// Returns whether a running server opens the installation within ten seconds.
async fn is_opened(server: &Running, client: &str) -> bool {
    let mut page = Page::pull_request();
    page.now = now();
    let url = page.url(client, SECRET);
    for _ in 0..100 {
        if server.get(&url).await == Some(200) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

async fn an_honest_secret_outlives_a_restart_though_others_came_after_it(place: &Place) {
    let (bitbucket, url) = Bitbucket::start().await;
    bitbucket.turns_to(now());
    bitbucket.knows(CLIENT, SECRET);
    let before = place.open().await;
    for secret in [SECRET, "made up", "made up too"] {
        keep(&before, CLIENT, secret, now()).await;
    }
    drop(before);
    let server = running(place, &url).await;
    assert!(is_opened(&server, CLIENT).await, "{}", server.log());
}

async fn a_restart_tries_more_installations_than_one_at_a_time(place: &Place) {
    let (bitbucket, url) = Bitbucket::start().await;
    bitbucket.turns_to(now());
    bitbucket.knows("zz", SECRET);
    bitbucket.is_busy();
    let before = place.open().await;
    // They come first by their names, and Bitbucket asks to wait for each of them.
    for n in 0..20 {
        keep(&before, &format!("invented {n}"), "made up", now()).await;
    }
    keep(&before, "zz", SECRET, now()).await;
    drop(before);
    let server = running(place, &url).await;
    assert!(is_opened(&server, "zz").await, "{}", server.log());
}

#[tokio::test]
async fn the_url_of_a_payload_is_never_called() {
    let (attacker, theirs) = Bitbucket::start().await;
    attacker.knows(CLIENT, "made up");
    let (_, ours) = Bitbucket::start().await;
    let server = server(&ours).await;
    let mut call = Call::installed(CLIENT, "made up");
    call.body["baseUrl"] = theirs.clone().into();
    call.body["baseApiUrl"] = theirs.into();
    server.call(&call).await;
    assert!(!opens_soon(&server, "made up").await);
    assert_eq!(attacker.grants(), [] as [&str; 0]);
}
