//! Unverified installations as a store keeps them until one has proved itself.

use atlassian_connect::{ClientKey, SharedSecret};
use sightline::{
    Error,
    store::{DueCandidate, Effect, Event, Installation, InstallationState, Store},
};

use crate::{
    place::{KEY, Place, on_both_stores},
    store_contract::{A, B, is, keep, seen, uninstall, vouched},
};

on_both_stores!(
    secrets_of_one_client_wait_beside_each_other_and_none_untried_is_pushed_out,
    those_that_wait_longest_are_tried_first_and_then_go_last,
    one_that_bitbucket_refuses_again_and_again_is_given_up,
    an_uninstall_ends_what_came_before_it_though_it_was_proven_meanwhile,
    a_proof_after_an_uninstall_of_nobody_opens,
    candidates_end_with_their_installation,
    candidates_are_sealed_anew,
);

fn event(secret: &str, at: u64) -> Event {
    Event::unsigned(at, secret.as_bytes())
}

fn candidate(client: &str, secret: &str, at: u64) -> Installation {
    let (key, kept) = (ClientKey::new(client), SharedSecret::new(secret));
    Installation::unverified(&key, &kept, None, event(secret, at))
}

async fn waits(store: &Store, client: &str, secret: &str, at: u64) -> bool {
    let candidate = candidate(client, secret, at);
    store.is_candidate(&candidate).await.unwrap()
}

async fn secrets_of_one_client_wait_beside_each_other_and_none_untried_is_pushed_out(
    place: &Place,
) {
    let store = place.open().await;
    for n in 0..64 {
        let kept = keep(&store, A, &format!("secret {n}"), 100 + n).await;
        assert_eq!(kept, Effect::Applied);
    }
    let (key, late) = (ClientKey::new(A), SharedSecret::new("late"));
    let full = store.keep_unverified(&key, &late, None, event("late", 200));
    let full = full.await;
    assert!(
        matches!(full, Err(Error::CandidatesFull { .. })),
        "{full:?}"
    );
    // One that is sent again takes no further place, and others are not in the way.
    let again = keep(&store, A, "secret 7", 150).await;
    assert_eq!(again, Effect::Applied);
    assert_eq!(keep(&store, B, "of b", 150).await, Effect::Applied);
    let tried = candidate(A, "secret 5", 105);
    store.refuse_candidate(&tried, 160).await.unwrap();
    assert_eq!(keep(&store, A, "late", 200).await, Effect::Applied);
    assert!(!store.is_candidate(&tried).await.unwrap());
    for n in (0..64).filter(|n| *n != 5) {
        let secret = format!("secret {n}");
        assert!(waits(&store, A, &secret, 100 + n).await, "{n}");
    }
    assert!(waits(&store, A, "late", 200).await);
}

async fn those_that_wait_longest_are_tried_first_and_then_go_last(place: &Place) {
    let store = place.open().await;
    for (n, client) in ["c", "b", "a"].into_iter().enumerate() {
        keep(&store, client, "made up", 100 + n as u64).await;
    }
    let names = |due: &[DueCandidate]| -> Vec<String> {
        let names = due.iter().map(DueCandidate::client_key);
        names.map(str::to_owned).collect()
    };
    let due = store.due_candidates(0, 300, 2).await.unwrap();
    assert_eq!(names(&due), ["c", "b"]);
    for due in &due {
        let taken = store.take_candidate(due, 200).await.unwrap().unwrap();
        assert_eq!(taken.client_key.as_str(), due.client_key());
        assert_eq!(taken.shared_secret.expose(), "made up");
        // Another server that saw it too leaves it.
        assert!(store.take_candidate(due, 201).await.unwrap().is_none());
    }
    // Whoever comes now does not go before those that came earlier.
    keep(&store, "0", "made up", 150).await;
    let due = store.due_candidates(0, 300, 9).await.unwrap();
    assert_eq!(names(&due), ["a", "0", "b", "c"]);
    let due = store.due_candidates(0, 199, 9).await.unwrap();
    assert_eq!(names(&due), ["a", "0"]);
    let due = store.due_candidates(102, 300, 9).await.unwrap();
    assert_eq!(names(&due), ["a", "0"]);
    assert_eq!(store.forget_candidates(102).await.unwrap(), 2);
    assert_eq!(store.due_candidates(0, 300, 9).await.unwrap().len(), 2);
}

