//! Events that apps are told of.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{ADMIN, App, REPOSITORY, Running, Seen, claims};

async fn subscribed(events: &[&str]) -> (Running, App) {
    let app = App::start().await;
    let hooks = events.iter();
    let hooks: Value = hooks
        .map(|event| json!({ "event": event, "url": "/connect/webhook" }))
        .collect();
    app.describe(|descriptor| {
        descriptor["modules"]["webhooks"] = hooks;
        descriptor["scopes"] = json!(["account", "pullrequest:write"]);
    });
    let running = Running::with(&app).await;
    app.take_seen();
    (running, app)
}

/// Events that came, once that many did.
async fn came(app: &App, count: usize) -> Vec<Seen> {
    let mut seen = Vec::new();
    let started = Instant::now();
    while seen.len() < count {
        assert!(started.elapsed() < Duration::from_secs(30), "{seen:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
        seen.extend(app.take_seen());
    }
    seen
}

/// Changes the title of pull request 7.
async fn rename(running: &Running) {
    let token = running.reader_token(ADMIN).await;
    let url = format!(
        "{}/2.0/repositories/acme/widgets/pullrequests/7",
        running.api()
    );
    let call = running.http.put(url).bearer_auth(token);
    let answer = call.json(&json!({ "title": "New" })).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn a_changed_pull_request_is_told_as_bitbucket_tells_it() {
    let (running, app) = subscribed(&["pullrequest:updated"]).await;
    rename(&running).await;
    let seen = came(&app, 1).await.remove(0);
    assert_eq!(seen.path, "/connect/webhook");
    let (client, secret) = running.shared();
    assert_eq!(seen.verify(&secret).unwrap().client_key(), &client);
    let claims = claims(seen.token());
    let lifetime = claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap();
    assert_eq!((lifetime, &claims["aud"]), (3_600, &json!(client.as_str())));
    assert_eq!(seen.header("x-event-key"), Some("pullrequest:updated"));
    assert_eq!(seen.header("x-attempt-number"), Some("1"));
    assert_eq!(seen.header("user-agent"), Some("Bitbucket-Webhooks/2.0"));
    for name in ["x-event-time", "x-hook-uuid", "x-request-uuid"] {
        assert!(seen.header(name).is_some(), "{name}");
    }
    let body = seen.json();
    assert_eq!(body["event"], "pullrequest:updated");
    assert_eq!(body["data"]["pullrequest"]["id"], 7);
    assert_eq!(body["data"]["pullrequest"]["title"], "New");
    assert_eq!(body["data"]["repository"]["uuid"], REPOSITORY);
}

#[tokio::test]
async fn an_app_that_fails_is_told_twice_more_under_the_same_name() {
    let (running, app) = subscribed(&["*"]).await;
    app.answer_with(503);
    rename(&running).await;
    let seen = came(&app, 3).await;
    let numbers: Vec<_> = seen
        .iter()
        .map(|one| one.header("x-attempt-number"))
        .collect();
    assert_eq!(numbers, [Some("1"), Some("2"), Some("3")]);
    let name = seen[0].header("x-request-uuid");
    assert!(seen.iter().all(|one| one.header("x-request-uuid") == name));
}

#[tokio::test]
async fn an_app_that_refuses_is_not_told_again_and_who_does_not_subscribe_never() {
    let (running, app) = subscribed(&["pullrequest:updated"]).await;
    app.answer_with(400);
    rename(&running).await;
    came(&app, 1).await;
    let (silent, other) = subscribed(&["pullrequest:created"]).await;
    rename(&silent).await;
    // A third one, told later, shows that nothing of the others is on its way.
    let (third, last) = subscribed(&["pullrequest:updated"]).await;
    rename(&third).await;
    came(&last, 1).await;
    assert_eq!(app.take_seen().len(), 0);
    assert_eq!(other.take_seen().len(), 0);
}

#[tokio::test]
async fn a_declined_pull_request_is_told_by_a_hook_with_the_same_name_each_time() {
    let (running, app) = subscribed(&["*"]).await;
    rename(&running).await;
    let updated = came(&app, 1).await.remove(0);
    let token = running.reader_token(ADMIN).await;
    let repository = format!("{}/2.0/repositories/acme/widgets", running.api());
    let url = format!("{repository}/pullrequests/7/decline");
    let call = running.http.post(url).bearer_auth(token);
    assert_eq!(call.send().await.unwrap().status(), 200);
    let rejected = came(&app, 1).await.remove(0);
    assert_eq!(rejected.header("x-event-key"), Some("pullrequest:rejected"));
    let pull = &rejected.json()["data"]["pullrequest"];
    assert_eq!(
        (&pull["id"], &pull["state"]),
        (&json!(7), &json!("DECLINED"))
    );
    let hook = updated.header("x-hook-uuid").unwrap();
    assert_eq!(rejected.header("x-hook-uuid"), Some(hook));
    let request = updated.header("x-request-uuid");
    assert_ne!(rejected.header("x-request-uuid"), request);
}

#[tokio::test]
async fn an_opened_and_a_merged_pull_request_are_told_the_merge_with_a_push() {
    let (running, app) = subscribed(&["*"]).await;
    let main = running.commit("main", &["one"], None);
    running.commit("more", &["one", "two"], Some(&main));
    let token = running.reader_token(ADMIN).await;
    let post = async |path: &str, body: Value| {
        let repository = format!("{}/2.0/repositories/acme/widgets", running.api());
        let call = running
            .http
            .post(format!("{repository}/pullrequests{path}"));
        let answer = call.bearer_auth(&token).json(&body).send().await.unwrap();
        let status = answer.status();
        assert!(status.is_success(), "{}", answer.text().await.unwrap());
    };
    // The commits of this one are made up.
    post("/7/decline", json!({})).await;
    came(&app, 1).await;
    let new = json!({ "title": "More", "source": { "branch": { "name": "more" } } });
    post("", new).await;
    let created = came(&app, 1).await.remove(0);
    assert_eq!(created.header("x-event-key"), Some("pullrequest:created"));
    assert_eq!(created.json()["data"]["pullrequest"]["title"], "More");
    post("/8/merge", json!({})).await;
    let seen = came(&app, 2).await;
    let mut events: Vec<_> = seen.iter().map(|one| one.header("x-event-key")).collect();
    events.sort_unstable();
    assert_eq!(events, [Some("pullrequest:fulfilled"), Some("repo:push")]);
    let of = |event: &str| {
        let mut found = seen.iter();
        let found = found.find(|one| one.header("x-event-key") == Some(event));
        found.unwrap().json()["data"].clone()
    };
    assert_eq!(
        of("pullrequest:fulfilled")["pullrequest"]["state"],
        "MERGED"
    );
    let change = &of("repo:push")["push"]["changes"][0];
    assert_eq!(change["new"]["name"], "main");
    assert_eq!(change["old"]["target"]["hash"], main);
}
