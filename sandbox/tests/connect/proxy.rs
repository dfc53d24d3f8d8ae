//! Readers' calls, forwarded to the app.

use atlassian_connect::{AppKey, SharedSecret};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use sightline_sandbox::{
    connect::{Actor, Grant},
    state::unix_now,
};

use crate::support::{App, MEMBER, REPOSITORY, Running, claims};

async fn call(running: &Running, method: Method, path: &str, token: Option<&str>) -> Response {
    let url = format!("{}/2.0/sandbox/proxy/demo-app{path}", running.api());
    let call = running.http.request(method, url);
    let call = match token {
        Some(token) => call.bearer_auth(token),
        None => call,
    };
    call.json(&json!({ "hello": "app" })).send().await.unwrap()
}

fn session(pull: &str) -> String {
    format!("/session/{REPOSITORY}/{pull}")
}

fn token(running: &Running, app: &str, scopes: &[&str]) -> String {
    let grant = Grant {
        actor: Actor::Person(MEMBER),
        app: AppKey::new(app),
        scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
        repository: None,
    };
    let token = running.sandbox.connect().issue(grant, unix_now());
    token.expose().to_owned()
}

#[tokio::test]
async fn a_call_reaches_the_app_filled_in_and_signed() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let secret: SharedSecret = app.take_one().secret();
    let token = running.reader_token(MEMBER).await;
    let path = session("7?user=somebody-else&pr=8");
    let answer = call(&running, Method::POST, &path, Some(&token)).await;
    assert_eq!(answer.status(), 200);
    let cors = answer.headers().get("access-control-allow-origin");
    assert_eq!(cors.unwrap(), "*");
    assert_eq!(answer.headers().get_all("content-type").iter().count(), 1);
    assert_eq!(answer.headers()["content-type"], "application/json");
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body, json!({ "answered": "/session" }));

    let seen = app.take_one();
    assert_eq!(seen.method, "POST");
    assert_eq!(
        seen.query,
        "repo=%7B66666666-7777-8888-9999-000000000000%7D&pr=7\
         &user=%7Baaaaaaaa-bbbb-cccc-dddd-0000000000aa%7D",
    );
    assert_eq!(seen.json(), json!({ "hello": "app" }));
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.header("cookie"), None);
    let (client, _) = running.shared();
    assert_eq!(seen.verify(&secret).unwrap().client_key(), &client);
    assert_eq!(claims(seen.token()).get("aud"), None);
}

#[tokio::test]
async fn a_method_has_its_own_destination() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    app.take_seen();
    let token = running.reader_token(MEMBER).await;
    call(&running, Method::GET, &session("7"), Some(&token)).await;
    let seen = app.take_one();
    assert_eq!(
        (seen.path.as_str(), seen.query.as_str()),
        ("/sessions", "pr=7")
    );
}

#[tokio::test]
async fn the_apps_own_refusal_is_passed_on() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let token = running.reader_token(MEMBER).await;
    app.answer_with(409);
    let answer = call(&running, Method::POST, &session("7"), Some(&token)).await;
    assert_eq!(answer.status(), 409);
    assert_eq!(
        answer.json::<Value>().await.unwrap(),
        json!({ "answered": "/session" })
    );
}

#[tokio::test]
async fn what_the_module_does_not_say_is_refused() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    app.take_seen();
    let reader = running.reader_token(MEMBER).await;
    let other_app = token(&running, "other-app", &["account", "pullrequest"]);
    let narrow = token(&running, "demo-app", &["account", "repository"]);
    for (method, path, token, status) in [
        (Method::PUT, session("7"), Some(&reader), 405),
        (Method::POST, session("8"), Some(&reader), 404),
        (Method::POST, session("x"), Some(&reader), 404),
        (
            Method::POST,
            "/session/{0}/7".to_owned(),
            Some(&reader),
            404,
        ),
        (Method::POST, "/other".to_owned(), Some(&reader), 404),
        (Method::POST, session("7"), None, 401),
        (Method::POST, session("7"), Some(&other_app), 403),
        (Method::POST, session("7"), Some(&narrow), 403),
    ] {
        let token = token.map(String::as_str);
        let answer = call(&running, method.clone(), &path, token).await;
        assert_eq!(answer.status(), status, "{method} {path}");
    }
    assert_eq!(app.take_seen().len(), 0);
}

#[tokio::test]
async fn an_app_cannot_send_itself_a_readers_call() {
    let running = Running::with(&App::start().await).await;
    let path = format!("/2.0/sandbox/proxy/demo-app{}", session("7"));
    let encoded = path.replace('{', "%7B").replace('}', "%7D");
    let token = running.app_token("POST", &encoded);
    let call = running.http.post(format!("{}{encoded}", running.api()));
    let call = call.header("authorization", format!("JWT {token}"));
    assert_eq!(call.send().await.unwrap().status(), 403);
}
