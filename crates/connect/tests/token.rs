//! Checks of a token's claims, and the error for each that fails.
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
    AppKey, Error, LEEWAY, MAX_LIFETIME, RequestTarget, SharedSecret, UnverifiedToken,
    VerifiedToken, sign_api_call,
};
use serde_json::{Value, json};

use common::{
    CLIENT, HEADER, INSTALLED, INSTALLED_QSH, NOW, PUBLISHED_LIFECYCLE, SECRET, claims, client,
    secret, token, verify_at,
};

/// A published call to Bitbucket over the secret `demo-secret`.
const PUBLISHED_API_CALL: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJkZW1vLWFwcCIsImlhdCI6MTc2NzIyNTYwMCwiZXhwIjoxNzY3MjI1NzgwLCJxc2giOiI2ODRlNzM0NzFjYzA5ZWY1NjhiNGVmNTRiNTEzMWE2NzY1Y2MxYzg4ZDU0Y2EwZTdlOGJmMWM5YWRlZDI1OTgxIiwic3ViIjoiYXJpOmNsb3VkOmJpdGJ1Y2tldDo6YXBwL3sxMTExMTExMS0yMjIyLTMzMzMtNDQ0NC01NTU1NTU1NTU1NTV9L2RlbW8tYXBwIn0.TzKALKfQK-4yekBKuG3Xg9PljqgbOO8NCtmXiQXLRyo";

const PULL_REQUEST_7: RequestTarget<'static> = RequestTarget {
    method: "GET",
    path: "/2.0/repositories/acme/widgets/pullrequests/7",
    query: "",
    base_path: "",
};

fn verify(changes: Value) -> Result<VerifiedToken, Error> {
    verify_at(NOW, HEADER, &claims(changes))
}

#[test]
fn the_published_lifecycle_token_verifies() {
    let token = UnverifiedToken::parse(PUBLISHED_LIFECYCLE).unwrap();
    assert_eq!(token.claimed_issuer(), CLIENT);
    let verified = token.verify(&secret(), &INSTALLED, NOW).unwrap();
    assert_eq!(verified.client_key(), &client());
    assert_eq!(verified.issued_at(), 1_767_225_600);
    assert_eq!(verified.expires_at(), 1_767_229_200);
    assert_eq!(verified.subject(), None);
}

#[test]
fn a_call_to_bitbucket_is_signed_as_published() {
    let app = AppKey::new("demo-app");
    let ours = sign_api_call(&app, &client(), &PULL_REQUEST_7, NOW, &secret()).unwrap();
    assert_eq!(ours, PUBLISHED_API_CALL);
    let token = UnverifiedToken::parse(&ours).unwrap();
    assert_eq!(token.claimed_subject(), Some(CLIENT));
    let call = token.verify_api_call(&app, &secret(), &PULL_REQUEST_7, NOW);
    assert_eq!(call.unwrap().client_key(), &client());
}

#[test]
fn a_call_of_another_app_is_refused() {
    let token = UnverifiedToken::parse(PUBLISHED_API_CALL).unwrap();
    assert_eq!(
        token.verify_api_call(&AppKey::new("another"), &secret(), &PULL_REQUEST_7, NOW),
        Err(Error::WrongIssuer {
            expected: "another".to_owned(),
            found: "demo-app".to_owned(),
        })
    );
}

#[test]
fn a_call_without_a_client_key_is_refused() {
    let claims = claims(json!({"iss": "demo-app", "aud": null}));
    let token = token(HEADER, &claims, SECRET.as_bytes());
    let token = UnverifiedToken::parse(&token).unwrap();
    assert_eq!(
        token.verify_api_call(&AppKey::new("demo-app"), &secret(), &INSTALLED, NOW),
        Err(Error::MissingClaim { claim: "sub" })
    );
}

#[test]
fn a_forged_token_is_refused() {
    let forged = token(HEADER, &claims(json!({})), b"another secret");
    let forged = UnverifiedToken::parse(&forged).unwrap();
    assert_eq!(
        forged.verify(&secret(), &INSTALLED, NOW),
        Err(Error::Signature)
    );
}

