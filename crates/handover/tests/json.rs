//! The text of the handover, which a server and an app of different versions exchange. Change an
//! expected text only where the change is meant for both sides.

#![allow(clippy::unwrap_used, reason = "tests")]

use sightline_handover::{Handover, Page, Repository, SessionGrant, SessionToken, Uuid, Writing};

const PULL_REQUEST: &str = concat!(
    r#"{"page":"pull-request","pull_request":7,"#,
    r#""repository":{"uuid":"{22222222-3333-4444-5555-666666666666}","full_name":"acme/api"},"#,
    r#""workspace":"acme","user":"{33333333-4444-5555-6666-777777777777}","host_url":"https://bitbucket.org","#,
    r#""session":"a.session.token","expires_in":900,"writing":"off","#,
    r#""first_call":"/2.0/repositories/acme/api/pullrequests/7"}"#,
);

const REPOSITORY: &str = concat!(
    r#"{"page":"repository","#,
    r#""repository":{"uuid":"{22222222-3333-4444-5555-666666666666}","full_name":"acme/api"},"#,
    r#""workspace":"acme","user":null,"host_url":"https://bitbucket.org","writing":"on"}"#,
);

const CONFIGURE: &str = concat!(
    r#"{"page":"configure","workspace":"{11111111-2222-3333-4444-555555555555}","#,
    r#""user":"{33333333-4444-5555-6666-777777777777}","host_url":"https://bitbucket.org","#,
    r#""session":"a.session.token","expires_in":900,"writing":"off"}"#,
);

/// JSON as `server/tests/suite/pages.rs` expects it from the server, with the token that it takes out.
const FROM_THE_SERVER: &str = r#"{
    "page": "pull-request", "workspace": "acme",
    "repository": {"uuid": "{22222222-3333-4444-5555-666666666666}", "full_name": "acme/api"},
    "pull_request": 7, "user": "{33333333-4444-5555-6666-777777777777}",
    "host_url": "https://bitbucket.org", "session": "a.session.token",
    "writing": "off", "expires_in": 900,
    "first_call": "/2.0/repositories/acme/api/pullrequests/7"
}"#;

fn grant() -> SessionGrant {
    SessionGrant {
        token: SessionToken::new("a.session.token"),
        expires_in: 900,
    }
}

fn api() -> Repository {
    Repository {
        uuid: Uuid::new("{22222222-3333-4444-5555-666666666666}"),
        full_name: "acme/api".to_owned(),
    }
}

fn pull_request() -> Handover {
    Handover {
        page: Page::PullRequest {
            id: 7,
            repository: api(),
        },
        workspace: "acme".to_owned(),
        user: Some(Uuid::new("{33333333-4444-5555-6666-777777777777}")),
        host_url: "https://bitbucket.org".to_owned(),
        session: Some(grant()),
        writing: Writing::Off,
        first_call: Some("/2.0/repositories/acme/api/pullrequests/7".to_owned()),
    }
}

fn configure() -> Handover {
    Handover {
        page: Page::Configure,
        workspace: "{11111111-2222-3333-4444-555555555555}".to_owned(),
        first_call: None,
        ..pull_request()
    }
}

fn repository() -> Handover {
    Handover {
        page: Page::Repository { repository: api() },
        user: None,
        session: None,
        writing: Writing::On,
        first_call: None,
        ..pull_request()
    }
}

fn error(json: &str) -> String {
    serde_json::from_str::<Handover>(json)
        .unwrap_err()
        .to_string()
}

#[test]
fn a_handover_is_written_as_this_text() {
    assert_eq!(
        serde_json::to_string(&pull_request()).unwrap(),
        PULL_REQUEST
    );
    assert_eq!(serde_json::to_string(&repository()).unwrap(), REPOSITORY);
    assert_eq!(serde_json::to_string(&configure()).unwrap(), CONFIGURE);
}

#[test]
fn a_granted_session_is_written_as_this_text() {
    let text = r#"{"session":"a.session.token","expires_in":900}"#;
    assert_eq!(serde_json::to_string(&grant()).unwrap(), text);
    assert_eq!(serde_json::from_str::<SessionGrant>(text).unwrap(), grant());
}

