//! A burst of webhooks, as Bitbucket sends them.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use atlassian_connect::{Claims, RequestTarget, SharedSecret, sign};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Notify,
    task::JoinHandle,
};

use super::{
    double::{client, full_name, repository, secret},
    server::now,
};

/// Attempts to deliver an event: Bitbucket tries twice more.
const ATTEMPTS: u32 = 3;

/// Pause before another attempt.
const PAUSE: Duration = Duration::from_secs(1);

/// A burst on its way.
pub(crate) struct Sending {
    tasks: Vec<JoinHandle<Option<Duration>>>,
    first: Arc<Notify>,
}

/// Outcome of a burst.
pub(crate) struct Burst {
    /// Events that were acknowledged.
    pub(crate) accepted: u32,
    /// Milliseconds to the answer.
    pub(crate) median: u128,
    pub(crate) slowest: u128,
}

/// Sends an event for each pull request of each tenant, all at once.
pub(crate) fn burst(server: SocketAddr, tenants: u32, pulls: u32) -> Sending {
    let first = Arc::new(Notify::new());
    let each = (0..tenants).flat_map(|tenant| (1..=pulls).map(move |pull| (tenant, pull)));
    let tasks = each.map(|(tenant, pull)| {
        let first = Arc::clone(&first);
        tokio::spawn(async move {
            let delivered = deliver(server, tenant, pull).await;
            first.notify_one();
            delivered
        })
    });
    Sending {
        tasks: tasks.collect(),
        first,
    }
}

impl Sending {
    /// Waits for the first event that was acknowledged.
    pub(crate) async fn begun(&self) {
        self.first.notified().await;
    }

    /// Waits for all.
    pub(crate) async fn end(self) -> Burst {
        let mut times = Vec::new();
        for task in self.tasks {
            times.extend(task.await.expect("a delivery").map(|time| time.as_millis()));
        }
        times.sort_unstable();
        Burst {
            accepted: u32::try_from(times.len()).expect("few"),
            median: times.get(times.len() / 2).copied().unwrap_or_default(),
            slowest: times.last().copied().unwrap_or_default(),
        }
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
    for attempt in 1..=ATTEMPTS {
        if attempt > 1 {
            tokio::time::sleep(PAUSE).await;
        }
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
