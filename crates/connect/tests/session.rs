//! The app's own sessions, and that they and Bitbucket's tokens never stand in for each other
//! (the bugs of CVE-2021-26073, -26074 and -26077).
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
    AppKey, Error, SharedSecret, TokenPart, UnverifiedToken,
    context::{Page, PageContext, Uuid},
    session::{self, AdminSession, Session, SessionKey},
};
use serde_json::{Value, json};

use common::{CLIENT, HEADER, INSTALLED, INSTALLED_QSH, NOW, client, token};

/// Bytes that are text, so that the very same key can be a shared secret.
const KEY: [u8; 32] = *b"0123456789abcdef0123456789abcdef";
const TYPE: &str = r#"{"alg":"HS256","typ":"sightline-session+jwt"}"#;
const REPOSITORY: &str = "{66666666-7777-8888-9999-000000000000}";
const USER: &str = "{aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee}";

fn key() -> SessionKey {
    SessionKey::new(KEY)
}

fn a_session() -> Session {
    Session {
        client_key: client(),
        page: Page::PullRequest,
        repository: Uuid::parse(REPOSITORY),
        user: Uuid::parse(USER),
    }
}

fn claims(changes: Value) -> String {
    let mut claims = json!({
        "aud": "sightline-session", "iat": NOW, "exp": NOW + 900, "sub": CLIENT,
        "page": "pull-request", "repository": REPOSITORY, "user": USER,
    });
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.to_string()
}

fn verify(header: &str, claims: &str) -> Result<Session, Error> {
    session::verify(&token(header, claims, &KEY), &key(), NOW)
}

#[test]
fn a_session_is_read_back_with_all_it_is_bound_to() {
    let token = session::issue(&a_session(), &key(), NOW);
    assert_eq!(
        session::verify(token.expose(), &key(), NOW),
        Ok(a_session())
    );
    let nobody = Session {
        client_key: client(),
        page: Page::Configure,
        repository: None,
        user: None,
    };
    let token = session::issue(&nobody, &key(), NOW);
    assert_eq!(session::verify(token.expose(), &key(), NOW), Ok(nobody));
}

#[test]
fn only_the_session_of_the_configure_page_with_its_reader_is_an_admins() {
    let admin = |page, user| {
        let session = Session {
            client_key: client(),
            page,
            repository: None,
            user,
        };
        let token = session::issue(&session, &key(), NOW);
        AdminSession::verify(token.expose(), &key(), NOW)
    };
    let verified = admin(Page::Configure, Uuid::parse(USER)).unwrap();
    assert_eq!(verified.client_key(), &client());
    assert_eq!(verified.user().as_str(), USER);
    let expected = Page::Configure;
    for found in [Page::PullRequest, Page::Repository] {
        let refused = admin(found, Uuid::parse(USER));
        assert_eq!(refused, Err(Error::SessionPage { expected, found }));
    }
    let nobody = admin(Page::Configure, None);
    assert_eq!(nobody, Err(Error::MissingClaim { claim: "user" }));
}

#[test]
fn an_admins_session_is_verified_as_any_other() {
    let session = Session {
        page: Page::Configure,
        ..a_session()
    };
    let token = session::issue(&session, &key(), NOW);
    let exp = NOW + 15 * 60;
    let now = exp + 61;
    assert_eq!(
        AdminSession::verify(token.expose(), &key(), now),
        Err(Error::Expired { now, exp })
    );
    assert_eq!(
        AdminSession::verify(token.expose(), &SessionKey::new([7; 32]), NOW),
        Err(Error::Signature)
    );
}

#[test]
fn a_session_token_by_its_wire_format_is_read() {
    assert_eq!(verify(TYPE, &claims(json!({}))), Ok(a_session()));
}

#[test]
fn a_session_is_that_of_its_page() {
    let query = format!(
        "workspace=acme&repository={REPOSITORY}&full_name=acme/widgets&pull_request=7&user={USER}"
    );
    let context = PageContext::parse(Page::PullRequest, &query).unwrap();
    assert_eq!(Session::of(client(), &context), a_session());
}

#[test]
fn a_session_lasts_a_quarter_of_an_hour_and_a_minute_of_leeway() {
    let token = session::issue(&a_session(), &key(), NOW);
    let at = |now| session::verify(token.expose(), &key(), now);
    let exp = NOW + 15 * 60;
    assert!(at(exp + 60).is_ok());
    let now = exp + 61;
    assert_eq!(at(now), Err(Error::Expired { now, exp }));
}

