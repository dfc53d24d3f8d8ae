use axum::http::StatusCode;

use crate::support::{CLIENT, Call, NOW, OTHER_CLIENT, REGISTRATION, SECRET, Server, token};

/// The link back, as Bitbucket builds it.
fn back(client_key: &str, issuer: &str, secret: &str) -> String {
    let client_key = client_key
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace(':', "%3A")
        .replace('/', "%2F");
    let query = format!("client_key={client_key}");
    let token = token("GET", "/connect/done", &query, issuer, secret, NOW, 300);
    format!("/connect/done?{query}&jwt={token}")
}

#[tokio::test]
async fn the_button_asks_by_key_once_the_app_is_registered() {
    let server = Server::new().await;
    let page = server.get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let link = "https://bitbucket.org/site/addons/authorize?addon_key=sightline\
                &amp;redirect_uri=https%3A%2F%2Fsightline%2Eexample%2Fconnect%2Fdone";
    assert!(
        page.body.contains(&format!("href=\"{link}\"")),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn the_button_asks_by_descriptor_before_the_app_is_registered() {
    let server = Server::with(|config| config.registration_secret = None).await;
    let page = server.get("/").await;
    let link = "/site/addons/authorize?descriptor_uri=\
                https%3A%2F%2Fsightline%2Eexample%2Fatlassian%2Dconnect%2Ejson&amp;redirect_uri=";
    assert!(page.body.contains(link), "{}", page.body);
}

#[tokio::test]
async fn the_landing_page_says_when_connect_ends_and_links_the_forge_app() {
    let server = Server::new().await;
    let page = server.get("/").await;
    assert!(page.body.contains("2 February 2026") && page.body.contains("31 January 2027"));
    // From 1 March 2026 on.
    assert!(page.body.contains("in 336 days"), "{}", page.body);
    assert!(!page.body.contains("Forge"));
    let link = "https://developer.atlassian.com/console/install/1";
    let server = server.changed(|config| config.descriptor.forge_app_link = Some(link.to_owned()));
    assert!(server.get("/").await.body.contains(link));
}

#[tokio::test]
async fn the_way_back_says_installed_for_a_link_that_the_installation_signed() {
    let server = Server::installed().await;
    let page = server.get(&back(CLIENT, CLIENT, SECRET)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Sightline is installed"));
    // The name is anybody's text.
    assert!(
        page.body.contains("Acme &lt;&amp; Sons&gt;"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn the_way_back_says_not_ours_for_anything_that_does_not_verify() {
    let server = Server::installed().await;
    server.install(OTHER_CLIENT, "another secret").await;
    for link in [
        back(CLIENT, CLIENT, "guessed"),
        back("unknown", "unknown", SECRET),
        // Another installation's signature for this clientKey.
        back(CLIENT, OTHER_CLIENT, "another secret"),
        // The registration secret is for lifecycle events only.
        back(CLIENT, CLIENT, REGISTRATION),
    ] {
        let page = server.get(&link).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{link}");
        assert!(page.body.contains("cannot be verified"));
        assert!(!page.body.contains("signature does not match"));
    }
}

#[tokio::test]
async fn the_way_back_says_denied_and_malformed() {
    let server = Server::installed().await;
    let denied = server.get("/connect/done?error=access_denied").await;
    assert_eq!(denied.status, StatusCode::OK);
    assert!(denied.body.contains("was not installed"));
    for link in [
        "/connect/done",
        "/connect/done?client_key=x",
        "/connect/done?jwt=a.b.c",
        "/connect/done?client_key=x&client_key=y&jwt=a.b.c",
    ] {
        let page = server.get(link).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{link}");
        assert!(page.body.contains("incomplete"));
    }
}

#[tokio::test]
async fn the_way_back_says_not_verified_yet() {
    let server = Server::with(|config| {
        config.unsigned_installs = atlassian_connect::lifecycle::UnsignedInstalls::Allowed;
    })
    .await;
    server.call(&Call::installed(CLIENT, SECRET)).await;
    let page = server.get(&back(CLIENT, CLIENT, SECRET)).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("not verified yet"));
    assert!(page.body.contains("within a minute"));
}

#[tokio::test]
async fn what_is_nowhere_is_a_page_too() {
    let server = Server::new().await;
    for path in ["/nowhere", "/pull-request/", "/connect/installed/"] {
        let page = server.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.body.contains("There is nothing here"), "{path}");
    }
}
