//! Load of `cargo xtask bench jobs`: a burst of webhooks from many tenants, a Bitbucket that fails on
//! and off, and a `kill -9` in the middle.
//!
//! `jobs SERVER sqlite FILE`, or `jobs SERVER postgres URL`: the server's binary, and an empty store.
//! The last line is a JSON object.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement"
)]
#![allow(dead_code, reason = "tests use more of the double")]

mod double;
mod load;
mod server;

use std::{
    collections::BTreeSet,
    path::PathBuf,
    time::{Duration, Instant},
};

use atlassian_connect::{ClientKey, SharedSecret};
use serde_json::json;
use sightline::{
    Keyring, SecretKey,
    store::{Event, JobCounts, Location, Settings, Store},
};

use double::{Double, client, secret};
use server::{Server, now};

const TENANTS: u32 = 50;
/// Pull requests of each tenant.
const PULLS: u32 = 10;
/// Faults in a thousand calls of Bitbucket.
const FAULTS: u32 = 60;
const PATIENCE: Duration = Duration::from_secs(15 * 60);
const ASKED: &str = r#"{ "report": true, "thresholds": { "conflicts": 0 } }"#;

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [program, kind, place] = words.as_slice() else {
        panic!("SERVER sqlite FILE, or SERVER postgres URL");
    };
    let location = match kind.as_str() {
        "sqlite" => Location::Sqlite(PathBuf::from(place)),
        "postgres" => Location::Postgres(place.parse().expect("a URL")),
        _ => panic!("sqlite or postgres"),
    };
    let store = fill(location).await;
    let (double, origin) = Double::start(PULLS).await;
    double.decide(Some(ASKED));
    double.fail(FAULTS);

    let folder = tempfile::tempdir().expect("a temporary folder");
    let first = Server::start(program, folder.path(), kind, place, &origin).await;
    let burst = load::burst(first.address, TENANTS, PULLS).await;
    let some = |counts: JobCounts| counts.done + counts.dead >= u64::from(burst.accepted) * 2 / 5;
    wait(&store, some).await;
    let (log, early) = first.kill().await;
    let second = Server::start(program, folder.path(), kind, place, &origin).await;
    let over = |counts: JobCounts| counts.waiting + counts.running == 0;
    let counts = wait(&store, over).await;
    let (later_log, late) = second.kill().await;

    let completed = double.completed();
    let distinct: BTreeSet<_> = completed.iter().collect();
    let accepted = u64::from(burst.accepted);
    let ended = counts.done + counts.dead;
    // A job that was done has its report, by Bitbucket's books.
    let unpublished = counts.done.saturating_sub(distinct.len() as u64);
    let calls_max = server::most_calls(&log).max(server::most_calls(&later_log));
    let figures = json!({
        "accepted": accepted,
        "done": counts.done,
        "dead": counts.dead,
        "lost": accepted.saturating_sub(ended) + unpublished,
        "twice": completed.len() - distinct.len(),
        "calls_max": calls_max,
        "rss_mb": early.most.max(late.most),
        "rss_growth_mb": late.last - late.first,
        "strayed": double.strayed(),
        "calls": double.calls(),
        "answered_ms_median": burst.median,
        "answered_ms_max": burst.slowest,
    });
    println!("{figures}");
}

async fn fill(location: Location) -> Store {
    let settings = Settings {
        location,
        keyring: Keyring::new(SecretKey::new(server::KEY), Vec::new()),
    };
    let store = Store::open(&settings).await.expect("the store opens");
    for n in 0..TENANTS {
        let event = Event::vouched(now(), now() + 3_600, &format!("installed {n}"));
        let (key, secret) = (ClientKey::new(client(n)), SharedSecret::new(secret(n)));
        let effect = store.install(&key, &secret, None, event).await;
        effect.expect("the store takes it");
    }
    store
}

async fn wait(store: &Store, enough: impl Fn(JobCounts) -> bool) -> JobCounts {
    let started = Instant::now();
    loop {
        let counts = store.count_reports().await.expect("the store answers");
        if enough(counts) || started.elapsed() > PATIENCE {
            return counts;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
