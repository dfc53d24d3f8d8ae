//! Events of a store that come late, twice, or out of order.

use atlassian_connect::ClientKey;
use sightline::store::{Effect, InstallationState};

use crate::{
    place::{Place, on_both_stores},
    store_contract::{A, install, is, keep, seen, token, uninstall, vouched},
};

on_both_stores!(
    a_token_is_remembered_until_it_has_ended,
    an_uninstall_of_somebody_unknown_keeps_older_installations_closed,
    an_uninstall_closes_an_unverified_installation_and_its_secret_is_gone,
    an_uninstall_counts_though_its_clock_is_a_minute_behind,
    a_later_event_wins_whenever_it_arrives,
    what_vouches_for_an_event_counts_once,
);

async fn a_token_is_remembered_until_it_has_ended(place: &Place) {
    let store = place.open().await;
    let event = token(10, "a token");
    install(&store, A, "mine", event).await;
    store
        .uninstall(&ClientKey::new(A), vouched(20))
        .await
        .unwrap();
    assert_eq!(store.purge(21).await.unwrap(), 1);
    // Nobody is there any more, and the token is still good.
    assert_eq!(install(&store, A, "theirs", event).await, Effect::Outdated);
    assert_eq!(seen(&store, A).await, None);
    assert_eq!(store.forget_tokens(3_610).await.unwrap(), 0);
    assert_eq!(store.forget_tokens(3_611).await.unwrap(), 1);
    assert_eq!(store.forget_tokens(u64::MAX).await.unwrap(), 1);
}

async fn an_uninstall_of_somebody_unknown_keeps_older_installations_closed(place: &Place) {
    let store = place.open().await;
    assert_eq!(uninstall(&store, A, vouched(20)).await, Effect::Applied);
    assert_eq!(seen(&store, A).await, None);
    assert!(store.recall(A).await.unwrap().is_none());
    assert_eq!(
        install(&store, A, "late", vouched(10)).await,
        Effect::Outdated
    );
    // It waits for its proof, and opens nothing.
    assert_eq!(keep(&store, A, "unsigned", 30).await, Effect::Applied);
    assert_eq!(seen(&store, A).await, None);
    let tenants = store.tenants().await.unwrap();
    assert_eq!(tenants.len(), 1);
    assert_eq!(
        (tenants[0].state, tenants[0].since),
        (InstallationState::Uninstalled, 20)
    );
    // Keys and secrets of others are not in the way.
    assert_eq!(store.reseal().await.unwrap(), 0);
    assert_eq!(
        install(&store, A, "again", vouched(30)).await,
        Effect::Applied
    );
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Installed, "again")
    );
}

async fn an_uninstall_closes_an_unverified_installation_and_its_secret_is_gone(place: &Place) {
    let store = place.open().await;
    keep(&store, A, "unverified", 50).await;
    assert_eq!(uninstall(&store, A, vouched(60)).await, Effect::Applied);
    assert_eq!(seen(&store, A).await, None);
    assert_eq!(
        install(&store, A, "late", vouched(55)).await,
        Effect::Outdated
    );
}

async fn an_uninstall_counts_though_its_clock_is_a_minute_behind(place: &Place) {
    let store = place.open().await;
    install(&store, A, "a", vouched(1_000)).await;
    let early = vouched(1_000 - 61);
    assert_eq!(uninstall(&store, A, early).await, Effect::Outdated);
    let behind = vouched(1_000 - 60);
    assert_eq!(uninstall(&store, A, behind).await, Effect::Applied);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Uninstalled, "a")
    );
    // What was signed before the installation that was closed stays outdated.
    let late = install(&store, A, "late", vouched(980));
    assert_eq!(late.await, Effect::Outdated);
    // Installed again while it was open: a late uninstall can mean the one before.
    install(&store, A, "b", vouched(2_000)).await;
    install(&store, A, "c", vouched(2_010)).await;
    let between = uninstall(&store, A, vouched(2_005));
    assert_eq!(between.await, Effect::Outdated);
    assert_eq!(seen(&store, A).await, is(InstallationState::Installed, "c"));
}

async fn a_later_event_wins_whenever_it_arrives(place: &Place) {
    let store = place.open().await;
    assert_eq!(
        install(&store, A, "two", vouched(20)).await,
        Effect::Applied
    );
    assert_eq!(
        install(&store, A, "one", vouched(10)).await,
        Effect::Outdated
    );
    assert_eq!(uninstall(&store, A, vouched(19)).await, Effect::Outdated);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Installed, "two")
    );
    assert_eq!(
        install(&store, A, "three", vouched(30)).await,
        Effect::Applied
    );
    assert_eq!(uninstall(&store, A, vouched(40)).await, Effect::Applied);
    assert_eq!(
        install(&store, A, "late", vouched(39)).await,
        Effect::Outdated
    );
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Uninstalled, "three")
    );
}

async fn what_vouches_for_an_event_counts_once(place: &Place) {
    let store = place.open().await;
    let event = token(10, "a token");
    assert_eq!(install(&store, A, "mine", event).await, Effect::Applied);
    // The same token with another body.
    assert_eq!(install(&store, A, "theirs", event).await, Effect::Outdated);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Installed, "mine")
    );
    // Another token of the same second.
    let another = token(10, "another token");
    assert_eq!(install(&store, A, "new", another).await, Effect::Applied);
    assert_eq!(uninstall(&store, A, another).await, Effect::Outdated);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Installed, "new")
    );
    let third = token(10, "a third token");
    assert_eq!(uninstall(&store, A, third).await, Effect::Applied);
    assert_eq!(uninstall(&store, A, third).await, Effect::Outdated);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Uninstalled, "new")
    );
    // The first one again, after others of its second.
    assert_eq!(install(&store, A, "theirs", event).await, Effect::Outdated);
    assert_eq!(
        seen(&store, A).await,
        is(InstallationState::Uninstalled, "new")
    );
}
