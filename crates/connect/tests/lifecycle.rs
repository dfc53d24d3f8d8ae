//! `installed` and `uninstalled`: what is read, and whom we believe.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use atlassian_connect::{
    Error,
    lifecycle::{
        Decision, Evidence, Installed, MAX_PAYLOAD, Principal, Proof, Refusal, Uninstalled,
        UnsignedInstalls, decide,
    },
};
use serde_json::{Value, json};

const CLIENT: &str = "ari:cloud:bitbucket::app/{11111111-2222-3333-4444-555555555555}/demo-app";

/// A payload as Bitbucket sends it for a workspace.
fn full() -> Value {
    let workspace = json!({
        "type": "team", "uuid": "{11111111-2222-3333-4444-555555555555}", "username": "acme",
        "display_name": "Acme", "links": {"self": {"href": "https://evil.example"}},
    });
    json!({
        "productType": "bitbucket", "eventType": "installed", "key": "demo-app",
        "clientKey": CLIENT, "sharedSecret": "demo-secret", "publicKey": "MIG…",
        "baseUrl": "https://bitbucket.org", "baseApiUrl": "https://api.bitbucket.org",
        "principal": workspace.clone(), "user": workspace,
        "actor": {
            "type": "user", "uuid": "66666666-7777-8888-9999-000000000000",
            "account_id": "557058:demo",
        },
    })
}

fn minimal(event: &str) -> Value {
    json!({"key": "demo-app", "clientKey": "connection:1", "eventType": event})
}

fn installed(json: &Value) -> Result<Installed, Error> {
    Installed::parse(json.to_string().as_bytes())
}

