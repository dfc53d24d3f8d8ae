//! Properties that hold for every input.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod common;

use atlassian_connect::{
    AppKey, Claims, RequestTarget, SharedSecret, UnverifiedToken,
    context::{Page, PageContext, Uuid},
    descriptor::Descriptor,
    lifecycle::{Installed, Uninstalled},
    session::{self, Session, SessionKey},
    sign, sign_api_call,
};
use proptest::prelude::*;

use common::{CLIENT, HEADER, INSTALLED, NOW, client, secret, token};

fn canonical(query: &str) -> String {
    let target = RequestTarget {
        method: "GET",
        path: "/path",
        query,
        base_path: "",
    };
    target.canonical().unwrap().as_str().to_owned()
}

/// Pieces of a query: escapes, plus signs, signs without a value, everything but `&`.
fn pieces() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        "[a-c]{0,2}=[a-z0-9]{0,3}",
        "(%[0-9a-fA-F]{2}|[+=%a-z~!]){0,6}",
        "[^&]{0,8}",
    ];
    prop::collection::vec(piece, 0..12)
}

/// Text, and text that looks more like what the parsers take.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r#"[{}\[\]",:a-zA-Z0-9\\._=-]{0,60}"#,
        r#"(\{"(key|clientKey|eventType|alg|typ|iss)":("[a-zA-Z0-9]{0,9}"|[0-9]{1,20}|null),?\}?){0,5}"#,
    ]
}

proptest! {
    #[test]
    fn the_order_of_parameters_never_matters(
        (sent, shuffled) in pieces().prop_flat_map(|pieces| {
            (Just(pieces.clone()), Just(pieces).prop_shuffle())
        })
    ) {
        prop_assert_eq!(canonical(&sent.join("&")), canonical(&shuffled.join("&")));
    }

    #[test]
    fn the_token_parameter_never_matters(
        mut pieces in pieces(),
        at in any::<prop::sample::Index>(),
        value in "[A-Za-z0-9._%+=-]{0,20}",
        name in prop::sample::select(vec!["jwt", "%6awt", "j%77t", "jw%74"]),
    ) {
        let without = canonical(&pieces.join("&"));
        pieces.insert(at.index(pieces.len() + 1), format!("{name}={value}"));
        prop_assert_eq!(canonical(&pieces.join("&")), without);
    }

    #[test]
    fn another_value_is_another_request(
        a in "[a-z0-9]{0,5}", b in "[a-z0-9]{0,5}", rest in pieces(),
    ) {
        prop_assume!(a != b);
        let with = |value: &str| canonical(&format!("unlikely={value}&{}", rest.join("&")));
        prop_assert_ne!(with(&a), with(&b));
    }

    #[test]
    fn what_is_signed_verifies(
        method in prop::sample::select(vec!["GET", "post", "Put", "DELETE"]),
        path in "(/[^?#]{0,6}){0,4}",
        pieces in pieces(),
        base in prop::sample::select(vec!["", "/connect"]),
        key in ".{1,40}",
    ) {
        let query = pieces.join("&");
        let path = format!("{base}{path}");
        let target = RequestTarget { method, path: &path, query: &query, base_path: base };
        let secret = SharedSecret::new(key);
        let claims = Claims {
            iss: CLIENT.to_owned(),
            iat: NOW,
            exp: NOW + 300,
            qsh: target.canonical().unwrap().qsh().to_string(),
            sub: None,
            aud: vec![CLIENT.to_owned()],
        };
        let token = sign(&claims, &secret);
        let query = if query.is_empty() { format!("jwt={token}") } else { format!("{query}&jwt={token}") };
        let sent = RequestTarget { query: &query, ..target };
        let verified = UnverifiedToken::parse(&token).unwrap().verify(&secret, &sent, NOW).unwrap();
        prop_assert_eq!(verified.client_key(), &client());

        let app = AppKey::new("demo-app");
        let call = sign_api_call(&app, &client(), &target, NOW, &secret).unwrap();
        let call = UnverifiedToken::parse(&call).unwrap();
        prop_assert!(call.verify_api_call(&app, &secret, &target, NOW).is_ok());
    }

    #[test]
    fn no_parser_panics_on_text(text in any_text(), more in any_text()) {
        parse_everything(&text);
        let signed = token(&text, &more, b"demo-secret");
        parse_everything(&signed);
        let signed = token(HEADER, &text, b"demo-secret");
        parse_everything(&signed);
    }

    #[test]
    fn no_parser_panics_on_bytes(bytes in any::<Vec<u8>>()) {
        let _ = Descriptor::parse(&bytes);
        let _ = Installed::parse(&bytes);
        let _ = Uninstalled::parse(&bytes);
    }
}

fn parse_everything(text: &str) {
    for base_path in ["", "/connect", text] {
        let target = RequestTarget {
            method: text,
            path: text,
            query: text,
            base_path,
        };
        if let Ok(canonical) = target.canonical() {
            assert!(canonical.accepts(&canonical.qsh().to_string()));
            assert!(!canonical.accepts(text));
        }
    }
    if let Ok(token) = UnverifiedToken::parse(text) {
        let _ = token.claimed_subject();
        let _ = token.verify(&secret(), &INSTALLED, NOW);
        let _ = token.verify_api_call(&AppKey::new(text), &secret(), &INSTALLED, NOW);
    }
    for page in [Page::Configure, Page::PullRequest, Page::Repository] {
        let _ = PageContext::parse(page, text);
    }
    let _ = PageContext::parse_proxied(text);
    let _ = session::verify(text, &SessionKey::new([1; 32]), NOW);
    let _ = Uuid::parse(text);
    let _ = Descriptor::parse(text.as_bytes());
    let _ = Installed::parse(text.as_bytes());
    let _ = Uninstalled::parse(text.as_bytes());
}

/// Each token that differs from `token` in one bit, as far as it is text.
fn flipped(token: &str) -> impl Iterator<Item = String> {
    let bits = (0..token.len()).flat_map(|at| (0..8).map(move |bit| (at, bit)));
    bits.filter_map(|(at, bit)| {
        let mut bytes = token.as_bytes().to_vec();
        bytes[at] ^= 1 << bit;
        String::from_utf8(bytes).ok()
    })
}

#[test]
fn no_token_with_one_bit_flipped_verifies() {
    let claims = Claims {
        iss: CLIENT.to_owned(),
        iat: NOW,
        exp: NOW + 300,
        qsh: INSTALLED.canonical().unwrap().qsh().to_string(),
        sub: None,
        aud: vec![CLIENT.to_owned()],
    };
    let token = sign(&claims, &secret());
    let verifies = |token: &str| {
        UnverifiedToken::parse(token)
            .and_then(|token| token.verify(&secret(), &INSTALLED, NOW))
            .is_ok()
    };
    assert!(verifies(&token));
    let mut tried = 0;
    for spoilt in flipped(&token) {
        assert!(!verifies(&spoilt), "{spoilt}");
        tried += 1;
    }
    assert_eq!(tried, token.len() * 7);
}

#[test]
fn no_session_with_one_bit_flipped_verifies() {
    let key = SessionKey::new([7; 32]);
    let session = Session {
        client_key: client(),
        page: Page::PullRequest,
        repository: Uuid::parse("{66666666-7777-8888-9999-000000000000}"),
        user: None,
    };
    let token = session::issue(&session, &key, NOW);
    assert!(session::verify(token.expose(), &key, NOW).is_ok());
    for spoilt in flipped(token.expose()) {
        assert!(session::verify(&spoilt, &key, NOW).is_err(), "{spoilt}");
    }
}
