//! Promises of a store, whichever database it is in.

use std::{
    collections::HashSet,
    sync::Arc,
    time::{Duration, Instant},
};

use atlassian_connect::{ClientKey, SharedSecret, lifecycle::Principal};
use futures_util::future::join_all;
use sightline::{
    Error,
    store::{CACHE_TIME, Effect, Event, InstallationState, Store},
};

use crate::place::{KEY, Place, on_both_stores};

on_both_stores!(
    nobody_is_found_in_an_empty_store,
    an_installation_is_found_as_it_was_stored,
    an_uninstall_closes_and_keeps_the_secret,
    an_unverified_installation_never_replaces_a_trusted_one,
    a_trusted_installation_replaces_an_unverified_one,
    exactly_the_secret_that_proved_itself_is_promoted,
    those_who_left_long_ago_are_purged,
    everybody_is_listed_without_secrets,
    names_lose_what_no_name_has,
    no_secret_can_be_read_or_moved_in_the_database,
    what_another_implementation_sealed_is_opened,
    an_old_key_still_opens_and_is_replaced,
    a_store_whose_keys_are_missing_is_not_opened,
    another_server_sees_an_uninstall_within_a_second,
    those_who_look_for_an_installation_at_once_share_a_read,
    servers_that_share_a_store_settle_to_one_state,
    a_store_is_opened_again_with_all_that_was_in_it,
);

pub(crate) const A: &str =
    "ari:cloud:bitbucket::app/{aaaaaaaa-2222-3333-4444-555555555555}/sightline";
pub(crate) const B: &str =
    "ari:cloud:bitbucket::app/{bbbbbbbb-2222-3333-4444-555555555555}/sightline";

pub(crate) fn vouched(at: u64) -> Event {
    token(at, &format!("token of {at}"))
}

/// An event that `token` vouches for, which is good for an hour.
pub(crate) fn token(at: u64, token: &str) -> Event {
    Event::vouched(at, at + 3_600, token)
}

fn named(name: &str) -> Principal {
    Principal {
        uuid: Some("{11111111-2222-3333-4444-555555555555}".to_owned()),
        username: Some("acme".to_owned()),
        display_name: Some(name.to_owned()),
    }
}

pub(crate) async fn install(store: &Store, client: &str, secret: &str, event: Event) -> Effect {
    let (client, secret) = (ClientKey::new(client), SharedSecret::new(secret));
    let principal = named("Acme");
    let done = store.install(&client, &secret, Some(&principal), event);
    done.await.unwrap()
}

pub(crate) async fn keep(store: &Store, client: &str, secret: &str, at: u64) -> Effect {
    let event = Event::unsigned(at, secret.as_bytes());
    let (client, secret) = (ClientKey::new(client), SharedSecret::new(secret));
    let done = store.keep_unverified(&client, &secret, None, event);
    done.await.unwrap()
}

pub(crate) async fn uninstall(store: &Store, client: &str, event: Event) -> Effect {
    store
        .uninstall(&ClientKey::new(client), event)
        .await
        .unwrap()
}

/// State and secret.
pub(crate) async fn seen(store: &Store, client: &str) -> Option<(InstallationState, String)> {
    let found = store.find(client).await.unwrap()?;
    assert_eq!(found.client_key.as_str(), client);
    Some((found.state, found.shared_secret.expose().to_owned()))
}

pub(crate) fn is(state: InstallationState, secret: &str) -> Option<(InstallationState, String)> {
    Some((state, secret.to_owned()))
}

async fn nobody_is_found_in_an_empty_store(place: &Place) {
    let store = place.open().await;
    for client in [A, "", "'; DROP TABLE installations; --", "nul\0", "line\n"] {
        assert_eq!(seen(&store, client).await, None);
        assert!(store.recall(client).await.unwrap().is_none());
    }
    assert_eq!(store.tenants().await.unwrap(), []);
}

async fn an_installation_is_found_as_it_was_stored(place: &Place) {
    let store = place.open().await;
    let secret = "s3cret with spaces, ünïcode and 'quotes'";
    assert_eq!(
        install(&store, A, secret, vouched(10)).await,
        Effect::Applied
    );
    let found = store.find(A).await.unwrap().unwrap();
    assert_eq!(found.client_key.as_str(), A);
    assert_eq!(found.shared_secret.expose(), secret);
    assert_eq!(found.state, InstallationState::Installed);
    assert_eq!(found.principal_name.as_deref(), Some("Acme"));
    assert_eq!(seen(&store, B).await, None);
}

