//! Tokens that cross between us and npm's `atlassian-jwt`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use atlassian_connect::{
    AppKey, ClientKey, RequestTarget, SharedSecret, UnverifiedToken, sign_api_call,
};
use serde_json::json;
use sightline_tests::node::Node;

const NOW: u64 = 1_767_225_600;
const SECRET: &str = "a shared secret with ünicode";
const TARGET: RequestTarget<'static> = RequestTarget {
    method: "GET",
    path: "/pull-request",
    query: "pull_request=7&user=%7Bu%7D",
    base_path: "",
};

fn client() -> ClientKey {
    ClientKey::new("ari:cloud:bitbucket::app/{11111111-2222-3333-4444-555555555555}/sightline")
}

#[test]
fn a_token_that_their_library_signs_is_verified_here() {
    let qsh = Node::start("qsh.mjs").ask(&json!({
        "method": "GET",
        "url": format!("https://app.example{}?{}", TARGET.path, TARGET.query),
    }))["qsh"]
        .clone();
    let client = client();
    let claims = json!({
        "iss": client.as_str(), "aud": client.as_str(), "iat": NOW, "exp": NOW + 300, "qsh": qsh,
    });
    let answer = Node::start("jwt.mjs").ask(&json!({"sign": claims, "secret": SECRET}));
    let token = UnverifiedToken::parse(answer["token"].as_str().unwrap()).unwrap();
    let verified = token
        .verify(&SharedSecret::new(SECRET), &TARGET, NOW)
        .unwrap();
    assert_eq!(verified.client_key(), &client);
    assert_eq!(verified.expires_at(), NOW + 300);
}

#[test]
fn a_token_signed_here_is_verified_by_their_library() {
    let secret = SharedSecret::new(SECRET);
    let token = sign_api_call(&AppKey::new("sightline"), &client(), &TARGET, NOW, &secret).unwrap();
    let mut node = Node::start("jwt.mjs");
    let answer = node.ask(&json!({"verify": token, "secret": SECRET}));
    assert_eq!(answer["claims"]["iss"], "sightline");
    assert_eq!(answer["claims"]["sub"], client().as_str());
    assert_eq!(answer["claims"]["exp"], NOW + 180);
    let refused = node.ask(&json!({"verify": token, "secret": "another"}));
    assert!(refused["error"].is_string(), "{refused}");
}
