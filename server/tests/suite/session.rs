//! Sessions: renewed by Bitbucket's word alone, and worth nothing where Bitbucket must speak.

use atlassian_connect::{
    context::{self, Uuid},
    session,
};
use axum::http::{Request, StatusCode};
use serde_json::json;
use sightline::SessionKeySource;

use crate::support::{
    CLIENT, Call, NOW, Page, READER, REGISTRATION, REPOSITORY, SECRET, Server, token,
};

const QUERY: &str = "page=pull-request&workspace=acme\
                     &repository=%7B22222222-3333-4444-5555-666666666666%7D&full_name=acme%2Fapi\
                     &pull_request=7&user=%7B33333333-4444-5555-6666-777777777777%7D";

fn signed(query: &str, secret: &str) -> String {
    token("POST", "/connect/session", query, CLIENT, secret, NOW, 300)
}

fn post(query: &str, authorization: Option<&str>) -> Request<axum::body::Body> {
    let request = Request::post(format!("/connect/session?{query}"));
    let request = match authorization {
        Some(value) => request.header("authorization", value),
        None => request,
    };
    request.body(axum::body::Body::empty()).unwrap()
}

async fn of_a_page(server: &Server) -> String {
    server.session(&Page::pull_request(), CLIENT, SECRET).await
}

#[tokio::test]
async fn the_scheme_of_a_token_is_read_in_any_case() {
    let server = Server::installed().await;
    for scheme in ["jwt", "Jwt", "JWT ", "jWt   "] {
        let header = format!("{scheme} {}", signed(QUERY, SECRET));
        let reply = server.send(post(QUERY, Some(&header))).await;
        assert_eq!(reply.status, StatusCode::OK, "{scheme:?}");
    }
    for scheme in ["", "Bearer", "JWTs"] {
        let header = format!("{scheme} {}", signed(QUERY, SECRET));
        let reply = server.send(post(QUERY, Some(&header))).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{scheme:?}");
    }
}

#[tokio::test]
async fn a_proxied_call_gets_a_session_for_its_reader_and_page() {
    let server = Server::installed().await;
    let SessionKeySource::Given(key) = &server.config.session_key else {
        panic!("a key was given");
    };
    let header = format!("JWT {}", signed(QUERY, SECRET));
    let in_query = format!("{QUERY}&jwt={}", signed(QUERY, SECRET));
    for request in [post(QUERY, Some(&header)), post(&in_query, None)] {
        let reply = server.send(request).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.header("cache-control"), "no-store");
        assert_eq!(reply.header("content-type"), "application/json");
        let answer = reply.json();
        assert_eq!(answer["expires_in"], 900);
        let session = session::verify(answer["session"].as_str().unwrap(), key, NOW + 900).unwrap();
        assert_eq!(session.client_key.as_str(), CLIENT);
        assert_eq!(session.page, context::Page::PullRequest);
        assert_eq!(session.repository, Uuid::parse(REPOSITORY));
        assert_eq!(session.user, Uuid::parse(READER));
    }
}

#[tokio::test]
async fn a_call_that_bitbucket_did_not_sign_gets_no_session() {
    let server = Server::installed().await;
    let session = of_a_page(&server).await;
    let page = Page::pull_request().token(CLIENT, SECRET);
    let get = token("GET", "/connect/session", QUERY, CLIENT, SECRET, NOW, 300);
    for authorization in [
        None,
        Some(format!("JWT {}", signed(QUERY, "guessed"))),
        Some(format!("JWT {}", signed(QUERY, REGISTRATION))),
        Some(format!("JWT {}", signed("page=repository", SECRET))),
        // No session renews itself, and no page's token renews another page's session.
        Some(format!("JWT {session}")),
        Some(format!("Bearer {session}")),
        Some(format!("JWT {page}")),
        Some(format!("JWT {get}")),
    ] {
        let reply = server.send(post(QUERY, authorization.as_deref())).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{authorization:?}");
        assert_eq!(reply.header("cache-control"), "no-store");
        assert!(reply.json()["error"].is_string());
        assert!(reply.json()["session"].is_null());
    }
}

#[tokio::test]
async fn a_signed_call_must_say_where_its_page_stands() {
    let server = Server::installed().await;
    for query in [
        "workspace=acme",
        "page=elsewhere&workspace=acme",
        "page=repository&workspace=acme",
        // Any reader can make such a call, and that page is for admins.
        "page=configure&workspace=acme&user=%7B33333333-4444-5555-6666-777777777777%7D",
        "page=configure&page=repository&workspace=acme",
    ] {
        let header = format!("JWT {}", signed(query, SECRET));
        let reply = server.send(post(query, Some(&header))).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{query}");
    }
}

#[tokio::test]
async fn those_who_are_gone_get_no_session() {
    let server = Server::installed().await;
    server
        .call(&Call::uninstalled(CLIENT).signed(CLIENT, SECRET))
        .await;
    let header = format!("JWT {}", signed(QUERY, SECRET));
    let reply = server.send(post(QUERY, Some(&header))).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert_eq!(
        reply.json(),
        json!({"error": "Sightline is not installed here"})
    );
}

#[tokio::test]
async fn session_tokens_open_no_page_and_move_no_lifecycle() {
    // The bug class of CVE-2021-26073, CVE-2021-26074 and CVE-2021-26077.
    let server = Server::installed().await;
    let session = of_a_page(&server).await;
    for mut call in [
        Call::installed(CLIENT, "attacker"),
        Call::uninstalled(CLIENT),
        Call::webhook(),
    ] {
        for scheme in ["JWT", "Bearer"] {
            call.authorization = Some(format!("{scheme} {session}"));
            assert_eq!(
                server.call(&call).await,
                StatusCode::UNAUTHORIZED,
                "{}",
                call.path
            );
        }
        // A page's token is no event's either, wherever it stands.
        let page = Page::pull_request().token(CLIENT, SECRET);
        call.authorization = Some(format!("JWT {page}"));
        assert_eq!(server.call(&call).await, StatusCode::UNAUTHORIZED);
        call.authorization = None;
        call.path = format!("{}?jwt={page}", call.path);
        assert_eq!(server.call(&call).await, StatusCode::UNAUTHORIZED);
    }
    let page = Page::pull_request();
    let url = format!("{}?{}&jwt={session}", page.path, page.query);
    assert_eq!(server.get(&url).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
}

#[tokio::test]
async fn tokens_of_bitbucket_are_no_sessions() {
    let server = Server::installed().await;
    let SessionKeySource::Given(key) = &server.config.session_key else {
        panic!("a key was given");
    };
    let page = Page::pull_request().token(CLIENT, SECRET);
    assert!(matches!(
        session::verify(&page, key, NOW),
        Err(atlassian_connect::Error::TokenType { .. })
    ));
}