async fn one_that_bitbucket_refuses_again_and_again_is_given_up(place: &Place) {
    let store = place.open().await;
    keep(&store, A, "made up", 100).await;
    let refused = candidate(A, "made up", 100);
    for n in 0..6 {
        assert!(store.is_candidate(&refused).await.unwrap(), "{n}");
        store.refuse_candidate(&refused, 200 + n).await.unwrap();
    }
    assert!(!store.is_candidate(&refused).await.unwrap());
    assert_eq!(store.promote(&refused).await.unwrap(), Effect::Outdated);
}

async fn an_uninstall_ends_what_came_before_it_though_it_was_proven_meanwhile(place: &Place) {
    let store = place.open().await;
    keep(&store, A, "proven", 100).await;
    let proven = candidate(A, "proven", 100);
    assert_eq!(uninstall(&store, A, vouched(110)).await, Effect::Applied);
    assert_eq!(store.promote(&proven).await.unwrap(), Effect::Outdated);
    assert_eq!(seen(&store, A).await, None);
}

async fn a_proof_after_an_uninstall_of_nobody_opens(place: &Place) {
    let store = place.open().await;
    uninstall(&store, A, vouched(100)).await;
    assert_eq!(keep(&store, A, "made up", 110).await, Effect::Applied);
    assert_eq!(keep(&store, A, "proven", 120).await, Effect::Applied);
    assert_eq!(seen(&store, A).await, None);
    let proven = candidate(A, "proven", 120);
    assert_eq!(store.promote(&proven).await.unwrap(), Effect::Applied);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Installed, "proven")
    );
    assert!(!waits(&store, A, "made up", 110).await);
    // An uninstall of before it came does not mean it.
    let late = uninstall(&store, A, vouched(59));
    assert_eq!(late.await, Effect::Outdated);
    assert_eq!(uninstall(&store, A, vouched(130)).await, Effect::Applied);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Uninstalled, "proven")
    );
    // Where a secret is trusted, only it and the registration secret open again.
    assert_eq!(keep(&store, A, "made up", 140).await, Effect::Outdated);
}

async fn candidates_end_with_their_installation(place: &Place) {
    let store = place.open().await;
    for client in [A, B, "trusted"] {
        keep(&store, client, "made up", 100).await;
    }
    let (key, secret) = (ClientKey::new("trusted"), SharedSecret::new("trusted"));
    store
        .install(&key, &secret, None, vouched(110))
        .await
        .unwrap();
    assert!(!waits(&store, "trusted", "made up", 100).await);
    assert_eq!(store.forget(A).await.unwrap(), 1);
    assert!(!waits(&store, A, "made up", 100).await);
    assert_eq!(store.purge(101).await.unwrap(), 1);
    assert!(!waits(&store, B, "made up", 100).await);
}

async fn candidates_are_sealed_anew(place: &Place) {
    let old = place.open().await;
    keep(&old, A, "first", 100).await;
    keep(&old, A, "second", 101).await;
    let new = Store::open(&place.with_keys([8; 32], &[KEY]))
        .await
        .unwrap();
    // Two, and the row that stands for both.
    assert_eq!(new.reseal().await.unwrap(), 3);
    let without_old = Store::open(&place.with_keys([8; 32], &[])).await.unwrap();
    let due = without_old.due_candidates(0, 200, 9).await.unwrap();
    assert_eq!(due.len(), 2);
    for due in due {
        let taken = without_old.take_candidate(&due, 200).await;
        assert!(taken.unwrap().is_some());
    }
}
