//! Requests of an app about itself: `/2.0/addon`.

use atlassian_connect::AppKey;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{App, Running};

const ADDON: &str = "/2.0/addon";

async fn call(running: &Running, method: Method, authorization: &str, body: Value) -> u16 {
    let call = running
        .http
        .request(method, format!("{}{ADDON}", running.api()));
    let call = call.header("authorization", authorization).json(&body);
    call.send().await.unwrap().status().as_u16()
}

async fn put(running: &Running, body: Value) -> u16 {
    let token = format!("JWT {}", running.app_token("PUT", ADDON));
    call(running, Method::PUT, &token, body).await
}

fn name(running: &Running) -> String {
    let connect = running.sandbox.connect();
    let installation = connect.installation(&AppKey::new("demo-app")).unwrap();
    installation.descriptor.name.clone()
}

#[tokio::test]
async fn an_app_has_its_descriptor_fetched_again() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    app.take_seen();
    app.describe(|descriptor| {
        descriptor["name"] = json!("Demo 2");
        descriptor["scopes"] = json!(["account", "repository"]);
    });
    assert_eq!(put(&running, json!({})).await, 204);
    assert_eq!(name(&running), "Demo 2");
    assert_eq!(app.take_seen().len(), 0);
    // A scope that was given up does not come back by itself.
    app.describe(|descriptor| descriptor["scopes"] = json!(["account", "pullrequest"]));
    assert_eq!(put(&running, json!({})).await, 400);
}

#[tokio::test]
async fn an_app_brings_a_descriptor_or_its_address() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let mut given = Value::Null;
    app.describe(|descriptor| {
        given = descriptor.clone();
        descriptor["name"] = json!("Demo 3");
    });
    given["name"] = json!("Demo 2");
    assert_eq!(put(&running, json!({ "descriptor": given })).await, 204);
    assert_eq!(name(&running), "Demo 2");
    let url = app.descriptor_url();
    assert_eq!(put(&running, json!({ "descriptor_url": url })).await, 204);
    assert_eq!(name(&running), "Demo 3");
    let both = json!({ "descriptor": given, "descriptor_url": url });
    assert_eq!(put(&running, both).await, 400);
}

#[tokio::test]
async fn scopes_neither_grow_nor_vanish_and_the_key_stays() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    for (member, value) in [
        ("scopes", json!(["account", "pullrequest", "webhook"])),
        ("scopes", json!([])),
        ("key", json!("other-app")),
        ("lifecycle", json!(null)),
    ] {
        let mut good = Value::Null;
        app.describe(|descriptor| {
            good = descriptor.clone();
            descriptor["name"] = json!("Sneaky");
            descriptor[member] = value.clone();
        });
        assert_eq!(put(&running, json!({})).await, 400, "{member}: {value}");
        assert_eq!(name(&running), "Demo");
        app.describe(|descriptor| *descriptor = good);
    }
}

#[tokio::test]
async fn only_a_jwt_for_this_call_is_accepted() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let bearer = format!(
        "Bearer {}",
        running.reader_token(crate::support::ADMIN).await
    );
    let wrong = format!("JWT {}", running.app_token("DELETE", ADDON));
    for token in [bearer, wrong] {
        assert_eq!(call(&running, Method::PUT, &token, json!({})).await, 401);
    }
    assert_eq!(name(&running), "Demo");
}

#[tokio::test]
async fn an_app_uninstalls_itself_and_is_told_so() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let secret = app.take_one().secret();
    let token = format!("JWT {}", running.app_token("DELETE", ADDON));
    assert_eq!(call(&running, Method::DELETE, &token, json!({})).await, 204);
    assert_eq!(running.sandbox.connect().installations().count(), 0);
    let told = app.take_one();
    assert_eq!(told.path, "/connect/uninstalled");
    assert!(told.verify(&secret).is_ok());
    assert_eq!(call(&running, Method::DELETE, &token, json!({})).await, 401);
}
