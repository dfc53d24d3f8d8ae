//! A database server that is stopped under the feet of the app's server, and started again.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::{Duration, Instant};

use sightline_tests::{signed::get, site};
use xtask::{
    stack::{Database, Options, Stack},
    suite::Postgres,
};

/// Bitbucket gives a page up after ten seconds.
const IN_TIME: Duration = Duration::from_secs(8);
/// A database that starts takes connections within this time.
const RECOVERY: Duration = Duration::from_secs(15);

#[tokio::test]
async fn while_postgresql_is_stopped_pages_say_so_and_recover_by_themselves() {
    // A cluster of its own: stopping the one of the other tests would fail them.
    let mut postgres = match Postgres::start() {
        Ok(postgres) => postgres,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{error}");
            eprintln!("skipped: {error}");
            return;
        }
    };
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    std::fs::write(&key, "5e".repeat(32)).unwrap();
    let stack = Stack::start(&Options {
        database: Database::Postgres(postgres.url()),
        server_args: vec!["--secret-key-file".into(), key.display().to_string()],
        ..Options::default()
    })
    .unwrap();
    let app = &stack.addresses().app;
    let panel = site::panel_address(&stack).await;
    assert_eq!(get(&panel).await.0, 200, "{}", stack.server_log());
    let ready = format!("{app}/readyz");
    assert_eq!(get(&ready).await, (200, "ready\n".to_owned()));

    postgres.stop();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (status, words) = get(&ready).await;
    assert_eq!((status, &*words), (503, "the store does not answer\n"));
    let asked = Instant::now();
    let (status, page) = get(&panel).await;
    assert_eq!(status, 503);
    assert!(page.contains("Sightline is not available"), "{page}");
    assert!(page.contains("Try again in a minute"), "{page}");
    assert!(asked.elapsed() < IN_TIME, "{:?}", asked.elapsed());
    let refused = stack.install().unwrap_err().to_string();
    assert!(refused.contains("503"), "{refused}");
    // The process itself is well: nobody should restart it.
    assert_eq!(get(&format!("{app}/healthz")).await.0, 200);

    postgres.start_again().unwrap();
    let back = Instant::now();
    while get(&ready).await.0 != 200 {
        let log = stack.server_log();
        assert!(back.elapsed() < RECOVERY, "{log}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(get(&panel).await.0, 200);
    stack.install().unwrap();
    assert_eq!(get(&site::panel_address(&stack).await).await.0, 200);
}
