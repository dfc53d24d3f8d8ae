//! Commands that `cargo xtask bench` measures the server with.
//!
//! | command | what |
//! |---|---|
//! | `fill DATABASE TENANTS` | a SQLite store with that many installations; prints a signed path of a panel for each |
//! | `bare ADDRESS FILE` | a bare handler that answers every request with the answer in the file, head and body |
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measurement"
)]

use std::{env, time::SystemTime};

use atlassian_connect::{Claims, ClientKey, RequestTarget, SharedSecret, sign};
use axum::{
    Router,
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{CONNECTION, CONTENT_LENGTH, DATE},
    },
};
use sightline::{
    Keyring, SecretKey,
    store::{Event, Location, Settings, Store},
};
use tokio::net::TcpListener;

/// The key of the store, as `SIGHTLINE_SECRET_KEY` takes it: `07` 32 times.
const KEY: [u8; 32] = [7; 32];
/// Seconds that the paths are good for: longer than any measurement.
const LIFETIME: u64 = 3_600;

#[tokio::main]
async fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["fill", database, tenants] => fill(database, tenants.parse().expect("a number")).await,
        ["bare", address, file] => bare(address, file).await,
        _ => panic!("fill DATABASE TENANTS, or bare ADDRESS FILE"),
    }
}

async fn fill(database: &str, tenants: u32) {
    let settings = Settings {
        location: Location::Sqlite(database.into()),
        keyring: Keyring::new(SecretKey::new(KEY), Vec::new()),
    };
    let store = Store::open(&settings).await.expect("the store opens");
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let now = now.expect("after 1970").as_secs();
    for n in 0..tenants {
        let key = ClientKey::new(format!("ari:cloud:bitbucket::app/{}/sightline", uuid(n)));
        let secret = SharedSecret::new(format!("{n:064x}"));
        let event = Event::vouched(now, now + 3_600, &format!("installed {n}"));
        let effect = store.install(&key, &secret, None, event).await;
        effect.expect("the store takes it");
        println!("{}", panel(&key, &secret, n, now));
    }
}

fn panel(key: &ClientKey, secret: &SharedSecret, n: u32, now: u64) -> String {
    let query = format!(
        "repository={repository}&full_name=workspace-{n}%2Fapi&pull_request={pull}&user={user}\
         &xdm_e=https%3A%2F%2Fbitbucket.org&xdm_c=channel-sightline__pull-request-{n}&cp=",
        repository = escaped(n),
        pull = n + 1,
        user = escaped(n + 1),
    );
    let target = RequestTarget {
        method: "GET",
        path: "/pull-request",
        query: &query,
        base_path: "",
    };
    let claims = Claims {
        iss: key.to_string(),
        iat: now,
        exp: now + LIFETIME,
        qsh: target
            .canonical()
            .expect("few parameters")
            .qsh()
            .to_string(),
        sub: None,
        aud: vec![key.to_string()],
    };
    format!("/pull-request?{query}&jwt={}", sign(&claims, secret))
}

fn uuid(n: u32) -> String {
    format!("{{{n:08x}-0000-4000-8000-000000000000}}")
}

fn escaped(n: u32) -> String {
    uuid(n).replace('{', "%7B").replace('}', "%7D")
}

async fn bare(address: &str, file: &str) {
    let answer = std::fs::read_to_string(file).expect("the file can be read");
    let answer: &'static str = answer.leak();
    let (head, page) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let headers: HeaderMap = head.lines().filter_map(header).collect();
    let answer = move || async move { (headers, page) };
    let router = Router::new().fallback(answer);
    let listener = TcpListener::bind(address).await.expect("a free address");
    axum::serve(listener, router).await.expect("it serves");
}

/// A line of a head, but for what every server adds by itself.
fn header(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = line.split_once(": ")?;
    let name: HeaderName = name.parse().ok()?;
    let added = [CONNECTION, CONTENT_LENGTH, DATE].contains(&name);
    (!added).then_some((name, value.parse().ok()?))
}
