//! Coming and going.

use atlassian_connect::{AppKey, Error, SharedSecret};
use serde_json::{Value, json};
use sightline_sandbox::{
    connect::{
        ConnectError,
        operations::{Which, install},
    },
    state::unix_now,
};

use crate::support::{ADMIN, App, Running, WORKSPACE, claims};

const CLIENT_KEY: &str = "ari:cloud:bitbucket::app/{11111111-2222-3333-4444-555555555555}/demo-app";
/// SHA-256 of `POST&/connect/installed&`.
const INSTALLED: &str = "72c0a77bd4d709a202e9b2561ed003fdb400318f7a1cfabe47576d1e1d5b5dd7";

#[tokio::test]
async fn the_first_installation_is_signed_with_the_registrations_secret() {
    let (running, app) = (Running::start().await, App::start().await);
    let registered = running.register(&app).await;
    let answer: Value = running.try_install().await.json().await.unwrap();
    assert_eq!(answer, json!({ "client_key": CLIENT_KEY }));

    let seen = app.take_one();
    assert_eq!(
        (seen.method.as_str(), seen.path.as_str()),
        ("POST", "/connect/installed")
    );
    assert_eq!(seen.header("content-type"), Some("application/json"));
    let secret = SharedSecret::new(registered["secret"].as_str().unwrap());
    let verified = seen.verify(&secret).unwrap();
    assert_eq!(verified.client_key().as_str(), CLIENT_KEY);

    let claims = claims(seen.token());
    let iat = claims["iat"].as_u64().unwrap();
    assert!(iat.abs_diff(unix_now()) < 10);
    let expected = json!({
        "iss": CLIENT_KEY, "aud": CLIENT_KEY, "iat": iat, "exp": iat + 3_600, "qsh": INSTALLED,
    });
    assert_eq!(claims, expected);
}

#[tokio::test]
async fn the_payload_says_who_where_and_the_secret() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let payload = app.take_one().json();
    for (member, expected) in [
        ("productType", json!("bitbucket")),
        ("eventType", json!("installed")),
        ("key", json!("demo-app")),
        ("clientKey", json!(CLIENT_KEY)),
        ("baseUrl", json!(running.web())),
        ("baseApiUrl", json!(running.api())),
    ] {
        assert_eq!(payload[member], expected, "{member}");
    }
    assert_eq!(
        payload["actor"],
        json!({
            "type": "user",
            "uuid": "aaaaaaaa-bbbb-cccc-dddd-0000000000bb",
            "account_id": "557058:ada",
        }),
    );
    assert_eq!(payload["principal"]["type"], "team");
    assert_eq!(payload["principal"]["uuid"], WORKSPACE);
    assert_eq!(payload["principal"]["username"], "acme");
    assert_eq!(payload["principal"], payload["user"]);
    let secret = payload["sharedSecret"].as_str().unwrap();
    assert!((32..=128).contains(&secret.len()));
    assert_eq!(running.shared().1.expose(), secret);
}

#[tokio::test]
async fn an_app_that_refuses_is_not_installed() {
    let (running, app) = (Running::start().await, App::start().await);
    running.register(&app).await;
    app.answer_with(401);
    let answer = running.try_install().await;
    assert_eq!(answer.status(), 502);
    assert!(
        answer
            .text()
            .await
            .unwrap()
            .contains("/connect/installed answered with status 401")
    );
    assert_eq!(running.sandbox.connect().installations().count(), 0);
}

#[tokio::test]
async fn installing_again_is_signed_with_the_previous_secret() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let first = app.take_one().secret();
    running.install().await;
    let again = app.take_one();
    assert!(again.verify(&first).is_ok());
    assert_eq!(again.verify(&again.secret()), Err(Error::Signature));

    running.uninstall().await;
    let uninstalled = app.take_one();
    assert_eq!(uninstalled.path, "/connect/uninstalled");
    assert!(uninstalled.verify(&again.secret()).is_ok());
    assert_eq!(uninstalled.json()["eventType"], "uninstalled");
    assert_eq!(uninstalled.json()["clientKey"], CLIENT_KEY);
    assert_eq!(uninstalled.json().get("sharedSecret"), None);

    running.install().await;
    assert!(app.take_one().verify(&again.secret()).is_ok());
}