async fn an_uninstall_closes_and_keeps_the_secret(place: &Place) {
    let store = place.open().await;
    install(&store, A, "a", vouched(10)).await;
    install(&store, B, "b", vouched(10)).await;
    assert_eq!(uninstall(&store, A, vouched(20)).await, Effect::Applied);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Uninstalled, "a")
    );
    assert_eq!(seen(&store, B).await, is(InstallationState::Installed, "b"));
    assert_eq!(
        install(&store, A, "again", vouched(30)).await,
        Effect::Applied
    );
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Installed, "again")
    );
}

async fn an_unverified_installation_never_replaces_a_trusted_one(place: &Place) {
    let store = place.open().await;
    install(&store, A, "trusted", vouched(10)).await;
    assert_eq!(keep(&store, A, "unverified", 50).await, Effect::Outdated);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Installed, "trusted")
    );
    uninstall(&store, A, vouched(20)).await;
    assert_eq!(keep(&store, A, "unverified", 50).await, Effect::Outdated);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Uninstalled, "trusted")
    );
}

async fn a_trusted_installation_replaces_an_unverified_one(place: &Place) {
    let store = place.open().await;
    assert_eq!(keep(&store, A, "first", 50).await, Effect::Applied);
    assert_eq!(keep(&store, A, "second", 40).await, Effect::Applied);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Unverified, "second")
    );
    // Whenever it was signed.
    assert_eq!(
        install(&store, A, "trusted", vouched(10)).await,
        Effect::Applied
    );
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Installed, "trusted")
    );
}

async fn exactly_the_secret_that_proved_itself_is_promoted(place: &Place) {
    let store = place.open().await;
    keep(&store, A, "proven", 10).await;
    let proven = store.find(A).await.unwrap().unwrap();
    // Whatever came in since.
    keep(&store, A, "slipped in", 10).await;
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Unverified, "slipped in")
    );
    assert_eq!(store.promote(&proven).await.unwrap(), Effect::Applied);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Installed, "proven")
    );
    assert_eq!(store.promote(&proven).await.unwrap(), Effect::Outdated);
    // What is trusted or closed needs no promotion.
    install(&store, A, "trusted", vouched(15)).await;
    assert_eq!(store.promote(&proven).await.unwrap(), Effect::Outdated);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Installed, "trusted")
    );
    uninstall(&store, A, vouched(20)).await;
    assert_eq!(store.promote(&proven).await.unwrap(), Effect::Outdated);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Uninstalled, "trusted")
    );
}

async fn those_who_left_long_ago_are_purged(place: &Place) {
    let store = place.open().await;
    for (client, at) in [("installed", 10), ("left", 99), ("left lately", 100)] {
        install(&store, client, client, vouched(at - 1)).await;
        if client != "installed" {
            uninstall(&store, client, vouched(at)).await;
        }
    }
    keep(&store, "unverified", "x", 50).await;
    keep(&store, "unverified lately", "x", 100).await;
    assert_eq!(store.purge(100).await.unwrap(), 2);
    assert_eq!(store.purge(100).await.unwrap(), 0);
    let left = store.tenants().await.unwrap();
    let left: Vec<&str> = left.iter().map(|left| left.client_key.as_str()).collect();
    assert_eq!(left, ["installed", "left lately", "unverified lately"]);
}

async fn everybody_is_listed_without_secrets(place: &Place) {
    let store = place.open().await;
    install(&store, B, "secret of b", vouched(30)).await;
    install(&store, A, "secret of a", vouched(10)).await;
    uninstall(&store, A, vouched(20)).await;
    keep(&store, "c", "secret of c", 40).await;
    let tenants = store.tenants().await.unwrap();
    let seen: Vec<(&str, Option<&str>, InstallationState, u64)> = tenants
        .iter()
        .map(|tenant| {
            let name = tenant.principal_name.as_deref();
            (tenant.client_key.as_str(), name, tenant.state, tenant.since)
        })
        .collect();
    assert_eq!(
        seen,
        [
            (A, Some("Acme"), InstallationState::Uninstalled, 20),
            (B, Some("Acme"), InstallationState::Installed, 30),
            ("c", None, InstallationState::Unverified, 40),
        ]
    );
    let found = store.find(A).await.unwrap();
    assert!(!format!("{tenants:?} {found:?} {store:?}").contains("secret of"));
}