#[test]
fn every_handover_that_is_written_is_read_back() {
    let pages = [
        Page::Configure,
        Page::PullRequest {
            id: u32::MAX,
            repository: api(),
        },
        Page::Repository { repository: api() },
    ];
    for page in pages {
        for user in [None, Some(Uuid::new("{1}"))] {
            for session in [None, Some(grant())] {
                for writing in [Writing::Off, Writing::On] {
                    let handover = Handover {
                        page: page.clone(),
                        user: user.clone(),
                        session: session.clone(),
                        writing,
                        ..pull_request()
                    };
                    let json = serde_json::to_string(&handover).unwrap();
                    let read: Handover = serde_json::from_str(&json).unwrap();
                    assert_eq!(read, handover, "{json}");
                }
            }
        }
    }
}

#[test]
fn the_servers_json_is_read_whatever_the_order_of_its_members() {
    let read: Handover = serde_json::from_str(FROM_THE_SERVER).unwrap();
    assert_eq!(read, pull_request());
}

#[test]
fn unknown_members_are_ignored() {
    for (known, json) in [
        (configure(), CONFIGURE),
        (pull_request(), PULL_REQUEST),
        (repository(), REPOSITORY),
    ] {
        let newer = json
            .replacen('{', r#"{"theme":{"mode":"dark"},"#, 1)
            .replace(r#""full_name""#, r#""is_private":true,"full_name""#);
        assert_eq!(serde_json::from_str::<Handover>(&newer).unwrap(), known);
    }
}

#[test]
fn a_missing_member_is_named() {
    let whole: serde_json::Map<_, _> = serde_json::from_str(PULL_REQUEST).unwrap();
    let optional = |name: &&String| *name == "first_call";
    for name in whole.keys().filter(|name| !optional(name)) {
        let mut partial = whole.clone();
        partial.remove(name);
        let error = error(&serde_json::to_string(&partial).unwrap());
        assert!(
            error.contains(&format!("missing field `{name}`")),
            "without {name}: {error}"
        );
    }
    for name in ["uuid", "full_name"] {
        let renamed = PULL_REQUEST.replace(&format!(r#""{name}":"#), r#""other":"#);
        let error = error(&renamed);
        assert!(
            error.contains(&format!("missing field `{name}`")),
            "{error}"
        );
    }
}

#[test]
fn only_the_configure_page_needs_no_repository() {
    for page in ["pull-request", "repository"] {
        let json = CONFIGURE.replace(
            r#""page":"configure""#,
            &format!(r#""page":"{page}","pull_request":7"#),
        );
        let error = error(&json);
        assert!(error.contains("missing field `repository`"), "{error}");
    }
    let read: Handover = serde_json::from_str(CONFIGURE).unwrap();
    assert_eq!(read, configure());
}

#[test]
fn a_handover_may_come_without_a_first_call() {
    let first_call = r#","first_call":"/2.0/repositories/acme/api/pullrequests/7""#;
    let read: Handover = serde_json::from_str(&PULL_REQUEST.replace(first_call, "")).unwrap();
    let without = Handover {
        first_call: None,
        ..pull_request()
    };
    assert_eq!(read, without);
}

#[test]
fn values_of_the_wrong_kind_are_refused() {
    for (right, wrong) in [
        (r#""pull-request""#, r#""pipelines""#),
        (r#""pull_request":7"#, r#""pull_request":-7"#),
        (r#""pull_request":7"#, r#""pull_request":null"#),
        (r#""writing":"off""#, r#""writing":"sometimes""#),
        (r#""session":"a.session.token""#, r#""session":7"#),
        (r#""session":"a.session.token""#, r#""session":null"#),
        (r#""expires_in":900"#, r#""expires_in":"soon""#),
        (
            r#""host_url":"https://bitbucket.org""#,
            r#""host_url":null"#,
        ),
    ] {
        let json = PULL_REQUEST.replace(right, wrong);
        assert_ne!(json, PULL_REQUEST, "{right} is not in the text");
        error(&json);
    }
}

#[test]
fn a_session_is_not_printed() {
    let printed = format!("{:?}", pull_request());
    assert!(printed.contains("SessionToken([redacted])"), "{printed}");
    assert!(!printed.contains("a.session.token"), "{printed}");
}