#[tokio::test]
async fn a_refused_new_installation_leaves_the_old_one() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let first = app.take_one().secret();
    app.answer_with(500);
    assert_eq!(running.try_install().await.status(), 502);
    assert_eq!(running.shared().1.expose(), first.expose());
    app.take_seen();
    app.answer_with(200);
    running.install().await;
    assert!(app.take_one().verify(&first).is_ok());
}

#[tokio::test]
async fn uninstalling_goes_through_and_ends_what_was_granted() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let token = running.reader_token(ADMIN).await;
    app.answer_with(500);
    running.uninstall().await;
    let connect = running.sandbox.connect();
    assert_eq!(connect.installations().count(), 0);
    assert_eq!(connect.grant(&token, unix_now()), None);
    assert_eq!(connect.consent(ADMIN, &AppKey::new("demo-app")), None);
}

#[tokio::test]
async fn what_is_not_there_cannot_be_installed_or_uninstalled() {
    let running = Running::start().await;
    assert_eq!(running.try_install().await.status(), 404);
    let url = format!("{}/sandbox/apps/demo-app/installation", running.web());
    let answer = running.http.delete(url).send().await.unwrap();
    assert_eq!(answer.status(), 404);
}

#[tokio::test]
async fn an_unregistered_app_is_first_installed_unsigned() {
    let (running, app) = (Running::start().await, App::start().await);
    let by_descriptor = || Which::ByDescriptor(app.descriptor_url());
    let first = install(&running.sandbox, by_descriptor(), ADMIN)
        .await
        .unwrap();
    assert_eq!(first.as_str(), "connection:1");
    let seen = app.take_one();
    assert_eq!(seen.header("authorization"), None);
    assert_eq!(seen.json()["clientKey"], "connection:1");

    running.uninstall().await;
    app.take_one();
    let again = install(&running.sandbox, by_descriptor(), ADMIN)
        .await
        .unwrap();
    assert_eq!(again, first);
    assert!(app.take_one().verify(&seen.secret()).is_ok());
}

#[tokio::test]
async fn a_registered_app_is_installed_by_its_key_only() {
    let (running, app) = (Running::start().await, App::start().await);
    running.register(&app).await;
    let which = Which::ByDescriptor(app.descriptor_url());
    let refused = install(&running.sandbox, which, ADMIN).await;
    let key = AppKey::new("demo-app");
    assert_eq!(refused, Err(ConnectError::ByKeyOnly { key }));
    assert_eq!(app.take_seen().len(), 0);
}

#[tokio::test]
async fn an_update_brings_the_new_descriptor_to_the_installation() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let first = app.take_one().secret();
    app.describe(|descriptor| {
        descriptor["name"] = json!("Demo 2");
        descriptor["scopes"] = json!(["account", "pullrequest:write"]);
    });
    let answer = running.post("/sandbox/apps/demo-app/update").send().await;
    assert_eq!(answer.unwrap().status(), 204);
    assert!(app.take_one().verify(&first).is_ok());
    let connect = running.sandbox.connect();
    let installation = connect.installation(&AppKey::new("demo-app")).unwrap();
    assert_eq!(installation.descriptor.name, "Demo 2");
    assert_eq!(
        installation.descriptor.scopes,
        ["account", "pullrequest:write"]
    );
    assert_eq!(installation.installed_by, ADMIN);
}

#[tokio::test]
async fn neither_lifecycle_nor_books_print_the_secret() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let secret = app.take_one().secret();
    let printed = format!("{:?}", running.sandbox.connect());
    assert!(printed.contains("demo-app"));
    assert!(!printed.contains(secret.expose()));
}

#[tokio::test]
async fn an_app_may_use_its_new_secret_while_it_is_being_told() {
    let (running, app) = (Running::start().await, App::start().await);
    running.register(&app).await;
    app.exchange_when_installed(running.web());
    running.install().await;
    assert_eq!(app.exchanged(), Some(200));
}
