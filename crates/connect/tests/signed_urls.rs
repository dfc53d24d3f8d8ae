//! Atlassian's signed-URL interoperability vectors.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod common;

use atlassian_connect::{Claims, Error, RequestTarget, SharedSecret, UnverifiedToken, sign};
use serde_json::Value;

use common::{shared, token};

const SECRET: &str = "7512836e-9137-48ac-baaf-a1935b96e17a";
const ISSUER: &str = "jira:1234-5678-9000";
/// `iat` and `exp` of all of them.
const ISSUED: u64 = 1_466_731_075;
const EXPIRES: u64 = 1_466_731_255;

/// Path, query and token of a signed URL.
fn take_apart(url: &str) -> (&str, &str, &str) {
    let rest = url.strip_prefix("https://example.com").unwrap();
    let (path, query) = rest.split_once('?').unwrap();
    let (_, token) = query.rsplit_once("jwt=").unwrap();
    (path, query, token)
}

fn assert_verifies(vector: &Value) {
    let name = vector["name"].as_str().unwrap();
    let (path, query, signed) = take_apart(vector["signedUrl"].as_str().unwrap());
    let target = RequestTarget {
        method: "GET",
        path,
        query,
        base_path: "",
    };
    let canonical = target.canonical().unwrap();
    assert_eq!(
        canonical.as_str(),
        vector["canonicalUrl"].as_str().unwrap(),
        "{name}"
    );

    let unverified = UnverifiedToken::parse(signed).unwrap();
    assert_eq!(unverified.claimed_issuer(), ISSUER, "{name}");
    let secret = SharedSecret::new(SECRET);
    let verified = unverified.verify(&secret, &target, ISSUED + 1).unwrap();
    assert_eq!(verified.client_key().as_str(), ISSUER, "{name}");
    assert_eq!(
        (verified.issued_at(), verified.expires_at()),
        (ISSUED, EXPIRES),
        "{name}"
    );

    let elsewhere = RequestTarget {
        path: "/elsewhere",
        ..target
    };
    let refused = unverified.verify(&secret, &elsewhere, ISSUED + 1);
    assert!(
        matches!(refused, Err(Error::Qsh { .. })),
        "{name}: {refused:?}"
    );
    let refused = unverified.verify(&SharedSecret::new("another"), &target, ISSUED + 1);
    assert_eq!(refused, Err(Error::Signature), "{name}");

    // Signing the same header and claims again gives the very same token.
    let claims = format!(
        r#"{{"qsh":"{}","context":{{}},"iss":"{ISSUER}","exp":{EXPIRES},"iat":{ISSUED}}}"#,
        canonical.qsh()
    );
    let header = r#"{"typ":"JWT","alg":"HS256"}"#;
    assert_eq!(token(header, &claims, SECRET.as_bytes()), signed, "{name}");
    let ours = Claims {
        iss: ISSUER.to_owned(),
        iat: ISSUED,
        exp: EXPIRES,
        qsh: canonical.qsh().to_string(),
        sub: None,
        aud: Vec::new(),
    };
    let ours = sign(&ours, &secret);
    let ours = UnverifiedToken::parse(&ours).unwrap();
    assert_eq!(
        ours.verify(&secret, &target, ISSUED + 1),
        Ok(verified),
        "{name}"
    );
}

#[test]
fn every_bundled_signed_url_verifies_and_is_signed_alike() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("data/signed-urls.json")).unwrap();
    assert_eq!(vectors.len(), 78);
    vectors.iter().for_each(assert_verifies);
}

#[test]
fn every_shared_signed_url_verifies_and_is_signed_alike() {
    let Some(file) = shared("jwt-signed-urls.json") else {
        return;
    };
    assert_eq!(file["secret"], SECRET);
    let vectors = file["tests"].as_array().unwrap();
    assert_eq!(vectors.len(), 78);
    vectors.iter().for_each(assert_verifies);
}
