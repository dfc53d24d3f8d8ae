//! Events after which a report may be another.

use atlassian_connect::descriptor::Reports;
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use futures_util::stream;
use serde_json::{Value, json};
use sightline::store::{JobCounts, ReportJob, Settled, Terms};

use crate::support::{CLIENT, Call, NOW, REPOSITORY, SECRET, Server};

/// Installed, with reports on.
async fn reporting() -> Server {
    let server = Server::with(|config| config.descriptor.reports = Reports::On).await;
    server.install(CLIENT, SECRET).await;
    server
}

fn event(name: &str, data: Value) -> Call {
    Call::new("/connect/webhook", json!({ "event": name, "data": data }))
}

/// An event of a pull request, as far as the server looks at it.
fn pull_request(name: &str, id: u32) -> Call {
    let repository = json!({ "uuid": REPOSITORY, "full_name": "acme/api", "type": "repository" });
    event(
        name,
        json!({ "repository": repository, "pullrequest": { "id": id, "title": "x" } }),
    )
}

fn named(call: &Call, request: &str) -> Request<Body> {
    let mut request_of = call.clone().signed(CLIENT, SECRET).request();
    let name = request.parse().unwrap();
    request_of.headers_mut().insert("x-request-uuid", name);
    request_of
}

async fn sent(server: &Server, call: Call) -> StatusCode {
    server.call(&call.signed(CLIENT, SECRET)).await
}

async fn claim(server: &Server, holder: i64) -> Option<ReportJob> {
    let terms = Terms {
        now: NOW,
        lease: 300,
        holder,
        calls: 30,
        hourly: 800,
        at_once: 2,
    };
    server.store.claim_report(&terms).await.unwrap()
}

async fn waiting(server: &Server) -> u64 {
    server.store.count_reports().await.unwrap().waiting
}

#[tokio::test]
async fn an_event_of_a_pull_request_is_a_job_once_it_is_acknowledged() {
    let server = reporting().await;
    for name in [
        "pullrequest:created",
        "pullrequest:updated",
        "pullrequest:fulfilled",
        "pullrequest:rejected",
    ] {
        let status = sent(&server, pull_request(name, 7)).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{name}");
    }
    let job = claim(&server, 1).await.unwrap();
    assert_eq!(job.key.client_key.as_str(), CLIENT);
    assert_eq!(job.key.repository.as_str(), REPOSITORY);
    assert_eq!(job.key.pull_request, 7);
    assert_eq!(job.full_name, "acme/api");
    // Four events, one pull request, one job.
    assert_eq!(claim(&server, 2).await, None);
}