async fn names_lose_what_no_name_has(place: &Place) {
    let store = place.open().await;
    let principal = named("A\0c\u{1b}[31mme\r\n");
    let (client, secret) = (ClientKey::new(A), SharedSecret::new("s"));
    let done = store.install(&client, &secret, Some(&principal), vouched(1));
    assert_eq!(done.await.unwrap(), Effect::Applied);
    let name = store.find(A).await.unwrap().unwrap().principal_name;
    assert_eq!(name.as_deref(), Some("Ac[31mme"));
}

async fn no_secret_can_be_read_or_moved_in_the_database(place: &Place) {
    let store = place.open().await;
    install(&store, A, "THE-SECRET-OF-A", vouched(10)).await;
    install(&store, B, "THE-SECRET-OF-B", vouched(10)).await;
    if let crate::place::Database::Sqlite(dir) = &place.database {
        for file in std::fs::read_dir(dir.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(10).any(|part| part == b"THE-SECRET"));
        }
    }
    // Whoever can write to the database gives A the secret of B, of which they know the plain text.
    let sealed = "(SELECT sealed_secret FROM installations WHERE client_key LIKE '%{bbb%')";
    place
        .execute(&format!(
            "UPDATE installations SET sealed_secret = {sealed} WHERE client_key LIKE '%{{aaa%'"
        ))
        .await;
    let refused = store.find(A).await.unwrap_err();
    assert!(
        matches!(&refused, Error::Secret { client_key, problem: "it was changed" }
            if client_key.as_str() == A),
        "{refused:?}"
    );
    assert_eq!(
        seen(&store, B).await,
        is(InstallationState::Installed, "THE-SECRET-OF-B")
    );
}

/// Sealed by Node.js: `createCipheriv("aes-256-gcm", key, nonce)` with `connection:1` as associated
/// data; the key's id is the start of `sha256("sightline secret key\0" + key)`.
async fn what_another_implementation_sealed_is_opened(place: &Place) {
    let sealed = "000102030405060708090a0b6be4881c786df92b0e92abf3863d429092694c93e007aaa1478c535c\
                  92d10dc532";
    let sealed = match &place.database {
        crate::place::Database::Postgres { .. } => format!("'\\x{sealed}'"),
        crate::place::Database::Sqlite(_) => format!("X'{sealed}'"),
    };
    let store = place.open().await;
    place
        .execute(&format!(
            "INSERT INTO installations
                (client_key, state, key_id, sealed_secret, event_at, event_digest)
             VALUES ('connection:1', 'installed', 'b507616ee2081555', {sealed}, 1, {sealed})"
        ))
        .await;
    let expected = is(InstallationState::Installed, "sealed by Node.js");
    assert_eq!(seen(&store, "connection:1").await, expected);
}

async fn an_old_key_still_opens_and_is_replaced(place: &Place) {
    let old = place.open().await;
    install(&old, A, "a", vouched(10)).await;
    install(&old, B, "b", vouched(10)).await;
    drop(old);
    let new = Store::open(&place.with_keys([8; 32], &[KEY]))
        .await
        .unwrap();
    assert_eq!(seen(&new, A).await, is(InstallationState::Installed, "a"));
    install(&new, A, "a again", vouched(20)).await;
    // A is under the new key by its next write, B by being sealed anew.
    assert_eq!(new.reseal().await.unwrap(), 1);
    assert_eq!(new.reseal().await.unwrap(), 0);
    drop(new);
    let without_old = Store::open(&place.with_keys([8; 32], &[])).await.unwrap();
    assert_eq!(
        seen(&without_old, A).await,
        is(InstallationState::Installed, "a again")
    );
    assert_eq!(
        seen(&without_old, B).await,
        is(InstallationState::Installed, "b")
    );
}

