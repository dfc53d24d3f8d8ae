//! The installed account: what the server does by itself towards Bitbucket.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sightline_tests::{
    signed::{self, FRESH, Installation, get},
    site,
};
use xtask::stack::{Options, Reach, Registration, Stack};

fn unregistered(server_args: &[&str]) -> Stack {
    Stack::start(&Options {
        reach: Reach::Started,
        registration: Registration::Unknown,
        server_args: server_args.iter().map(|&arg| arg.to_owned()).collect(),
        ..Options::default()
    })
    .unwrap()
}

async fn calls(stack: &Stack, path: &str) -> Vec<(String, String, u64)> {
    let calls = signed::api(&format!("{}/sandbox/requests", stack.addresses().api)).await;
    let calls = calls.as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    calls
        .filter(|call| call["path"] == path)
        .map(|call| {
            let status = call["status"].as_u64().unwrap();
            (text(&call["method"]), text(&call["caller"]), status)
        })
        .collect()
}

/// Breaks Bitbucket's token endpoint until it is fixed.
async fn break_tokens(stack: &Stack) {
    let fault = json!({"path_contains": "/site/oauth2/access_token", "status": 500});
    let url = format!("{}/sandbox/faults", stack.addresses().api);
    let answer = reqwest::Client::new().post(url).json(&fault).send().await;
    assert_eq!(answer.unwrap().status(), 204);
}

async fn fix(stack: &Stack) {
    let url = format!("{}/sandbox/faults", stack.addresses().api);
    let answer = reqwest::Client::new().delete(url).send().await;
    assert_eq!(answer.unwrap().status(), 204);
}

#[tokio::test]
async fn refresh_makes_bitbucket_read_the_descriptor_of_an_installation_anew() {
    let stack = Stack::start(&Options::default()).unwrap();
    assert_eq!(calls(&stack, "/2.0/addon").await, []);
    let output = stack.sightline("refresh").unwrap();
    assert!(output.starts_with("1/1 "), "{output}");
    assert!(
        output.ends_with(": refreshed\n1 of 1 refreshed\n"),
        "{output}"
    );
    let made = calls(&stack, "/2.0/addon").await;
    assert_eq!(made.len(), 1, "{made:?}");
    assert_eq!((made[0].0.as_str(), made[0].2), ("PUT", 204), "{made:?}");
    assert_eq!(get(&site::panel_address(&stack).await).await.0, 200);
}

#[tokio::test]
async fn refresh_tells_bitbucket_where_the_app_for_forge_is() {
    let mut stack = Stack::start(&Options::default()).unwrap();
    let url = format!(
        "{}/sandbox/apps/sightline/installation",
        stack.addresses().web
    );
    let before = signed::api(&url).await;
    assert_eq!(before["descriptor"]["key"], "sightline");
    assert_eq!(before["descriptor"]["forgeAppLink"], Value::Null);

    let link = "https://developer.atlassian.com/console/install/sightline";
    let id = "ari:cloud:ecosystem::app/00000000-0000-4000-8000-000000000000";
    stack
        .restart_server(&["--forge-app-link", link, "--forge-app-id", id])
        .unwrap();
    assert_eq!(signed::api(&url).await, before, "it was not told yet");
    stack.sightline("refresh").unwrap();
    let after = signed::api(&url).await;
    assert_eq!(after["descriptor"]["forgeAppLink"], link);
    assert_eq!(after["descriptor"]["forgeAppId"], id);
}

#[tokio::test]
async fn refresh_says_so_when_bitbucket_does_not_know_the_installation() {
    let stack = Stack::start(&Options::default()).unwrap();
    // Another one, of which the sandbox has never heard.
    Installation::make(&stack.addresses().app, stack.registration_secret()).await;
    let error = stack.sightline("refresh").unwrap_err().to_string();
    assert!(error.contains("1 of 2 refreshed"), "{error}");
    assert!(error.contains("failed: Bitbucket does not know this installation any more"));
    let mut statuses: Vec<u64> = calls(&stack, "/2.0/addon")
        .await
        .iter()
        .map(|it| it.2)
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 401]);
}

#[tokio::test]
async fn an_unsigned_installation_opens_once_bitbucket_has_accepted_its_secret_and_not_before() {
    let stack = unregistered(&["--allow-unsigned-installs"]);
    break_tokens(&stack).await;
    stack.install_unregistered().unwrap();
    site::until_it_logs(&stack, "Bitbucket could not be asked").await;
    let (status, page) = get(&site::panel_address(&stack).await).await;
    assert_eq!(status, 403);
    assert!(page.contains("not verified yet"), "{page}");

    fix(&stack).await;
    let started = Instant::now();
    while get(&site::panel_address(&stack).await).await.0 != 200 {
        let log = stack.server_log();
        assert!(started.elapsed() < Duration::from_secs(30), "{log}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    site::until_it_logs(&stack, "Bitbucket accepted the secret").await;
}

#[tokio::test]
async fn an_operator_who_allows_no_unsigned_installation_gets_none() {
    let stack = unregistered(&[]);
    let refused = stack.install_unregistered().unwrap_err().to_string();
    assert!(refused.contains("401"), "{refused}");
    let (_, page) = get(&stack.some_pull_request().unwrap()).await;
    assert!(!page.contains("data-url"), "a frame was shown");
    assert!(!stack.server_log().contains("Bitbucket accepted the secret"));
}

#[tokio::test]
async fn a_secret_that_somebody_made_up_is_never_promoted() {
    let stack = unregistered(&["--allow-unsigned-installs"]);
    let app = &stack.addresses().app;
    // The clientKey is the one that the sandbox gives: only the secret is made up.
    let genuine = stack.install_unregistered().unwrap();
    site::until_it_logs(&stack, "Bitbucket accepted the secret").await;
    let victim = Installation::named(app, &genuine);
    assert_eq!(
        victim.claim().await,
        401,
        "a stored secret is never replaced unsigned"
    );

    let stranger = Installation::named(app, "connection:77");
    assert_eq!(stranger.claim().await, 204);
    site::until_it_logs(&stack, "Bitbucket does not know the secret").await;
    for forged in [victim, stranger] {
        let (status, page) = get(&forged.panel(7, &forged.secret, FRESH)).await;
        assert!((401..=403).contains(&status), "{status} {page}");
        assert!(!page.contains("sightline-context"));
    }
    assert_eq!(get(&site::panel_address(&stack).await).await.0, 200);
}
