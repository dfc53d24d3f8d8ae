//! Several servers over one store, and what each does to it by itself.

use std::time::{Duration, Instant};

use atlassian_connect::{ClientKey, SharedSecret};
use sightline::store::Event;

use crate::{
    binary::{Running, now},
    place::{Place, on_both_stores},
    support::{CLIENT, Call, Page, REGISTRATION, SECRET},
};

on_both_stores!(
    what_is_installed_on_one_opens_on_the_other_and_closes_within_a_second,
    a_secret_that_was_replaced_on_one_opens_on_the_other_at_once,
    a_server_forgets_those_who_left_long_ago,
);

async fn what_is_installed_on_one_opens_on_the_other_and_closes_within_a_second(place: &Place) {
    let one = Running::start(place, &[]).await;
    let other = Running::start(place, &[]).await;
    let mut page = Page::pull_request();
    page.now = now();
    let url = page.url(CLIENT, SECRET);
    assert_eq!(other.get(&url).await, Some(403));
    let install = Call::installed(CLIENT, SECRET).signed_at(now() - 1, CLIENT, REGISTRATION);
    assert_eq!(one.call(&install).await, Some(204));
    assert_eq!(other.get(&url).await, Some(200));
    let uninstall = Call::uninstalled(CLIENT).signed_at(now(), CLIENT, SECRET);
    let asked = Instant::now();
    assert_eq!(one.call(&uninstall).await, Some(204));
    assert_eq!(one.get(&url).await, Some(403));
    while other.get(&url).await != Some(403) {
        assert!(asked.elapsed() < Duration::from_secs(1), "still open");
    }
}

async fn a_secret_that_was_replaced_on_one_opens_on_the_other_at_once(place: &Place) {
    let one = Running::start(place, &[]).await;
    let other = Running::start(place, &[]).await;
    let install = Call::installed(CLIENT, SECRET).signed_at(now() - 5, CLIENT, REGISTRATION);
    assert_eq!(one.call(&install).await, Some(204));
    let mut page = Page::pull_request();
    page.now = now();
    assert_eq!(other.get(&page.url(CLIENT, SECRET)).await, Some(200));
    for (secret, old) in [("second", SECRET), ("third", "second")] {
        let again = Call::installed(CLIENT, secret).signed_at(now(), CLIENT, old);
        assert_eq!(one.call(&again).await, Some(204));
        assert_eq!(other.get(&page.url(CLIENT, secret)).await, Some(200));
    }
}

async fn a_server_forgets_those_who_left_long_ago(place: &Place) {
    let store = place.open().await;
    for (client, days) in [("long ago", 31), ("lately", 29)] {
        let at = now() - days * 24 * 60 * 60;
        let key = ClientKey::new(client);
        let secret = SharedSecret::new(SECRET);
        let installed = Event::vouched(at - 1, at + 3_600, "installed");
        store.install(&key, &secret, None, installed).await.unwrap();
        let uninstalled = Event::vouched(at, at + 3_600, "uninstalled");
        store.uninstall(&key, uninstalled).await.unwrap();
    }
    let server = Running::start(place, &["--keep-uninstalled-days", "30"]).await;
    let started = Instant::now();
    while store.find("long ago").await.unwrap().is_some() {
        assert!(
            started.elapsed() < Duration::from_secs(5),
            "{}",
            server.log()
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(store.find("lately").await.unwrap().is_some());
}
