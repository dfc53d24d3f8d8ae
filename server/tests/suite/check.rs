//! `sightline check`, as the real binary.

use std::{
    path::Path,
    process::{Command, Output},
};

use crate::{bitbucket::Bitbucket, support::Server};

fn check(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sightline"))
        .env_clear()
        .current_dir(dir)
        .arg("check")
        .args(arguments)
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The line about `what`, and the one that says how to fix it.
fn about(text: &str, what: &str) -> String {
    let mut lines = text.lines().skip_while(|line| !line.contains(what));
    let line = lines
        .next()
        .unwrap_or_else(|| panic!("nothing about {what}: {text}"));
    let fix = lines.next().unwrap_or_default();
    format!("{line}\n{fix}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configuration_that_works_is_called_so() {
    let (_bitbucket, url) = Bitbucket::start().await;
    let server = Server::new().await;
    let dir = server.assets();
    let database = dir.join("checked.db");
    let key = dir.join("session.key");
    std::fs::write(&key, "5e".repeat(32)).unwrap();
    let registration = dir.join("registration.secret");
    std::fs::write(&registration, "a secret that Bitbucket showed").unwrap();
    let output = check(
        dir,
        &[
            "--base-url",
            "https://sightline.invalid",
            "--assets",
            dir.to_str().unwrap(),
            "--database",
            database.to_str().unwrap(),
            "--session-key-file",
            key.to_str().unwrap(),
            "--registration-secret-file",
            registration.to_str().unwrap(),
            "--host-url",
            &url,
            "--api-url",
            &url,
        ],
    );
    let text = text(&output);
    assert!(output.status.success(), "{text}");
    for what in [
        "descriptor",
        "base URL",
        "trust",
        "session key",
        "secrets",
        "app",
        "store",
        "host",
        "API",
    ] {
        let line = about(&text, &format!("{what}: "));
        assert!(line.starts_with("ok"), "{line}");
    }
    // `.invalid` leads nowhere (RFC 2606): the operator hears of it.
    assert!(about(&text, "own address").starts_with("warn"), "{text}");
    assert!(!text.contains("5e5e"), "{text}");
    assert!(
        about(&text, "store: ").contains("is not there yet"),
        "{text}"
    );
    assert!(!database.exists() && !dir.join("checked.db.key").exists());
}

#[tokio::test]
async fn a_store_is_looked_at_and_neither_made_nor_migrated() {
    let place = crate::place::Place::sqlite().await.unwrap();
    drop(place.open().await);
    let database = place.settings.location.to_string();
    let dir = Path::new(&database).parent().unwrap();
    std::fs::write(dir.join("key"), "07".repeat(32)).unwrap();
    let line = || {
        let arguments = [
            "--base-url",
            "https://sightline.invalid",
            "--database",
            &database,
            "--secret-key-file",
            "key",
            "--host-url",
            "http://127.0.0.1:9",
            "--api-url",
            "http://127.0.0.1:9",
        ];
        about(&text(&check(dir, &arguments)), "store: ")
    };
    let good = line();
    assert!(
        good.starts_with("ok") && good.contains("can be written"),
        "{good}"
    );
    place
        .execute("DELETE FROM _sqlx_migrations WHERE version > 2")
        .await;
    let older = line();
    assert!(
        older.starts_with("warn") && older.contains("is of version 2"),
        "{older}"
    );
    assert_eq!(line(), older);
}

#[tokio::test]
async fn what_is_no_secret_is_said() {
    let place = crate::place::Place::sqlite().await.unwrap();
    drop(place.open().await);
    let database = place.settings.location.to_string();
    let dir = Path::new(&database).parent().unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(&database, mode).unwrap();
    std::fs::write(dir.join("key"), "07".repeat(32)).unwrap();
    std::fs::write(dir.join("letter"), "x\n").unwrap();
    let arguments = [
        "--base-url",
        "https://sightline.invalid",
        "--database",
        &database,
        "--secret-key-file",
        "key",
        "--session-key-file",
        "key",
        "--registration-secret-file",
        "letter",
        "--host-url",
        "http://127.0.0.1:9",
        "--api-url",
        "http://127.0.0.1:9",
    ];
    let text = text(&check(dir, &arguments));
    for said in [
        "warn  secrets: the registration secret has 1 characters",
        "warn  secrets: the session key and the key of the store are the same",
        "warn  permissions: everybody on this machine can open",
    ] {
        assert!(text.contains(said), "{text}");
    }
    assert!(!text.contains("0707"), "{text}");
}

#[tokio::test]
async fn missing_certificates_are_said_among_the_other_findings() {
    let server = Server::new().await;
    let output = Command::new(env!("CARGO_BIN_EXE_sightline"))
        .env_clear()
        .envs([
            ("SSL_CERT_FILE", "/nowhere/certificates"),
            ("SSL_CERT_DIR", "/nowhere"),
        ])
        .current_dir(server.assets())
        .args(["check", "--base-url", "https://sightline.invalid"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = text(&output);
    let line = about(&text, "certificates: ");
    assert!(
        line.starts_with("FAIL") && line.contains("SSL_CERT_FILE"),
        "{text}"
    );
    for what in ["descriptor: ", "trust: ", "store: "] {
        about(&text, what);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_takes_connections_and_never_answers_is_out_of_reach() {
    let (_bitbucket, url) = Bitbucket::start().await;
    // The system takes the connections; nobody reads them.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("http://{}", listener.local_addr().unwrap());
    let server = Server::new().await;
    let arguments = [
        "--base-url",
        "https://sightline.invalid",
        "--host-url",
        &url,
        "--api-url",
        &silent,
    ];
    let text = text(&check(server.assets(), &arguments));
    let api = about(&text, "API: ");
    assert!(api.starts_with("FAIL") && api.contains("no answer within 5 s"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_failure_says_how_to_mend_it() {
    let server = Server::new().await;
    let dir = server.assets();
    let output = check(
        dir,
        &[
            "--base-url",
            "https://sightline.invalid/",
            "--assets",
            "/nowhere",
            "--database",
            "/nowhere/sightline.db",
            "--secret-key-file",
            "key",
            "--host-url",
            "http://127.0.0.1:9",
            "--api-url",
            "http://127.0.0.1:9",
        ],
    );
    assert_eq!(output.status.code(), Some(1));
    let all = text(&output);
    let settings = about(&all, "settings");
    assert!(
        settings.starts_with("FAIL") && settings.contains("→"),
        "{settings}"
    );
    // It goes on with the others.
    for what in ["base URL: ", "app: ", "host: ", "API: "] {
        assert!(about(&all, what).starts_with("FAIL"), "{all}");
    }

    std::fs::write(dir.join("key"), "ab".repeat(32)).unwrap();
    let output = check(
        dir,
        &[
            "--base-url",
            "https://sightline.invalid/",
            "--assets",
            "/nowhere",
            "--database",
            "/nowhere/sightline.db",
            "--secret-key-file",
            "key",
            "--host-url",
            "http://127.0.0.1:9",
            "--api-url",
            "http://127.0.0.1:9",
        ],
    );
    assert_eq!(output.status.code(), Some(1));
    let text = text(&output);
    for (what, fix) in [
        ("base URL: ", "--base-url"),
        ("app: ", "cargo xtask build"),
        ("store: ", "folder and rights"),
        ("host: ", "reach it"),
        ("API: ", "reach it"),
    ] {
        let line = about(&text, what);
        assert!(line.starts_with("FAIL"), "{line}");
        assert!(line.contains(fix), "{line}");
    }
    assert!(about(&text, "trust: ").starts_with("warn"), "{text}");
    assert!(about(&text, "session key: ").contains("openssl rand -hex 32"));
}

#[tokio::test]
async fn fewer_open_files_than_connections_need_are_said() {
    let server = Server::new().await;
    let run = |connections: &str| {
        let line = format!(
            "ulimit -n 256; exec {} check --base-url https://sightline.invalid \
             --host-url http://127.0.0.1:9 --api-url http://127.0.0.1:9 --max-connections {connections}",
            env!("CARGO_BIN_EXE_sightline")
        );
        let mut shell = Command::new("/bin/sh");
        shell.env_clear().current_dir(server.assets());
        let output = shell.args(["-c", &line]).output().unwrap();
        about(&text(&output), "open files: ")
    };
    let few = run("97");
    assert!(few.starts_with("warn"), "{few}");
    assert!(
        few.contains("may have 256 open, 97 connections need 258"),
        "{few}"
    );
    assert!(few.contains("LimitNOFILE=") && few.contains("--max-connections"));
    let enough = run("96");
    assert!(enough.starts_with("ok"), "{enough}");
}

/// The limit of a unit of systemd, compared with what the server takes without being told otherwise.
#[test]
fn the_unit_allows_the_open_files_that_the_usual_connections_need() {
    let unit = include_str!("../../../deploy/sightline.service");
    let limit = unit
        .lines()
        .find_map(|line| line.strip_prefix("LimitNOFILE="));
    let limit: usize = limit.unwrap().parse().unwrap();
    assert!(limit >= 2 * sightline::Limits::default().connections + 64);
}
