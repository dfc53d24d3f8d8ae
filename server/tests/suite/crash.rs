//! `kill -9` in the middle of the work.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use sightline::store::InstallationState;

use crate::{
    binary::{Running, now, post},
    place::{Place, on_both_stores},
    support::{Call, Page, REGISTRATION},
};

const INSTALLS: usize = 1_000;

on_both_stores!(three_kills_during_a_thousand_installs_each_lose_none_that_was_acknowledged);

/// Names the installations of one round.
fn client(round: usize, n: usize) -> String {
    format!("connection:{round}:{n}")
}

fn secret(round: usize, n: usize) -> String {
    format!("the secret of installation {n} in round {round}")
}

async fn three_kills_during_a_thousand_installs_each_lose_none_that_was_acknowledged(
    place: &Place,
) {
    let mut rounds = Vec::new();
    for round in 0..3 {
        rounds.push(kill_amid_installs(place, round).await);
    }
    let server = Running::start(place, &[]).await;
    // Each restart has kept what the one before it had.
    for (round, acknowledged) in rounds.iter().enumerate() {
        are_there(place, &server, round, acknowledged).await;
    }
}

/// Kills a server in the middle of its work. Gives the installations that it acknowledged.
async fn kill_amid_installs(place: &Place, round: usize) -> HashSet<usize> {
    let mut server = Running::start(place, &[]).await;
    let address = server.address;
    let count = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..INSTALLS)
        .map(|n| {
            let count = count.clone();
            tokio::spawn(async move {
                let call = Call::installed(&client(round, n), &secret(round, n));
                let call = call.signed_at(now(), &client(round, n), REGISTRATION);
                // Who is told to try again does.
                let mut status = post(address, &call).await;
                while status == Some(503) {
                    status = post(address, &call).await;
                }
                let acknowledged = status == Some(204);
                count.fetch_add(usize::from(acknowledged), Ordering::Relaxed);
                acknowledged
            })
        })
        .collect();
    let started = Instant::now();
    while count.load(Ordering::Relaxed) < INSTALLS / 4 {
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "{}",
            server.log()
        );
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    server.kill().await;
    let mut acknowledged = HashSet::new();
    for (n, task) in tasks.into_iter().enumerate() {
        if task.await.unwrap() {
            acknowledged.insert(n);
        }
    }
    assert!(acknowledged.len() < INSTALLS, "the kill came too late");
    acknowledged
}

async fn are_there(place: &Place, server: &Running, round: usize, acknowledged: &HashSet<usize>) {
    let store = place.open().await;
    for n in 0..INSTALLS {
        let found = store.find(&client(round, n)).await.unwrap();
        assert!(found.is_some() || !acknowledged.contains(&n), "{n} is lost");
        if let Some(found) = found {
            assert_eq!(found.state, InstallationState::Installed);
            assert_eq!(found.shared_secret.expose(), secret(round, n));
            assert_eq!(found.principal_name.as_deref(), Some("Acme <& Sons>"));
        }
    }
    for &n in acknowledged.iter().take(20) {
        let mut page = Page::pull_request();
        page.now = now();
        let url = page.url(&client(round, n), &secret(round, n));
        assert_eq!(server.get(&url).await, Some(200), "{}", server.log());
    }
}
