//! Configure page without a browser: how it is opened, what is known of the installation, and its words.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use bitbucket_cloud::Timestamp;
use serde_json::{Value, json};
use sightline_app::{
    context::Opening,
    model::{
        installation::{Attempt, AttemptState, KnownFacts},
        server_error::ServerError,
    },
    text::{Way, configure as words},
};
use sightline_handover::{
    FailedReport, InstallationFacts, ReportFacts, ReportKey, ScopeFact, ScopeState, Uuid, Writing,
};

fn facts(version: &str) -> InstallationFacts {
    InstallationFacts {
        principal: Some("Acme".to_owned()),
        client_key: "acme-key".to_owned(),
        version: version.to_owned(),
        scopes: Vec::new(),
        writing: Writing::Off,
        reports: None,
        what_leaves: "Nothing.".to_owned(),
        connect_days_left: Some(63),
        forge_link: None,
    }
}

fn refused(status: u16, words: &str) -> ServerError {
    ServerError::Refused {
        status,
        words: words.to_owned(),
    }
}

fn failed(id: u32) -> FailedReport {
    FailedReport {
        key: ReportKey {
            repository: Uuid::new("{2}"),
            pull_request: id,
        },
        full_name: "acme/api".to_owned(),
        reason: "the API answered 403".to_owned(),
        at: 1_772_366_400,
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(seconds)
}

fn opened(changes: Value) -> Result<Opening, String> {
    let mut page = json!({
        "page": "configure", "workspace": "{1}", "user": "{3}", "writing": "off",
        "host_url": "https://bitbucket.example", "session": "secret", "expires_in": 900,
    });
    let Value::Object(changes) = changes else {
        panic!("an object")
    };
    page.as_object_mut().unwrap().extend(changes);
    page.as_object_mut()
        .unwrap()
        .retain(|_, value| *value != json!("absent"));
    Opening::from_json(&page.to_string()).map_err(|error| error.to_string())
}

#[test]
fn the_configure_page_is_opened_with_its_session_and_no_repository() {
    let Opening::Configure(context) = opened(json!({})).unwrap() else {
        panic!("the configure page")
    };
    assert_eq!(context.session.expose(), "secret");
    assert_eq!(
        context.pull_request_page("acme/api", 7),
        "https://bitbucket.example/acme/api/pull-requests/7"
    );
    let without = json!({ "session": "absent", "expires_in": "absent" });
    assert_eq!(opened(without).unwrap_err(), "missing field `session`");
}

#[test]
fn a_page_of_a_repository_is_opened_as_one() {
    let page = |name| {
        opened(json!({
            "page": "pull-request", "pull_request": 7,
            "repository": { "uuid": "{2}", "full_name": name },
        }))
    };
    let Opening::Repository(context) = page("acme/api").unwrap() else {
        panic!("a page of a repository")
    };
    assert_eq!(
        context.host_page(),
        "https://bitbucket.example/acme/api/pull-requests/7"
    );
    assert_eq!(page("acme").unwrap_err(), "no repository is called `acme`");
}

#[test]
fn facts_stay_when_a_later_reading_fails_and_their_age_says_why() {
    let mut known = KnownFacts::default();
    assert_eq!((known.loaded(), known.freshness()), (None, None));
    let first = known.begin();
    known.take(first, Ok(facts("1")), at(100));
    assert_eq!(known.loaded(), Some(Ok(())));
    let second = known.begin();
    let failure = ServerError::Timeout { seconds: 30 };
    known.take(second, Err(failure.clone()), at(200));
    assert_eq!(known.loaded(), Some(Ok(())));
    assert_eq!(known.facts().unwrap().version, "1");
    let freshness = known.freshness().unwrap();
    assert_eq!(
        (freshness.read_at, freshness.failure),
        (at(100), Some(failure))
    );
    let third = known.begin();
    known.take(third, Ok(facts("2")), at(300));
    let freshness = known.freshness().unwrap();
    assert_eq!((freshness.read_at, freshness.failure), (at(300), None));
    assert_eq!(known.facts().unwrap().version, "2");
}

#[test]
fn without_facts_a_failure_is_shown_until_it_is_tried_again() {
    let mut known = KnownFacts::default();
    let failure = refused(503, "");
    let reading = known.begin();
    known.take(reading, Err(failure.clone()), at(100));
    assert_eq!(known.loaded(), Some(Err(failure)));
    assert_eq!(known.freshness(), None);
    known.forget_failure();
    assert_eq!(known.loaded(), None);
}

#[test]
fn an_older_answer_that_comes_later_changes_nothing() {
    let mut known = KnownFacts::default();
    let (first, second) = (known.begin(), known.begin());
    known.take(second, Ok(facts("new")), at(100));
    known.take(first, Ok(facts("old")), at(200));
    assert_eq!(known.facts().unwrap().version, "new");
    assert_eq!(known.freshness().unwrap().read_at, at(100));
}

#[test]
fn nothing_is_read_any_more_once_the_session_has_ended() {
    for (error, is_over) in [
        (refused(401, "The session of this page has ended"), true),
        (refused(403, ""), false),
        (refused(503, ""), false),
        (ServerError::Timeout { seconds: 30 }, false),
    ] {
        let mut known = KnownFacts::default();
        let reading = known.begin();
        known.take(reading, Err(error.clone()), at(100));
        assert_eq!(known.is_over(), is_over, "{error}");
    }
}

#[test]
fn refusals_are_told_in_the_words_of_the_server_with_a_way_on() {
    let problem = words::problem(&refused(401, "The session of this page has ended"));
    assert_eq!(problem.title, "The session of this page has ended");
    assert_eq!(problem.way, Way::Reload);
    let problem = words::problem(&refused(429, "Too many requests"));
    assert_eq!(problem.title, "Too many requests");
    assert_eq!(problem.way, Way::Again);
    let problem = words::problem(&refused(502, ""));
    assert_eq!(problem.title, "Sightline’s server refused");
    assert_eq!(problem.way, Way::Again);
    let reason = "missing field `scopes`".to_owned();
    assert_eq!(
        words::problem(&ServerError::Decode { reason }).way,
        Way::Reload
    );
}

#[test]
fn scopes_are_summed_up_by_what_an_admin_can_do() {
    let scopes = |states: &[ScopeState]| {
        let scope = |state: &ScopeState| ScopeFact {
            name: "account".to_owned(),
            state: *state,
        };
        words::scopes(&states.iter().map(scope).collect::<Vec<_>>())
    };
    let (granted, missing, unknown) = (
        ScopeState::Granted,
        ScopeState::Missing,
        ScopeState::Unknown,
    );
    let all = scopes(&[granted, granted]);
    assert_eq!(all, "Bitbucket grants all that Sightline needs.");
    let one = scopes(&[granted, missing, unknown]);
    assert!(one.starts_with("Bitbucket refuses 1 scope of those that Sightline needs."));
    let unsaid = scopes(&[unknown, granted, unknown]);
    assert!(unsaid.starts_with("Bitbucket did not say whether it grants 2 scopes."));
}

#[test]
fn the_scopes_of_the_descriptor_are_explained() {
    for scope in ["account", "repository", "pullrequest", "pullrequest:write"] {
        assert!(words::scope_use(scope).starts_with("to "), "{scope}");
    }
    assert_eq!(words::scope_use("wiki"), "");
}

#[test]
fn the_end_of_connect_is_counted_down() {
    let left = |days| words::lifetime(days);
    assert!(left(Some(63)).contains("on 31 January 2027, in 63 days."));
    assert!(left(Some(1)).ends_with("31 January 2027, tomorrow."));
    assert!(left(Some(0)).ends_with("ends today, on 31 January 2027."));
    assert!(left(None).ends_with("ended on 31 January 2027."));
}

#[test]
fn a_full_list_of_failures_says_that_there_may_be_more() {
    let failures = |count| {
        let failures = (0..count).map(failed).collect();
        words::failures(&ReportFacts {
            failures,
            ..ReportFacts::default()
        })
    };
    assert_eq!(failures(0), None);
    assert!(failures(19).unwrap().starts_with("The next change"));
    assert!(failures(20).unwrap().starts_with("These are the last 20."));
}

#[test]
fn another_attempt_says_what_came_of_it() {
    let said = |state| {
        words::attempt(&Attempt {
            report: failed(7),
            state,
        })
    };
    assert_eq!(said(AttemptState::Sent), "Asking for acme/api #7…");
    assert_eq!(said(AttemptState::Queued), "acme/api #7 is tried again.");
    let gone = refused(404, "No report of this pull request was given up");
    assert_eq!(
        said(AttemptState::Failed(gone)),
        "acme/api #7 is not tried again. No report of this pull request was given up. It may have \
         been tried again already."
    );
}

#[test]
fn only_a_request_without_an_answer_keeps_another_from_being_made() {
    let attempt = |state| Attempt {
        report: failed(7),
        state,
    };
    assert!(attempt(AttemptState::Sent).is_sent(&failed(7).key));
    assert!(!attempt(AttemptState::Sent).is_sent(&failed(8).key));
    assert!(!attempt(AttemptState::Queued).is_sent(&failed(7).key));
}
