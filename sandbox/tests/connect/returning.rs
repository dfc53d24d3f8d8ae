//! Back to the app after its installation.

use atlassian_connect::{AppKey, ClientKey, RequestTarget, UnverifiedToken};
use reqwest::Url;
use sightline_sandbox::{
    connect::{denied_url, return_url},
    state::unix_now,
};

use crate::support::{App, Running};

#[tokio::test]
async fn the_way_back_names_the_installation_and_is_signed() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let (client, secret) = running.shared();
    let to = format!("{}/done?step=2", app.origin);
    let url = return_url(&running.sandbox, &client, &to).unwrap();
    assert!(
        url.starts_with(&format!("{to}&client_key=ari%3Acloud%3A")),
        "{url}"
    );
    let url = Url::parse(&url).unwrap();
    let target = RequestTarget {
        method: "GET",
        path: url.path(),
        query: url.query().unwrap(),
        base_path: "",
    };
    let (_, token) = target.query.split_once("&jwt=").unwrap();
    let verified = UnverifiedToken::parse(token)
        .unwrap()
        .verify(&secret, &target, unix_now());
    assert_eq!(verified.unwrap().client_key(), &client);

    let unknown = ClientKey::new("connection:9");
    assert_eq!(return_url(&running.sandbox, &unknown, &to), None);
}

#[tokio::test]
async fn a_refusal_is_reported_as_access_denied() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let connect = running.sandbox.connect();
    let installation = connect.installation(&AppKey::new("demo-app")).unwrap();
    let to = format!("{}/done", app.origin);
    let denied = denied_url(&installation.descriptor, &to).unwrap();
    assert_eq!(denied, format!("{to}?error=access_denied"));
}

#[tokio::test]
async fn only_addresses_below_the_base_url_are_returned_to() {
    let app = App::start_below("/demo").await;
    let running = Running::with(&app).await;
    let (client, _) = running.shared();
    let back = |to: &str| return_url(&running.sandbox, &client, to).is_some();
    let origin = &app.origin;
    for own in ["/demo", "/demo/", "/demo?x=1", "/demo/a/b#c"] {
        assert!(back(&format!("{origin}{own}")), "{own}");
    }
    for foreign in [
        "https://evil.example/demo".to_owned(),
        format!("{origin}.evil.example/demo"),
        format!("{origin}/demonic"),
        format!("{origin}/demo/../other"),
        format!("{origin}/"),
        origin.replace("http://", "http://user@") + "/demo",
        "/demo".to_owned(),
        "javascript:alert(1)".to_owned(),
    ] {
        assert!(!back(&foreign), "{foreign}");
    }
}
