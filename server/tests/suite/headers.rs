use axum::http::StatusCode;
use sightline::Origin;

use crate::support::{CLIENT, Page, Reply, SECRET, Server};

const FRAME: &str = "default-src 'none'; \
    script-src 'self' https://bitbucket.org 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: https://bitbucket.org https://api.bitbucket.org \
    https://secure.gravatar.com \
    https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net; connect-src 'self' https://api.bitbucket.org; font-src 'self'; \
    frame-ancestors https://bitbucket.org; base-uri 'none'; form-action 'none'";
const PLAIN: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
    frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

fn secured(reply: &Reply, policy: &str) {
    assert_eq!(reply.header("content-security-policy"), policy);
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(
        reply.header("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    );
    assert_eq!(
        reply
            .headers
            .get_all("content-security-policy")
            .iter()
            .count(),
        1
    );
    assert!(reply.headers.get("x-frame-options").is_none());
}

#[tokio::test]
async fn framed_pages_are_for_bitbucket_alone_whether_they_open_or_not() {
    let server = Server::installed().await;
    for url in [
        Page::pull_request().url(CLIENT, SECRET),
        Page::repository().url(CLIENT, SECRET),
        Page::configure().url(CLIENT, SECRET),
        "/pull-request?jwt=nonsense".to_owned(),
    ] {
        let reply = server.get(&url).await;
        secured(&reply, FRAME);
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn nobody_frames_anything_else() {
    let server = Server::new().await;
    for path in [
        "/",
        "/connect/done",
        "/atlassian-connect.json",
        "/site.css",
        "/icon.svg",
        "/healthz",
        "/static/panel/app-0123abcd.js",
        "/nowhere",
        "/connect/installed",
    ] {
        secured(&server.get(path).await, PLAIN);
    }
}

#[tokio::test]
async fn the_policy_follows_the_configured_origins() {
    let server = Server::installed().await.changed(|config| {
        let origin = |url| Origin::parse("an origin", url).unwrap();
        config.host_url = origin("http://localhost:7990");
        config.api_url = origin("http://localhost:7991");
        config.script_origins = vec![origin("https://cdn.example")];
    });
    let reply = server.get(&Page::repository().url(CLIENT, SECRET)).await;
    let policy = reply.header("content-security-policy");
    for part in [
        "script-src 'self' http://localhost:7990 https://cdn.example 'wasm-unsafe-eval';",
        "connect-src 'self' http://localhost:7991;",
        "frame-ancestors http://localhost:7990;",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
}

#[tokio::test]
async fn pages_hold_no_inline_script() {
    let server = Server::installed().await;
    let page = server.get(&Page::pull_request().url(CLIENT, SECRET)).await;
    let scripts: Vec<&str> = page.body.split("<script").skip(1).collect();
    assert_eq!(scripts.len(), 2);
    assert!(scripts[0].starts_with(" src="));
    assert!(scripts[1].starts_with(" type=\"application/json\""));
    assert!(!page.body.contains("style="));
}

#[tokio::test]
async fn built_files_never_change_and_what_is_missing_is_not_cached() {
    let server = Server::new().await;
    let file = server.get("/static/panel/app-0123abcd.js").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(
        file.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(file.header("content-type"), "text/javascript");
    let missing = server.get("/static/panel/app-ffffffff.js").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(missing.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_page_among_the_built_files_is_not_kept_for_ever() {
    let server = Server::new().await;
    std::fs::write(server.assets().join("panel/index.html.br"), "br").unwrap();
    std::fs::write(server.assets().join("panel/build-info.json"), "{}").unwrap();
    for path in [
        "index.html",
        "index%2Ehtml",
        "%69ndex.html",
        "index.html.br",
        "index.html%2Ebr",
        "build-info.json",
    ] {
        let page = server.get(&format!("/static/panel/{path}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
    }
    std::fs::write(server.assets().join("panel/a-c7f37a5fd569dea_bg.wasm"), "").unwrap();
    for path in ["a-c7f37a5fd569dea_bg.wasm", "app-0123abcd%2Ejs"] {
        let file = server.get(&format!("/static/panel/{path}")).await;
        let cache = file.header("cache-control");
        assert!(cache.ends_with("immutable"), "{path}: {cache}");
    }
}

#[tokio::test]
async fn a_name_that_no_file_can_have_is_not_found() {
    let server = Server::new().await;
    for length in [255, 256, 4_096, 8_000] {
        let path = format!("/static/{}", "a".repeat(length));
        let reply = server.get(&path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{length}");
        assert_eq!(reply.header("cache-control"), "no-store", "{length}");
    }
    let below_a_file = server.get("/static/panel/app-0123abcd.js/more").await;
    assert_eq!(below_a_file.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_way_back_from_an_installation_is_not_kept() {
    let server = Server::installed().await;
    let mut page = Page::pull_request();
    page.path = "/connect/done";
    page.query = "client_key=somebody".to_owned();
    for url in [
        "/connect/done".to_owned(),
        "/connect/done?error=access_denied".to_owned(),
        page.url(CLIENT, SECRET),
    ] {
        let reply = server.get(&url).await;
        assert_eq!(reply.header("cache-control"), "no-store", "{url}");
    }
}

#[tokio::test]
async fn files_outside_the_built_app_stay_there() {
    let server = Server::new().await;
    for path in [
        "/static/../sightline.db",
        "/static/%2e%2e/etc/passwd",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "/static//etc/passwd",
    ] {
        let status = server.get(path).await.status;
        assert!(status.is_client_error(), "{path}: {status}");
    }
}

#[tokio::test]
async fn a_request_id_is_kept_only_if_it_is_plain() {
    let server = Server::new().await;
    let id = async |given: &str| {
        let request = axum::http::Request::get("/healthz").header("x-request-id", given);
        let reply = server
            .send(request.body(axum::body::Body::empty()).unwrap())
            .await;
        reply.header("x-request-id").to_owned()
    };
    assert_eq!(id("from-the-proxy-1").await, "from-the-proxy-1");
    for odd in ["", "a b", "<script>", "jwt=eyJ.a.b", &"a".repeat(65)] {
        let id = id(odd).await;
        assert_eq!(id.len(), 36, "{odd}");
        assert_ne!(id, odd);
    }
}
