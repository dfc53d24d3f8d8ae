//! Registering an app by its descriptor.

use atlassian_connect::{AppKey, SharedSecret};
use serde_json::{Value, json};
use sightline_sandbox::connect::{ConnectError, operations::register};

use crate::support::{App, Running, listen};

#[tokio::test]
async fn registering_makes_a_secret_and_keeps_it() {
    let (running, app) = (Running::start().await, App::start().await);
    let first = running.register(&app).await;
    assert_eq!(first["key"], "demo-app");
    assert_eq!(first["secret"].as_str().unwrap().len(), 64);
    app.describe(|descriptor| descriptor["name"] = json!("Demo 2"));
    assert_eq!(running.register(&app).await, first);
    let connect = running.sandbox.connect();
    let registered = connect.app(&AppKey::new("demo-app")).unwrap();
    assert_eq!(registered.descriptor.name, "Demo 2");
    assert_eq!(registered.descriptor_url, app.descriptor_url());
}

#[tokio::test]
async fn a_given_secret_is_taken() {
    let (running, app) = (Running::start().await, App::start().await);
    let body = json!({ "descriptor_url": app.descriptor_url(), "secret": "known to the app" });
    let answer = running.post("/sandbox/apps").json(&body).send().await;
    let answer: Value = answer.unwrap().json().await.unwrap();
    assert_eq!(answer["secret"], "known to the app");
    running.install().await;
    let seen = app.take_one();
    assert!(seen.verify(&SharedSecret::new("known to the app")).is_ok());
}

#[tokio::test]
async fn another_app_cannot_take_a_key() {
    let (running, app, other) = (
        Running::start().await,
        App::start().await,
        App::start().await,
    );
    running.register(&app).await;
    let taken = register(&running.sandbox, &other.descriptor_url(), None).await;
    let key = AppKey::new("demo-app");
    let descriptor_url = app.descriptor_url();
    assert_eq!(
        taken,
        Err(ConnectError::KeyTaken {
            key,
            descriptor_url
        })
    );
}

#[tokio::test]
async fn a_missing_list_of_scopes_asks_for_all() {
    let (running, app) = (Running::start().await, App::start().await);
    app.describe(|descriptor| descriptor["scopes"] = json!([]));
    running.register(&app).await;
    let connect = running.sandbox.connect();
    let scopes = &connect
        .app(&AppKey::new("demo-app"))
        .unwrap()
        .descriptor
        .scopes;
    for scope in ["repository:admin", "pullrequest:write", "account:write"] {
        assert!(scopes.iter().any(|held| held == scope), "{scope}");
    }
}

#[tokio::test]
async fn a_descriptor_that_bitbucket_would_refuse_is_refused() {
    let (running, app) = (Running::start().await, App::start().await);
    let url = app.descriptor_url();
    type Change = fn(&mut Value);
    let changes: [(Change, &str); 5] = [
        (
            |d| d["scopes"] = json!(["account", "money"]),
            "unknown \"money\"",
        ),
        (
            |d| d["authentication"]["type"] = json!("oauth"),
            "authentication",
        ),
        (|d| d["key"] = json!("a/b"), "key"),
        (|d| d["baseUrl"] = json!("http://127.0.0.1/"), "baseUrl"),
        (|d| d["lifecycle"] = json!(null), "cannot be read"),
    ];
    let mut good = Value::Null;
    app.describe(|descriptor| good = descriptor.clone());
    for (change, problem) in changes {
        app.describe(|descriptor| {
            *descriptor = good.clone();
            change(descriptor);
        });
        let error = register(&running.sandbox, &url, None).await.unwrap_err();
        assert!(matches!(error, ConnectError::Protocol(_)), "{error}");
        assert!(error.to_string().contains(problem), "{error}");
    }
    assert_eq!(running.sandbox.connect().apps().count(), 0);
}

#[tokio::test]
async fn only_apps_on_this_machine_are_called() {
    let running = Running::start().await;
    for url in [
        "http://example.com/atlassian-connect.json",
        "https://localhost/atlassian-connect.json",
        "http://localhost@example.com/",
        "http://127.0.0.1.example.com/",
        "http://user@localhost/",
        "file:///etc/passwd",
        "nonsense",
    ] {
        let error = register(&running.sandbox, url, None).await.unwrap_err();
        assert!(
            matches!(error, ConnectError::Unsupported { .. }),
            "{url}: {error}"
        );
    }
}

#[tokio::test]
async fn an_app_that_is_down_or_moved_is_said_to_be() {
    let running = Running::start().await;
    let free = listen().await.local_addr().unwrap();
    let url = format!("http://{free}/atlassian-connect.json");
    let body = json!({ "descriptor_url": url });
    let answer = running
        .post("/sandbox/apps")
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 502);
    let text = answer.text().await.unwrap();
    assert!(
        text.contains("cannot be reached") && text.contains("refused"),
        "{text}"
    );

    let app = App::start().await;
    app.answer_with(302);
    let url = format!("{}/moved", app.origin);
    let error = register(&running.sandbox, &url, None).await;
    assert_eq!(error, Err(ConnectError::Answered { url, status: 302 }));
}
