//! Unsigned installations, and how they come to be trusted.

use std::time::Duration;

use atlassian_connect::lifecycle::UnsignedInstalls;
use axum::http::StatusCode;
use sightline::Origin;

use crate::{
    bitbucket::Bitbucket,
    support::{CLIENT, Call, SECRET, Server},
};

async fn server(bitbucket: &str) -> Server {
    Server::with(|config| {
        config.registration_secret = None;
        config.unsigned_installs = UnsignedInstalls::Allowed;
        config.host_url = Origin::parse("the host", bitbucket).unwrap();
    })
    .await
}

/// Whether it opens within three seconds; the first try is made after half a second.
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
