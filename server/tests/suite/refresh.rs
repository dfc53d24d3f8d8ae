//! `sightline refresh`

use sightline::{Clock, Origin, Refreshed};

use crate::{
    bitbucket::Bitbucket,
    place::Place,
    support::{CLIENT, Call, NOW, OTHER_CLIENT, REGISTRATION, SECRET, Server},
};

async fn refresh(server: &Server) -> (Refreshed, String) {
    let mut output = Vec::new();
    let clock = Clock::Fixed(NOW);
    let refreshed = sightline::refresh(&server.config, &server.store, clock, &mut output).await;
    (refreshed.unwrap(), String::from_utf8(output).unwrap())
}

#[tokio::test]
async fn every_open_installation_is_refreshed_and_no_other() {
    let (bitbucket, url) = Bitbucket::start().await;
    let server =
        Server::with(|config| config.api_url = Origin::parse("the API", &url).unwrap()).await;
    for client in [CLIENT, OTHER_CLIENT, "gone"] {
        bitbucket.knows(client, SECRET);
        server.install(client, SECRET).await;
    }
    let gone = Call::uninstalled("gone").signed("gone", REGISTRATION);
    server.call(&gone).await;
    let (refreshed, output) = refresh(&server).await;
    assert_eq!(refreshed, Refreshed::All);
    let mut clients = bitbucket.refreshed();
    clients.sort();
    assert_eq!(clients, [CLIENT, OTHER_CLIENT]);
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines.len(), 3, "{output}");
    assert!(lines[0].starts_with("1/2 Acme <& Sons> (ari:"), "{output}");
    assert!(lines[1].starts_with("2/2 ") && lines[1].ends_with(": refreshed"));
    assert_eq!(lines[2], "2 of 2 refreshed");
}

#[tokio::test]
async fn a_failure_is_told_and_does_not_end_the_others() {
    let (bitbucket, url) = Bitbucket::start().await;
    let server =
        Server::with(|config| config.api_url = Origin::parse("the API", &url).unwrap()).await;
    bitbucket.knows(OTHER_CLIENT, SECRET);
    server.install(CLIENT, SECRET).await;
    server.install(OTHER_CLIENT, SECRET).await;
    let (refreshed, output) = refresh(&server).await;
    assert_eq!(refreshed, Refreshed::Some);
    assert_eq!(bitbucket.refreshed(), [OTHER_CLIENT]);
    assert!(output.contains("failed: Bitbucket does not know this installation any more"));
    assert!(output.ends_with("1 of 2 refreshed\n"), "{output}");
    assert!(!output.contains(SECRET));
}

#[tokio::test]
async fn a_row_that_was_damaged_does_not_end_the_others() {
    let (bitbucket, url) = Bitbucket::start().await;
    let place = Place::sqlite().await.unwrap();
    let server = Server::on(place.open().await)
        .changed(|config| config.api_url = Origin::parse("the API", &url).unwrap());
    for client in ["a", "b"] {
        bitbucket.knows(client, SECRET);
        server.install(client, SECRET).await;
    }
    let damage = "UPDATE installations SET sealed_secret = x'00' WHERE client_key = 'a'";
    place.execute(damage).await;
    let (refreshed, output) = refresh(&server).await;
    assert_eq!(refreshed, Refreshed::Some);
    assert_eq!(bitbucket.refreshed(), ["b"]);
    assert!(
        output.contains("(a): failed: the secret of a cannot be used"),
        "{output}"
    );
    assert!(output.ends_with("1 of 2 refreshed\n"), "{output}");
}
