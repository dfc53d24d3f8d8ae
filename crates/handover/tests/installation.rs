//! The text of what the server tells admins. Change an expected text only where the change is meant
//! for both sides.

#![allow(clippy::unwrap_used, reason = "tests")]

use sightline_handover::{
    FailedReport, InstallationFacts, ReportFacts, ReportKey, ScopeFact, ScopeState, Uuid, Writing,
};

const FACTS: &str = concat!(
    r#"{"principal":"Acme","client_key":"ari:cloud:bitbucket::app/1/sightline","version":"1.2.3","#,
    r#""scopes":[{"name":"account","state":"granted"},{"name":"repository","state":"missing"},"#,
    r#"{"name":"pullrequest","state":"unknown"}],"writing":"off","reports":{"heard_at":1772366400,"#,
    r#""waiting":1,"running":2,"done":3,"dead":4,"failures":[{"key":{"repository":"#,
    r#""{22222222-3333-4444-5555-666666666666}","pull_request":7},"full_name":"acme/api","#,
    r#""reason":"it answered 403","at":1772366399}]},"what_leaves":"Nothing.","#,
    r#""connect_days_left":64,"forge_link":"https://forge.example"}"#,
);

/// JSON without all that may be missing.
const LEAST: &str = concat!(
    r#"{"principal":null,"client_key":"a","version":"1.2.3","scopes":[],"writing":"on","#,
    r#""reports":null,"what_leaves":"","connect_days_left":null,"forge_link":null}"#,
);

fn key() -> ReportKey {
    ReportKey {
        repository: Uuid::new("{22222222-3333-4444-5555-666666666666}"),
        pull_request: 7,
    }
}

fn facts() -> InstallationFacts {
    let scope = |name: &str, state| ScopeFact {
        name: name.to_owned(),
        state,
    };
    InstallationFacts {
        principal: Some("Acme".to_owned()),
        client_key: "ari:cloud:bitbucket::app/1/sightline".to_owned(),
        version: "1.2.3".to_owned(),
        scopes: vec![
            scope("account", ScopeState::Granted),
            scope("repository", ScopeState::Missing),
            scope("pullrequest", ScopeState::Unknown),
        ],
        writing: Writing::Off,
        reports: Some(ReportFacts {
            heard_at: Some(1_772_366_400),
            waiting: 1,
            running: 2,
            done: 3,
            dead: 4,
            failures: vec![FailedReport {
                key: key(),
                full_name: "acme/api".to_owned(),
                reason: "it answered 403".to_owned(),
                at: 1_772_366_399,
            }],
        }),
        what_leaves: "Nothing.".to_owned(),
        connect_days_left: Some(64),
        forge_link: Some("https://forge.example".to_owned()),
    }
}

fn least() -> InstallationFacts {
    InstallationFacts {
        principal: None,
        client_key: "a".to_owned(),
        version: "1.2.3".to_owned(),
        scopes: Vec::new(),
        writing: Writing::On,
        reports: None,
        what_leaves: String::new(),
        connect_days_left: None,
        forge_link: None,
    }
}

#[test]
fn facts_are_written_as_this_text_and_read_back() {
    for (facts, text) in [(facts(), FACTS), (least(), LEAST)] {
        assert_eq!(serde_json::to_string(&facts).unwrap(), text);
        let read: InstallationFacts = serde_json::from_str(text).unwrap();
        assert_eq!(read, facts);
    }
}

#[test]
fn facts_of_a_newer_server_are_read() {
    let newer = FACTS.replacen('{', r#"{"region":"eu","#, 1);
    let read: InstallationFacts = serde_json::from_str(&newer).unwrap();
    assert_eq!(read, facts());
}

#[test]
fn a_report_is_named_by_repository_and_number() {
    let text = r#"{"repository":"{22222222-3333-4444-5555-666666666666}","pull_request":7}"#;
    assert_eq!(serde_json::to_string(&key()).unwrap(), text);
    assert_eq!(serde_json::from_str::<ReportKey>(text).unwrap(), key());
    let negative = text.replace(":7", ":-7");
    assert!(serde_json::from_str::<ReportKey>(&negative).is_err());
}
