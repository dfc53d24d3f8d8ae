//! A burst of webhooks, as Bitbucket sends them.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use atlassian_connect::{Claims, RequestTarget, SharedSecret, sign};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{
    double::{client, full_name, repository, secret},
    server::now,
};

/// Attempts to deliver an event: Bitbucket tries twice more.
const ATTEMPTS: u32 = 3;

/// Outcome of a burst.
pub(crate) struct Burst {
    /// Events that were acknowledged.
    pub(crate) accepted: u32,
    /// Milliseconds to the answer.
    pub(crate) median: u128,
    pub(crate) slowest: u128,
}

/// Sends an event for each pull request of each tenant, all at once.
pub(crate) async fn burst(server: SocketAddr, tenants: u32, pulls: u32) -> Burst {
    let each = (0..tenants).flat_map(|tenant| (1..=pulls).map(move |pull| (tenant, pull)));
    let tasks: Vec<_> = each
        .map(|(tenant, pull)| tokio::spawn(deliver(server, tenant, pull)))
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.expect("a delivery").map(|time| time.as_millis()));
    }
    times.sort_unstable();
    Burst {
        accepted: u32::try_from(times.len()).expect("few"),
        median: times.get(times.len() / 2).copied().unwrap_or_default(),
        slowest: times.last().copied().unwrap_or_default(),
    }
}

async fn deliver(server: SocketAddr, tenant: u32, pull: u32) -> Option<Duration> {
    let body = json!({
        "event": "pullrequest:created",
        "data": {
            "repository": { "uuid": repository(tenant), "full_name": full_name(tenant) },
            "pullrequest": { "id": pull, "title": format!("Change {pull}") },
        },
    });
    let body = body.to_string();
    for _ in 0..ATTEMPTS {
        let request = format!(
            "POST /connect/webhook HTTP/1.1\r\nhost: {server}\r\nconnection: close\r\n\
             authorization: JWT {}\r\nx-request-uuid: {tenant}-{pull}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            token(tenant),
            body.len(),
        );
        let started = Instant::now();
        if send(server, &request).await.as_deref() == Some("204") {
            return Some(started.elapsed());
        }
    }
    None
}

async fn send(server: SocketAddr, request: &str) -> Option<String> {
    let mut stream = TcpStream::connect(server).await.ok()?;
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    answer.split(' ').nth(1).map(str::to_owned)
}

fn token(tenant: u32) -> String {
    let target = RequestTarget {
        method: "POST",
        path: "/connect/webhook",
        query: "",
        base_path: "",
    };
    let claims = Claims {
        iss: client(tenant),
        iat: now(),
        exp: now() + 3_600,
        qsh: target.canonical().expect("a plain path").qsh().to_string(),
        sub: None,
        aud: vec![client(tenant)],
    };
    sign(&claims, &SharedSecret::new(secret(tenant)))
}