async fn a_store_whose_keys_are_missing_is_not_opened(place: &Place) {
    let store = place.open().await;
    install(&store, A, "a", vouched(10)).await;
    let refused = Store::open(&place.with_keys([8; 32], &[[9; 32]])).await;
    let Err(Error::KeysMissing { missing, .. }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(missing, place.settings.keyring.current().id());
}

async fn another_server_sees_an_uninstall_within_a_second(place: &Place) {
    let (here, there) = (place.open().await, place.open().await);
    install(&here, A, "a", vouched(10)).await;
    assert_eq!(
        there.recall(A).await.unwrap().unwrap().state,
        InstallationState::Installed
    );
    assert_eq!(
        here.recall(A).await.unwrap().unwrap().state,
        InstallationState::Installed
    );
    let uninstalled = Instant::now();
    uninstall(&here, A, vouched(20)).await;
    // Here at once; there from the database at once, and from memory in time.
    assert_eq!(
        here.recall(A).await.unwrap().unwrap().state,
        InstallationState::Uninstalled
    );
    assert_eq!(
        there.find(A).await.unwrap().unwrap().state,
        InstallationState::Uninstalled
    );
    while there.recall(A).await.unwrap().unwrap().state == InstallationState::Installed {
        assert!(uninstalled.elapsed() < Duration::from_secs(1));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(CACHE_TIME < Duration::from_secs(1));
    // Memory is in use at all: what changes behind the store's back is not seen at once.
    let recalled = there.recall(A).await.unwrap().unwrap();
    place.execute("DELETE FROM installations").await;
    let again = there.recall(A).await.unwrap().unwrap();
    assert!(Arc::ptr_eq(&recalled, &again));
}

async fn those_who_look_for_an_installation_at_once_share_a_read(place: &Place) {
    let store = place.open().await;
    install(&store, A, "a", vouched(10)).await;
    let found = join_all((0..100).map(|_| store.recall(A))).await;
    let found: Vec<_> = found
        .into_iter()
        .map(|found| found.unwrap().unwrap())
        .collect();
    let distinct: HashSet<_> = found.iter().map(Arc::as_ptr).collect();
    // Two read at a time.
    assert!(distinct.len() <= 2, "{} reads", distinct.len());
}

async fn servers_that_share_a_store_settle_to_one_state(place: &Place) {
    let stores = [place.open().await, place.open().await];
    let mut tasks = Vec::new();
    for n in 0..40 {
        let store = stores[n % 2].clone();
        tasks.push(tokio::spawn(async move {
            // 39 is the last, an installation; odd ones are repeated. Further apart than clocks are.
            let n = (n as u64 * 7) % 40;
            let at = 100 * n;
            let secret = format!("secret {n}");
            if n.is_multiple_of(2) {
                uninstall(&store, A, vouched(at)).await;
            } else {
                install(&store, A, &secret, vouched(at)).await;
                install(&store, A, &secret, vouched(at)).await;
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    for store in stores {
        assert_eq!(
            seen(&store, A).await,
            is(InstallationState::Installed, "secret 39")
        );
    }
}

async fn a_store_is_opened_again_with_all_that_was_in_it(place: &Place) {
    // Two servers start at the same time on an empty database.
    let (first, second) = tokio::join!(Store::open(&place.settings), Store::open(&place.settings));
    install(&first.unwrap(), A, "a", vouched(10)).await;
    assert_eq!(
        seen(&second.unwrap(), A).await,
        is(InstallationState::Installed, "a")
    );
    assert_eq!(
        seen(&place.open().await, A).await,
        is(InstallationState::Installed, "a")
    );
}

#[tokio::test]
async fn a_sqlite_store_is_copied_into_an_empty_postgresql_store() {
    let Some(target) = Place::postgres().await else {
        return;
    };
    let source = Place::sqlite().await.unwrap();
    let from = source.open().await;
    install(&from, A, "a", vouched(10)).await;
    uninstall(&from, A, vouched(20)).await;
    keep(&from, B, "b", 30).await;
    let to = target.open().await;
    assert_eq!(from.copy_to(&to).await.unwrap(), 2);
    assert_eq!(seen(&to, A).await, is(InstallationState::Uninstalled, "a"));
    assert_eq!(seen(&to, B).await, is(InstallationState::Unverified, "b"));
    assert_eq!(to.tenants().await.unwrap(), from.tenants().await.unwrap());
    // Order is kept as well, and which tokens have counted.
    let again = install(&to, A, "theirs", vouched(20));
    assert_eq!(again.await, Effect::Outdated);
    assert_eq!(install(&to, A, "late", vouched(19)).await, Effect::Outdated);
    let refused = from.copy_to(&to).await;
    assert!(
        matches!(refused, Err(Error::StoreNotEmpty { .. })),
        "{refused:?}"
    );
    assert_eq!(to.tenants().await.unwrap().len(), 2);
}