#[test]
fn a_session_may_come_from_a_clock_a_minute_ahead() {
    let token = session::issue(&a_session(), &key(), NOW);
    let at = |now| session::verify(token.expose(), &key(), now);
    assert!(at(NOW - 60).is_ok());
    let (now, iat) = (NOW - 61, NOW);
    assert_eq!(at(now), Err(Error::IssuedInFuture { now, iat }));
}

#[test]
fn a_session_signed_with_another_key_is_refused() {
    let token = session::issue(&a_session(), &SessionKey::new([7; 32]), NOW);
    assert_eq!(
        session::verify(token.expose(), &key(), NOW),
        Err(Error::Signature)
    );
}

#[test]
fn a_session_token_is_no_token_of_bitbucket_even_with_its_key() {
    let session = session::issue(&a_session(), &key(), NOW);
    let expected = "JWT";
    let found = "sightline-session+jwt".to_owned();
    let refused = UnverifiedToken::parse(session.expose()).unwrap_err();
    assert_eq!(refused, Error::TokenType { found, expected });
}

#[test]
fn a_context_token_with_the_claims_of_a_callback_but_the_session_type_is_refused() {
    let claims = json!({
        "iss": CLIENT, "aud": CLIENT, "iat": NOW, "exp": NOW + 900, "qsh": INSTALLED_QSH,
    });
    let token = token(TYPE, &claims.to_string(), &KEY);
    let found = "sightline-session+jwt".to_owned();
    let refused = UnverifiedToken::parse(&token).unwrap_err();
    assert_eq!(
        refused,
        Error::TokenType {
            found,
            expected: "JWT"
        }
    );
}

#[test]
fn session_claims_under_the_type_of_bitbucket_open_nothing() {
    let secret = SharedSecret::new(String::from_utf8(KEY.to_vec()).unwrap());
    let bare = token(HEADER, &claims(json!({})), &KEY);
    let missing = UnverifiedToken::parse(&bare).unwrap_err();
    assert_eq!(missing, Error::MissingClaim { claim: "iss" });

    let named = token(HEADER, &claims(json!({"iss": CLIENT})), &KEY);
    let named = UnverifiedToken::parse(&named).unwrap();
    let (expected, found) = (CLIENT.to_owned(), vec!["sightline-session".to_owned()]);
    assert_eq!(
        named.verify(&secret, &INSTALLED, NOW),
        Err(Error::WrongAudience { expected, found })
    );
    assert_eq!(
        named.verify_api_call(&AppKey::new(CLIENT), &secret, &INSTALLED, NOW),
        Err(Error::MissingClaim { claim: "qsh" })
    );
}

#[test]
fn a_token_of_bitbucket_is_no_session_even_with_its_key() {
    let genuine = json!({
        "iss": CLIENT, "aud": CLIENT, "iat": NOW, "exp": NOW + 900, "qsh": INSTALLED_QSH,
    });
    let expected = "sightline-session+jwt";
    let refused = |header: &str, claims: &str, found: &str| {
        let found = found.to_owned();
        assert_eq!(
            verify(header, claims),
            Err(Error::TokenType { found, expected })
        );
    };
    refused(HEADER, &genuine.to_string(), "JWT");
    refused(r#"{"alg":"HS256"}"#, &genuine.to_string(), "");
    refused(HEADER, &claims(json!({})), "JWT");

    let wrong = Error::WrongAudience {
        expected: "sightline-session".to_owned(),
        found: vec![CLIENT.to_owned()],
    };
    assert_eq!(verify(TYPE, &genuine.to_string()), Err(wrong));
}

#[test]
fn what_a_session_must_say_is_checked() {
    for claim in ["aud", "iat", "exp"] {
        assert_eq!(
            verify(TYPE, &claims(json!({ claim: null }))),
            Err(Error::MissingClaim { claim })
        );
    }
    let part = TokenPart::Claims;
    for changes in [
        json!({"sub": null}),
        json!({"page": "another"}),
        json!({"repository": "../../x"}),
        json!({"user": 7}),
    ] {
        assert_eq!(verify(TYPE, &claims(changes)), Err(Error::Json { part }));
    }
}

#[test]
fn keys_and_session_tokens_stay_out_of_debug_output() {
    let token = session::issue(&a_session(), &key(), NOW);
    assert_eq!(format!("{token:?}"), "SessionToken([redacted])");
    assert_eq!(format!("{:?}", key()), "SessionKey([redacted])");
    let told = serde_json::to_value(&token).unwrap();
    assert_eq!(told, token.expose());
}
