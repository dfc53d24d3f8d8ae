//! `tenants`, `migrate`, and the key file that a SQLite store makes for itself.

use std::{os::unix::fs::PermissionsExt, path::Path, process::Command};

use atlassian_connect::{ClientKey, SharedSecret, lifecycle::Principal};
use sightline::store::{Effect, Event, Store};
use sqlx::{Connection, Executor, SqliteConnection};
use tempfile::TempDir;

use crate::place::Place;

fn sightline(arguments: &[&str], variables: &[(&'static str, String)]) -> (bool, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sightline"))
        .env_clear()
        .envs(variables.iter().cloned())
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let success = output.status.success();
    (success, text(output.stdout), text(output.stderr))
}

/// Installed on 1 March 2026, and uninstalled a day later.
async fn fill(store: &Store) {
    for (client, secret, name) in [
        ("b", "secret of b", "Bee"),
        ("a", "secret of a", "Ay\u{1b}[2J"),
    ] {
        let (client, secret) = (ClientKey::new(client), SharedSecret::new(secret));
        let principal = Principal {
            display_name: Some(name.to_owned()),
            ..Principal::default()
        };
        let event = Event::vouched(1_772_366_400, 1_772_370_000, "token");
        let done = store.install(&client, &secret, Some(&principal), event);
        done.await.unwrap();
    }
    let event = Event::vouched(1_772_452_800, 1_772_456_400, "another token");
    store.uninstall(&ClientKey::new("a"), event).await.unwrap();
}

const LIST: &str = "client key\tworkspace\tstate\tsince\n\
                    a\tAy[2J\tuninstalled\t2026-03-02T12:00:00Z\n\
                    b\tBee\tinstalled\t2026-03-01T12:00:00Z\n";

#[tokio::test]
async fn tenants_lists_who_is_there_and_no_secret() {
    for place in [Place::sqlite().await, Place::postgres().await] {
        let Some(place) = place else { continue };
        fill(&place.open().await).await;
        let (success, output, error) = sightline(&["tenants"], &place.variables());
        assert!(success, "{error}");
        assert_eq!(output, LIST);
    }
}

#[tokio::test]
async fn tenants_shows_one_and_whether_its_secret_can_be_read() {
    for place in [Place::sqlite().await, Place::postgres().await] {
        let Some(place) = place else { continue };
        fill(&place.open().await).await;
        let show =
            |client: &str| sightline(&["tenants", "--client-key", client], &place.variables());
        let (success, output, error) = show("b");
        assert!(success, "{error}");
        assert_eq!(
            output,
            "client key\tb\nworkspace\tBee\nstate\tinstalled\n\
             since\t2026-03-01T12:00:00Z\nsecret\tcan be read\n"
        );
        let damage = "UPDATE installations SET key_id = 'lost' WHERE client_key = 'b'";
        place.execute(damage).await;
        let (success, output, error) = show("b");
        assert!(success, "{error}");
        let secret = "secret\tthe secret of b cannot be used: its key is not given\n";
        assert!(output.ends_with(secret), "{output}");
        let (success, output, error) = show("nobody");
        assert!(!success);
        assert_eq!(output, "");
        assert!(error.contains("\"nobody\" is not in the store"), "{error}");
    }
}

#[tokio::test]
async fn forget_removes_one_whose_key_is_lost_and_no_other() {
    for place in [Place::sqlite().await, Place::postgres().await] {
        let Some(place) = place else { continue };
        fill(&place.open().await).await;
        let damage = "UPDATE installations SET key_id = 'lost' WHERE client_key = 'b'";
        place.execute(damage).await;
        assert!(Store::open(&place.settings).await.is_err());
        let (success, output, error) = sightline(&["forget", "b"], &place.variables());
        assert!(success, "{error}");
        assert!(output.contains("b is forgotten"), "{output}");
        let store = place.open().await;
        assert!(store.find("b").await.unwrap().is_none());
        assert!(store.find("a").await.unwrap().is_some());
        // The token that brought it does not bring it back.
        let event = Event::vouched(1_772_366_400, 1_772_370_000, "token");
        let (client, secret) = (ClientKey::new("b"), SharedSecret::new("another"));
        let again = store.install(&client, &secret, None, event).await.unwrap();
        assert_eq!(again, Effect::Outdated);
        let (success, _, error) = sightline(&["forget", "b"], &place.variables());
        assert!(!success);
        assert!(error.contains("\"b\" is not in the store"), "{error}");
    }
}

fn full() -> std::fs::File {
    let device = std::fs::File::options().write(true).open("/dev/full");
    device.unwrap()
}

#[tokio::test]
async fn an_outcome_that_cannot_be_written_is_an_error_and_no_panic() {
    let place = Place::sqlite().await.unwrap();
    fill(&place.open().await).await;
    for command in [&["migrate"][..], &["forget", "b"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_sightline"))
            .env_clear()
            .envs(place.variables())
            .args(command)
            .stdout(full())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.starts_with("sightline: standard output: "), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
    assert!(place.open().await.find("b").await.unwrap().is_none());
}

#[tokio::test]
async fn forget_removes_nobody_where_a_variable_is_no_setting() {
    let place = Place::sqlite().await.unwrap();
    fill(&place.open().await).await;
    let mut variables = place.variables();
    variables.push(("SIGHTLINE_DATABASE_URI", "postgres://elsewhere".to_owned()));
    let (success, output, error) = sightline(&["forget", "b"], &variables);
    assert!(!success);
    assert_eq!(output, "");
    let sentence = "holds SIGHTLINE_DATABASE_URI, which is no setting: nothing was forgotten";
    assert!(error.contains(sentence), "{error}");
    assert!(place.open().await.find("b").await.unwrap().is_some());
}

/// A copy of the database file alone, as a backup keeps it apart from its key.
async fn backup() -> (TempDir, String) {
    let place = Place::sqlite().await.unwrap();
    fill(&place.open().await).await;
    let dir = TempDir::new().unwrap();
    let copy = dir.path().join("backup.db").to_str().unwrap().to_owned();
    place.execute(&format!("VACUUM INTO '{copy}'")).await;
    // Backups of WAL databases say so in their head.
    let mut connection = SqliteConnection::connect(&format!("sqlite://{copy}"))
        .await
        .unwrap();
    connection
        .execute("PRAGMA journal_mode = WAL")
        .await
        .unwrap();
    connection.close().await.unwrap();
    (dir, copy)
}

fn files(dir: &Path) -> Vec<String> {
    let files = std::fs::read_dir(dir).unwrap();
    let mut files: Vec<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    files
}

#[tokio::test]
async fn tenants_reads_a_backup_of_an_older_version_without_its_key_and_changes_nothing() {
    let (dir, copy) = backup().await;
    let mut connection = SqliteConnection::connect(&format!("sqlite://{copy}"))
        .await
        .unwrap();
    for older in [
        "ALTER TABLE installations DROP COLUMN opened_at",
        "DROP TABLE used_tokens",
        "DELETE FROM _sqlx_migrations WHERE version > 2",
    ] {
        connection.execute(older).await.unwrap();
    }
    connection.close().await.unwrap();
    let before = std::fs::read(&copy).unwrap();
    let (success, output, error) = sightline(&["tenants", "--database", &copy], &[]);
    assert!(success, "{error}");
    assert_eq!(output, LIST);
    let one = ["tenants", "--database", &copy, "--client-key", "b"];
    let (success, output, error) = sightline(&one, &[]);
    assert!(success, "{error}");
    assert!(
        output.ends_with("secret\tnot tried: no key is given\n"),
        "{output}"
    );
    assert_eq!(std::fs::read(&copy).unwrap(), before);
    assert_eq!(files(dir.path()), ["backup.db"]);
    let (success, _, error) = sightline(&["forget", "b", "--database", &copy], &[]);
    assert!(success, "{error}");
    let (_, output, _) = sightline(&["tenants", "--database", &copy], &[]);
    assert!(!output.contains("Bee") && output.contains("Ay"), "{output}");
}

#[tokio::test]
async fn refresh_neither_makes_nor_migrates_a_store() {
    let dir = TempDir::new().unwrap();
    let database = dir.path().join("typo.db");
    let base = "https://sightline.example";
    let refresh = |database: &str| {
        let flags = ["refresh", "--base-url", base, "--database", database];
        sightline(&flags, &[("SIGHTLINE_SECRET_KEY", "07".repeat(32))])
    };
    let (success, _, error) = refresh(database.to_str().unwrap());
    assert!(!success);
    assert!(error.contains("typo.db does not exist"), "{error}");
    assert!(files(dir.path()).is_empty());

    let place = Place::sqlite().await.unwrap();
    drop(place.open().await);
    place
        .execute("DELETE FROM _sqlx_migrations WHERE version > 2")
        .await;
    let (success, _, error) = refresh(&place.settings.location.to_string());
    assert!(!success);
    assert!(
        error.contains("is of version 2, not ") && error.contains("sightline migrate"),
        "{error}"
    );
}

#[tokio::test]
async fn migrate_copies_a_sqlite_store_into_an_empty_postgresql_store() {
    let Some(target) = Place::postgres().await else {
        return;
    };
    let place = Place::sqlite().await.unwrap();
    fill(&place.open().await).await;
    let url = target.database.url();
    let migrate = ["migrate", "--to", &url];
    let (success, output, error) = sightline(&migrate, &place.variables());
    assert!(success, "{error}");
    assert!(output.contains(": 2 installations copied"), "{output}");
    let (_, output, _) = sightline(&["tenants"], &target.variables());
    assert_eq!(output, LIST);
    let found = target.open().await.find("b").await.unwrap().unwrap();
    assert_eq!(found.shared_secret.expose(), "secret of b");
    let (success, _, error) = sightline(&migrate, &place.variables());
    assert!(!success);
    assert!(
        error.contains("is not empty: nothing was copied"),
        "{error}"
    );
}

#[tokio::test]
async fn migrate_seals_anew_so_that_an_old_key_can_be_dropped() {
    let place = Place::sqlite().await.unwrap();
    fill(&place.open().await).await;
    let new = |more: &[(&'static str, String)]| {
        let mut variables = place.variables();
        let old = variables[0].1.clone();
        variables[0].1 = "ab".repeat(32);
        variables.extend_from_slice(more);
        (variables, old)
    };
    let (without, old) = new(&[]);
    let (success, _, error) = sightline(&["tenants"], &without);
    assert!(!success);
    let id = place.settings.keyring.current().id();
    assert!(
        error.contains(id) && error.contains("--secret-key-old-file"),
        "{error}"
    );
    assert!(!error.contains(&old));
    let (with, _) = new(&[(
        "SIGHTLINE_SECRET_KEY_OLD",
        format!("{}, {old}", "cd".repeat(32)),
    )]);
    let (success, output, error) = sightline(&["migrate"], &with);
    assert!(success, "{error}");
    assert!(output.contains("2 secrets sealed anew"), "{output}");
    let (success, output, _) = sightline(&["tenants"], &without);
    assert!(success);
    assert_eq!(output, LIST);
}

/// Starts a server that ends at once, because its address is taken.
fn serve_once(database: &Path) -> String {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let database = database.to_str().unwrap();
    let base = "https://sightline.example";
    let flags = [
        "serve",
        "--base-url",
        base,
        "--listen",
        &listen,
        "--database",
        database,
    ];
    let (success, _, error) = sightline(&flags, &[]);
    assert!(!success);
    error
}

#[test]
fn a_new_sqlite_store_makes_a_key_that_only_its_user_can_read() {
    let dir = TempDir::new().unwrap();
    let database = dir.path().join("sightline.db");
    let error = serve_once(&database);
    assert!(
        error.contains("made a key for the secrets at rest"),
        "{error}"
    );
    let file = dir.path().join("sightline.db.key");
    let key = std::fs::read_to_string(&file).unwrap();
    assert_eq!(key.trim().len(), 64);
    assert!(!error.contains(key.trim()));
    for file in [&file, &database] {
        let mode = std::fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file:?}");
    }
    // The next start uses it.
    let error = serve_once(&database);
    assert!(error.contains("cannot listen on"), "{error}");
    assert!(!error.contains("made a key"), "{error}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), key);
    // Nothing else was left behind.
    let mut files: Vec<_> = std::fs::read_dir(dir.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
        .collect();
    files.sort();
    assert_eq!(files, ["sightline.db", "sightline.db.key"]);
}

#[test]
fn a_store_that_lost_its_key_gets_no_new_one() {
    let dir = TempDir::new().unwrap();
    let database = dir.path().join("sightline.db");
    serve_once(&database);
    let file = dir.path().join("sightline.db.key");
    std::fs::remove_file(&file).unwrap();
    let error = serve_once(&database);
    assert!(
        error.contains("the key file beside the database is missing"),
        "{error}"
    );
    assert!(!file.exists());
    std::fs::write(&file, "5e5e").unwrap();
    let error = serve_once(&database);
    assert!(error.contains("must be 64 hexadecimal digits"), "{error}");
}

#[test]
fn what_looks_at_a_store_makes_none() {
    let dir = TempDir::new().unwrap();
    let database = dir.path().join("typo.db");
    for command in [&["tenants"][..], &["migrate"], &["forget", "a"]] {
        let flags = [command, &["--database", database.to_str().unwrap()]].concat();
        let (success, _, error) = sightline(&flags, &[]);
        assert!(!success);
        assert!(error.contains("typo.db does not exist"), "{error}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn postgresql_needs_a_key_and_keeps_its_password_to_itself() {
    let url = "postgres://me:hunter2@127.0.0.1:1/database";
    let (success, _, error) = sightline(&["tenants", "--database-url", url], &[]);
    assert!(!success);
    assert!(
        error.contains("--secret-key-file is needed with PostgreSQL"),
        "{error}"
    );
    let key = ("SIGHTLINE_SECRET_KEY", "ab".repeat(32));
    for url in [url, "postgres://me:hunter2@127.0.0.1:nonsense/database"] {
        let flags = ["tenants", "--database-url", url];
        let (success, _, error) = sightline(&flags, std::slice::from_ref(&key));
        assert!(!success);
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
    let flags = ["tenants", "--database-url", "mysql://host/database"];
    let (_, _, error) = sightline(&flags, std::slice::from_ref(&key));
    assert!(
        error.contains("is not a URL such as postgres://"),
        "{error}"
    );
}