#[test]
fn nothing_verifies_with_the_empty_secret() {
    let forged = token(HEADER, &claims(json!({})), b"");
    let forged = UnverifiedToken::parse(&forged).unwrap();
    let empty = SharedSecret::new("");
    assert_eq!(
        forged.verify(&empty, &INSTALLED, NOW),
        Err(Error::EmptySecret)
    );
}

#[test]
fn a_token_ends_a_minute_after_exp() {
    let exp = NOW + 3_600;
    let at = |now| verify_at(now, HEADER, &claims(json!({})));
    assert_eq!(LEEWAY, 60);
    assert!(at(exp + 60).is_ok());
    let now = exp + 61;
    assert_eq!(at(now), Err(Error::Expired { now, exp }));
}

#[test]
fn a_token_may_be_issued_a_minute_ahead() {
    let issued = |iat: u64| verify(json!({"iat": iat}));
    assert!(issued(NOW + 60).is_ok());
    let iat = NOW + 61;
    assert_eq!(issued(iat), Err(Error::IssuedInFuture { now: NOW, iat }));
}

#[test]
fn a_token_that_ends_more_than_a_day_from_now_is_refused() {
    assert_eq!(MAX_LIFETIME, 86_400);
    let ends = |exp: u64| verify(json!({"exp": exp}));
    assert!(ends(NOW + 86_400 + 60).is_ok());
    for exp in [NOW + 86_400 + 61, NOW + 10 * 365 * 86_400, u64::MAX] {
        let now = NOW;
        assert_eq!(ends(exp), Err(Error::ExpiresTooLate { now, exp }));
    }
}

#[test]
fn times_at_the_ends_of_the_range_are_compared() {
    let (now, exp) = (NOW, 0);
    assert_eq!(
        verify(json!({"exp": 0, "iat": 0})),
        Err(Error::Expired { now, exp })
    );
    let late = verify_at(u64::MAX, HEADER, &claims(json!({"exp": u64::MAX})));
    assert!(late.is_ok());
    let far = claims(json!({})).replace("1767229200", "1e300");
    let exp = u64::MAX;
    assert_eq!(
        verify_at(NOW, HEADER, &far),
        Err(Error::ExpiresTooLate { now, exp })
    );
}

#[test]
fn fractions_of_seconds_are_read_and_cut_off() {
    // RFC 7519, section 2: "non-integer values can be represented".
    let verified = verify(json!({"iat": 1_767_225_600.75, "exp": 1_767_229_200.5})).unwrap();
    assert_eq!(verified.issued_at(), 1_767_225_600);
    assert_eq!(verified.expires_at(), 1_767_229_200);
    let scientific = claims(json!({})).replace("1767229200", "1.7672292e9");
    assert!(scientific.contains("1.7672292e9"), "{scientific}");
    let verified = verify_at(NOW, HEADER, &scientific).unwrap();
    assert_eq!(verified.expires_at(), 1_767_229_200);
    let (now, exp) = (NOW, NOW - 61);
    assert_eq!(
        verify(json!({"exp": exp as f64 + 0.9})),
        Err(Error::Expired { now, exp })
    );
}

#[test]
fn a_missing_claim_is_named() {
    for claim in ["iss", "iat", "exp", "qsh"] {
        let gone = verify(json!({ claim: null }));
        assert_eq!(gone, Err(Error::MissingClaim { claim }));
        let null = claims(json!({})).replace(&format!("\"{claim}\":"), "\"x\":null,\"y\":");
        let null = null.replace("\"x\"", &format!("\"{claim}\""));
        assert_eq!(
            verify_at(NOW, HEADER, &null),
            Err(Error::MissingClaim { claim })
        );
    }
}