/// Returns the problem named for a payload that cannot be read.
fn problem(json: &Value) -> String {
    match installed(json) {
        Err(Error::Payload { problem }) => problem,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_full_payload_is_read() {
    let event = installed(&full()).unwrap();
    assert_eq!(event.key.as_str(), "demo-app");
    assert_eq!(event.client_key.as_str(), CLIENT);
    assert_eq!(event.shared_secret.unwrap().expose(), "demo-secret");
    assert_eq!(
        event.principal,
        Some(Principal {
            uuid: Some("{11111111-2222-3333-4444-555555555555}".to_owned()),
            username: Some("acme".to_owned()),
            display_name: Some("Acme".to_owned()),
        })
    );
    let actor = event.actor.unwrap();
    assert_eq!(
        actor.uuid.as_deref(),
        Some("66666666-7777-8888-9999-000000000000")
    );
    assert_eq!(actor.account_id.as_deref(), Some("557058:demo"));
}

#[test]
fn a_secret_may_be_any_text() {
    let mut json = full();
    json["sharedSecret"] = json!("sécret\u{1f511}");
    let event = installed(&json).unwrap();
    assert_eq!(
        event.shared_secret.unwrap().expose().as_bytes(),
        "sécret🔑".as_bytes()
    );
}

#[test]
fn a_minimal_payload_is_read() {
    let event = installed(&minimal("installed")).unwrap();
    assert_eq!(event.client_key.as_str(), "connection:1");
    assert!(event.shared_secret.is_none() && event.principal.is_none() && event.actor.is_none());
    let body = minimal("uninstalled").to_string();
    let event = Uninstalled::parse(body.as_bytes()).unwrap();
    assert_eq!(
        (event.key.as_str(), event.client_key.as_str()),
        ("demo-app", "connection:1")
    );
}

#[test]
fn optional_members_may_be_null_or_empty() {
    let mut json = full();
    json["sharedSecret"] = Value::Null;
    json["principal"] = json!({});
    json["actor"] = Value::Null;
    let event = installed(&json).unwrap();
    assert!(event.shared_secret.is_none() && event.actor.is_none());
    assert_eq!(event.principal, Some(Principal::default()));
}

#[test]
fn unknown_members_are_ignored() {
    let mut json = minimal("installed");
    json["consumer"] = json!({"id": 1, "secret": "x"});
    json["oauthClientId"] = json!([1, [2, {"a": null}]]);
    assert!(installed(&json).is_ok());
}

#[test]
fn a_member_that_must_be_there_is_missed() {
    for member in ["key", "clientKey", "eventType"] {
        for value in [None, Some(Value::Null), Some(json!(7)), Some(json!({}))] {
            let mut json = full();
            json.as_object_mut().unwrap().remove(member);
            if let Some(value) = value {
                json[member] = value;
            }
            let problem = problem(&json);
            assert!(
                problem.starts_with("a required member is missing"),
                "{member}: {problem}"
            );
        }
    }
}

#[test]
fn an_empty_secret_is_refused() {
    let mut json = full();
    json["sharedSecret"] = json!("");
    assert!(problem(&json).starts_with("a required member is missing or of the wrong type"));
}

#[test]
fn a_key_that_cannot_be_one_is_refused_before_anybody_logs_it() {
    for name in ["key", "clientKey"] {
        for (key, bytes) in [("", 0), ("a\nb", 3), ("a\0", 2), (&*"x".repeat(256), 256)] {
            let mut json = full();
            json[name] = json!(key);
            assert_eq!(
                problem(&json),
                format!("the {name} ({bytes} bytes) cannot be one")
            );
        }
        let mut json = full();
        json[name] = json!("x".repeat(255));
        assert!(installed(&json).is_ok());
    }
}

#[test]
fn a_member_that_occurs_twice_is_refused() {
    for twice in [
        r#"{"key":"a","clientKey":"one","eventType":"installed","clientKey":"two"}"#,
        r#"{"key":"a","clientKey":"one","eventType":"installed","\u0063lientKey":"two"}"#,
        r#"{"key":"a","clientKey":"one","eventType":"installed","eventType":"uninstalled"}"#,
        r#"{"key":"a","clientKey":"c","eventType":"installed","sharedSecret":"x","sharedSecret":"y"}"#,
    ] {
        assert!(
            matches!(
                Installed::parse(twice.as_bytes()),
                Err(Error::Payload { .. })
            ),
            "{twice}"
        );
    }
}

#[test]
fn another_event_is_refused() {
    let other = minimal("uninstalled").to_string();
    let wrong = |found: &str, expected| Error::WrongEvent {
        found: found.to_owned(),
        expected,
    };
    let refused = Installed::parse(other.as_bytes()).unwrap_err();
    assert_eq!(refused, wrong("uninstalled", "installed"));
    let refused = Uninstalled::parse(full().to_string().as_bytes()).unwrap_err();
    assert_eq!(refused, wrong("installed", "uninstalled"));
    let refused = installed(&minimal(&"é".repeat(200))).unwrap_err();
    assert_eq!(refused, wrong(&"é".repeat(80), "installed"));
}

#[test]
fn a_payload_that_is_too_long_is_refused_unread() {
    let limit = MAX_PAYLOAD;
    let mut body = full().to_string();
    body.push_str(&" ".repeat(limit - body.len()));
    assert!(Installed::parse(body.as_bytes()).is_ok());
    body.push(' ');
    let too_long = Error::TooLong {
        length: 65_537,
        limit,
    };
    assert_eq!(Installed::parse(body.as_bytes()).unwrap_err(), too_long);
    assert_eq!(
        Uninstalled::parse(&vec![b'{'; 65_537]).unwrap_err(),
        too_long
    );
}

#[test]
fn what_is_wrong_with_a_payload_is_said_without_quoting_it() {
    for (body, start) in [
        (&br#"{"sharedSecret":"hush""#[..], "it ends too early"),
        (br#"{"sharedSecret":"hush"]"#, "it is not JSON"),
        (
            br#"{"sharedSecret":["hush"],"key":"k","clientKey":"c","eventType":"installed"}"#,
            "a req",
        ),
        (b"\xff\xfe", "it is not JSON"),
        (b"", "it ends too early"),
    ] {
        let error = Installed::parse(body).unwrap_err();
        let Error::Payload { problem } = &error else {
            panic!("{error:?}");
        };
        assert!(problem.starts_with(start), "{problem}");
        assert!(!format!("{error} {error:?}").contains("hush"));
    }
}

#[test]
fn an_event_in_debug_output_holds_no_secret() {
    let debug = format!("{:?}", installed(&full()).unwrap());
    assert!(
        debug.contains(CLIENT) && !debug.contains("demo-secret"),
        "{debug}"
    );
}

#[test]
fn an_installation_is_trusted_on_evidence_alone() {
    use {
        Decision::{KeepUnverified, Refuse, Trust},
        Evidence::{NothingStored, SecretStored},
        Proof::{Invalid, Registration, Stored},
        Refusal::{InvalidToken, TokenMissing, UnsignedInstall},
    };
    let table = [
        // evidence, where unsigned first installs are refused, where they are allowed
        (NothingStored(Registration), Trust, Trust),
        (NothingStored(Stored), Refuse(InvalidToken), KeepUnverified),
        (NothingStored(Invalid), Refuse(InvalidToken), KeepUnverified),
        (
            NothingStored(Proof::None),
            Refuse(UnsignedInstall),
            KeepUnverified,
        ),
        (SecretStored(Registration), Trust, Trust),
        (SecretStored(Stored), Trust, Trust),
        (
            SecretStored(Invalid),
            Refuse(InvalidToken),
            Refuse(InvalidToken),
        ),
        (
            SecretStored(Proof::None),
            Refuse(TokenMissing),
            Refuse(TokenMissing),
        ),
    ];
    for (evidence, refused, allowed) in table {
        assert_eq!(
            decide(evidence, UnsignedInstalls::Refused),
            refused,
            "{evidence:?}"
        );
        assert_eq!(
            decide(evidence, UnsignedInstalls::Allowed),
            allowed,
            "{evidence:?}"
        );
    }
    assert_eq!(UnsignedInstalls::default(), UnsignedInstalls::Refused);
}