#[tokio::test]
async fn an_event_that_is_sent_again_is_acknowledged_and_does_nothing() {
    let server = reporting().await;
    let call = pull_request("pullrequest:created", 7);
    for _ in 0..2 {
        let reply = server.send(named(&call, "6c1b")).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
    }
    let job = claim(&server, 1).await.unwrap();
    let nothing = Settled::Nothing {
        reason: "no reason".to_owned(),
    };
    assert!(
        server
            .store
            .settle_report(&job, &nothing, 0, NOW)
            .await
            .unwrap()
    );
    // Sent once more after it was done.
    server.send(named(&call, "6c1b")).await;
    assert_eq!(claim(&server, 2).await, None);
    server.send(named(&call, "another")).await;
    assert!(claim(&server, 3).await.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_that_come_together_are_all_stored_and_each_is_answered() {
    let server = std::sync::Arc::new(reporting().await);
    let calls = (1..=60).map(|id| {
        let server = server.clone();
        tokio::spawn(async move { sent(&server, pull_request("pullrequest:created", id)).await })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap(), StatusCode::NO_CONTENT);
    }
    assert_eq!(waiting(&server).await, 60);
}

#[tokio::test]
async fn what_nothing_needs_is_acknowledged_and_ignored() {
    let server = reporting().await;
    for call in [
        pull_request("pullrequest:approved", 7),
        pull_request("issue:created", 7),
        pull_request("made:up", 7),
        event("pullrequest:created", json!({})),
        event("repo:push", json!({ "push": { "changes": [] } })),
        Call::webhook(),
    ] {
        let body = call.body.clone();
        assert_eq!(sent(&server, call).await, StatusCode::NO_CONTENT, "{body}");
    }
    assert_eq!(
        server.store.count_reports().await.unwrap(),
        JobCounts::default()
    );
}

#[tokio::test]
async fn without_reports_no_event_is_stored() {
    let server = Server::installed().await;
    let status = sent(&server, pull_request("pullrequest:created", 7)).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(waiting(&server).await, 0);
}

#[tokio::test]
async fn a_forged_event_is_refused_before_its_body_is_read() {
    let server = reporting().await;
    let call = pull_request("pullrequest:created", 7).signed(CLIENT, "guessed");
    let (parts, _) = call.request().into_parts();
    // A body that never ends.
    let body = Body::from_stream(stream::pending::<Result<&str, std::convert::Infallible>>());
    let reply = server.send(Request::from_parts(parts, body)).await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    let elsewhere = Call::new("/connect/installed", json!({})).signed(CLIENT, SECRET);
    let mut moved = pull_request("pullrequest:created", 7);
    moved.authorization = elsewhere.authorization;
    assert_eq!(server.call(&moved).await, StatusCode::UNAUTHORIZED);
    assert_eq!(waiting(&server).await, 0);
}

#[tokio::test]
async fn a_payload_may_be_as_long_as_bitbucket_sends_it_and_no_longer() {
    let server = reporting().await;
    let long = |bytes: usize| {
        let mut call = pull_request("pullrequest:created", 7);
        call.body["data"]["pullrequest"]["description"] = "d".repeat(bytes).into();
        call
    };
    let status = sent(&server, long(250 * 1024)).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let status = sent(&server, long(257 * 1024)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    // The others are as short as before.
    let mut installed = Call::installed(CLIENT, "new").signed(CLIENT, SECRET);
    installed.body["publicKey"] = "k".repeat(64 * 1024).into();
    let status = server.call(&installed).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_payload_that_cannot_be_read_is_refused() {
    let server = reporting().await;
    let mut odd_repository = pull_request("pullrequest:created", 7);
    odd_repository.body["data"]["repository"]["uuid"] = "../../2.0/addon".into();
    for call in [
        odd_repository,
        Call::new("/connect/webhook", json!([])),
        Call::new("/connect/webhook", json!({ "event": 1 })),
        pull_request("pullrequest:created", 7).with("/data/pullrequest/id", json!(-1)),
    ] {
        let body = call.body.clone();
        assert_eq!(sent(&server, call).await, StatusCode::BAD_REQUEST, "{body}");
    }
    assert_eq!(waiting(&server).await, 0);
}

#[tokio::test]
async fn a_push_asks_for_one_report_of_the_branch_and_for_none_where_there_is_none() {
    let server = reporting().await;
    for id in [7, 8, 9] {
        sent(&server, pull_request("pullrequest:created", id)).await;
    }
    for (holder, destination) in [(1, "main"), (2, "main"), (3, "release")] {
        let job = claim(&server, holder).await.unwrap();
        let published = Settled::Published {
            commit: "0123456789ab".to_owned(),
            destination: destination.to_owned(),
        };
        server
            .store
            .settle_report(&job, &published, 5, NOW)
            .await
            .unwrap();
    }
    let push = |branches: &[&str]| {
        let new = |name: &&str| json!({ "old": null, "new": { "type": "branch", "name": name } });
        let changes: Vec<Value> = branches.iter().map(new).collect();
        let repository = json!({ "uuid": REPOSITORY, "full_name": "acme/api" });
        event(
            "repo:push",
            json!({ "repository": repository, "push": { "changes": changes } }),
        )
    };
    sent(&server, push(&["feature"])).await;
    assert_eq!(claim(&server, 4).await, None);
    sent(&server, push(&["main", "feature"])).await;
    let job = claim(&server, 5).await.unwrap();
    assert_eq!(job.key.pull_request, 7);
    assert_eq!(job.reported.as_deref(), Some("0123456789ab"));
    assert_eq!(claim(&server, 6).await, None);
    // Its settings ask for none any more: then the others of that branch go too.
    let asked = server.store.ask_for_branch(&job.key, "main", NOW).await;
    assert_eq!(asked.unwrap(), 1);
    assert_eq!(claim(&server, 7).await.unwrap().key.pull_request, 8);
}

#[tokio::test]
async fn an_uninstall_asks_for_what_has_a_report_and_forgets_the_rest() {
    let server = reporting().await;
    for id in [7, 8] {
        sent(&server, pull_request("pullrequest:created", id)).await;
    }
    let job = claim(&server, 1).await.unwrap();
    let published = Settled::Published {
        commit: "0123456789ab".to_owned(),
        destination: "main".to_owned(),
    };
    server
        .store
        .settle_report(&job, &published, 5, NOW)
        .await
        .unwrap();
    let gone = Call::uninstalled(CLIENT).signed(CLIENT, SECRET);
    assert_eq!(server.call(&gone).await, StatusCode::NO_CONTENT);
    assert_eq!(claim(&server, 2).await.unwrap().key, job.key);
    assert_eq!(claim(&server, 3).await, None);
}

impl Call {
    /// Sets another value at a JSON pointer.
    fn with(mut self, pointer: &str, value: Value) -> Self {
        *self.body.pointer_mut(pointer).unwrap() = value;
        self
    }
}