#[test]
fn a_token_for_somebody_else_is_refused() {
    let refused = |aud: Value, found: &[&str]| {
        let expected = CLIENT.to_owned();
        let found = found.iter().map(|&one| one.to_owned()).collect();
        assert_eq!(
            verify(json!({ "aud": aud })),
            Err(Error::WrongAudience { expected, found })
        );
    };
    refused(json!("another"), &["another"]);
    refused(json!(["one", "another"]), &["one", "another"]);
    refused(json!([]), &[]);
    refused(json!(""), &[""]);
    for aud in [json!(7), json!({}), json!([CLIENT, 7])] {
        let expected = "string or list of strings";
        assert_eq!(
            verify(json!({ "aud": aud })),
            Err(Error::ClaimType {
                claim: "aud",
                expected
            })
        );
    }
}

#[test]
fn the_audience_may_be_a_list_or_absent() {
    assert!(verify(json!({"aud": ["another", CLIENT]})).is_ok());
    assert!(verify(json!({"aud": null})).is_ok());
}

#[test]
fn a_token_for_another_request_is_refused() {
    let expected = INSTALLED_QSH.to_owned();
    for claimed in ["context-qsh", "fixed", "", &"0".repeat(64)] {
        let (claimed, expected) = (claimed.to_owned(), expected.clone());
        let refused = verify(json!({"qsh": claimed}));
        assert_eq!(refused, Err(Error::Qsh { claimed, expected }));
    }
    let long = verify(json!({"qsh": "é".repeat(200)}));
    let claimed = "é".repeat(80);
    assert_eq!(long, Err(Error::Qsh { claimed, expected }));
}

#[test]
fn a_token_that_moves_to_another_path_method_or_query_is_refused() {
    let token = UnverifiedToken::parse(PUBLISHED_LIFECYCLE).unwrap();
    let claimed = INSTALLED_QSH.to_owned();
    let moved = [
        (
            RequestTarget {
                path: "/connect/webhook",
                ..INSTALLED
            },
            "ef2e3142fd0fc6dc52ec3f38a34382f7e280abb8f5d1d750f8bc757bdd6f4997",
        ),
        (
            RequestTarget {
                method: "GET",
                path: "/path",
                ..INSTALLED
            },
            "799be84a7fa35570087163c0cd9af3abff7ac05c2c12ba0bb1d7eebc984b3ac2",
        ),
        (
            RequestTarget {
                path: "/something",
                query: "simple=key",
                ..INSTALLED
            },
            "eafb48e8c78a5b09bc2ce7b0b86289ee4a7bd58179e47006d0141b33d5165af7",
        ),
    ];
    for (target, expected) in moved {
        let (claimed, expected) = (claimed.clone(), expected.to_owned());
        let refused = token.verify(&secret(), &target, NOW);
        assert_eq!(refused, Err(Error::Qsh { claimed, expected }));
    }
}

#[test]
fn the_subject_is_told_where_it_was_sent() {
    let verified = verify(json!({"sub": "557058:demo"})).unwrap();
    assert_eq!(verified.subject(), Some("557058:demo"));
}

#[test]
fn an_unverified_token_stays_out_of_debug_output() {
    let token = UnverifiedToken::parse(PUBLISHED_LIFECYCLE).unwrap();
    let debug = format!("{token:?}");
    for part in PUBLISHED_LIFECYCLE.split('.').chain([INSTALLED_QSH]) {
        assert!(!debug.contains(part), "{debug}");
    }
    assert!(debug.contains(CLIENT), "{debug}");
}

#[test]
fn secrets_stay_out_of_debug_output() {
    assert_eq!(
        format!("{:?} {}", secret(), secret()),
        "SharedSecret([redacted]) [redacted]"
    );
}

#[test]
fn a_claim_of_another_type_is_named() {
    for claim in ["iat", "exp"] {
        for value in [
            json!("1767225600"),
            json!(-1),
            json!(-1.5),
            json!([NOW]),
            json!(true),
        ] {
            let expected = "number of seconds";
            assert_eq!(
                verify(json!({ claim: value })),
                Err(Error::ClaimType { claim, expected })
            );
        }
    }
    for claim in ["iss", "qsh", "sub"] {
        let expected = "string";
        assert_eq!(
            verify(json!({ claim: 1 })),
            Err(Error::ClaimType { claim, expected })
        );
    }
}
