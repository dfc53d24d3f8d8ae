//! Load of `cargo xtask bench jobs`: a burst of webhooks from many tenants, a Bitbucket that fails on
//! and off, and two times `kill -9`: while events are being taken, and while jobs are being done.
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
use server::{Memory, Program, free_address, now};

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
    let address = free_address();
    let program = Program {
        path: program,
        folder: folder.path(),
        kind,
        place,
        bitbucket: &origin,
        address,
    };
    let mut servers = Totals::default();
    let taking = program.start(1).await;
    let burst = load::burst(address, TENANTS, PULLS);
    burst.begun().await;
    servers.add(taking.kill().await);
    let working = program.start(2).await;
    let burst = burst.end().await;
    let some = |counts: JobCounts| counts.done + counts.dead >= u64::from(burst.accepted) * 2 / 5;
    wait(&store, some).await;
    servers.add(working.kill().await);
    let last = program.start(3).await;
    let over = |counts: JobCounts| counts.waiting + counts.running == 0;
    let counts = wait(&store, over).await;
    servers.add(last.kill().await);

    let (completed, unheard) = (double.completed(), double.unheard());
    let heard: BTreeSet<_> = completed.iter().collect();
    let published: BTreeSet<_> = completed.iter().chain(&unheard).collect();
    let accepted = u64::from(burst.accepted);
    let ended = counts.done + counts.dead;
    // A job that was done has its report, by Bitbucket's books.
    let unpublished = counts.done.saturating_sub(published.len() as u64);
    let figures = json!({
        "accepted": accepted,
        "done": counts.done,
        "dead": counts.dead,
        "lost": accepted.saturating_sub(ended) + unpublished,
        "twice": completed.len() - heard.len(),
        "unheard": unheard.len(),
        "calls_max": servers.calls_max,
        "rss_mb": servers.memory.most,
        "rss_growth_mb": servers.memory.last - servers.memory.first,
        "strayed": double.strayed(),
        "calls": double.calls(),
        "answered_ms_median": burst.median,
        "answered_ms_max": burst.slowest,
    });
    println!("{figures}");
}

/// Figures of the servers that were started and killed.
#[derive(Default)]
struct Totals {
    calls_max: u64,
    /// The most of all; first and last of the one that ran last.
    memory: Memory,
}

impl Totals {
    fn add(&mut self, (log, memory): (String, Memory)) {
        self.calls_max = self.calls_max.max(server::most_calls(&log));
        let most = self.memory.most.max(memory.most);
        self.memory = Memory { most, ..memory };
    }
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
