//! Merge checks of an app for Forge: what they run at, in whose name, and what the page shows.

use axum::http::StatusCode;
use serde_json::json;
use sightline_sandbox::{forge::ForgeApp, world::PullRequestState};

use crate::support::{REPOSITORY, TestBox, Who};

/// A function that says what it was told, and prints something else.
const FUNCTION: &str = "
    exports.check = async (event) => {
      const { trigger, mergeProperties, pullrequest } = event;
      console.log('to the log');
      const merges = mergeProperties ? mergeProperties.mergeStrategy : 'nothing';
      return { success: pullrequest.id === 4, message: `${trigger.type} ${merges} <b>` };
    };";

/// A box with an app whose check runs at these events.
fn test_box(function: &str, triggers: &[&str]) -> TestBox {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.cjs"), function).unwrap();
    let app = json!({
        "id": "ari:cloud:ecosystem::app/00000000-0000-4000-8000-000000000000",
        "name": "Widgets", "scopes": ["read:pullrequest:bitbucket"], "modules": [], "resources": {},
        "mergeChecks": [{ "key": "own", "name": "Widgets", "function": "one", "triggers": triggers }],
        "functions": { "one": { "file": "index.cjs", "name": "check" } },
    });
    std::fs::write(folder.path().join("app.json"), app.to_string()).unwrap();
    // It is as long-lived as the test's process.
    TestBox::with_forge(ForgeApp::read(&folder.keep(), "http://localhost:7993").unwrap())
}

const ALL: [&str; 3] = ["on-code-pushed", "on-reviewer-status-changed", "on-merge"];

fn page(pull: u32) -> String {
    format!("{REPOSITORY}/pull-requests/{pull}")
}

/// Presses a button on the page of a pull request, and gives the page that follows.
async fn press(test: &TestBox, pull: u32, fields: &str) -> String {
    let to = format!("{REPOSITORY}/pull-requests/checks/{pull}");
    submit(test, pull, &to, fields).await
}

async fn merge(test: &TestBox, pull: u32) -> String {
    submit(test, pull, &format!("{}/merge", page(pull)), "").await
}

async fn submit(test: &TestBox, pull: u32, to: &str, fields: &str) -> String {
    let answer = test.submit(Who::Admin, &page(pull), to, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    test.page(&page(pull)).await
}

fn outcomes(page: &str) -> Vec<(&str, &str)> {
    let listed = page.split("data-check=\"").skip(1);
    let pairs = listed.map(|rest| {
        let (name, rest) = rest.split_once("\" data-outcome=\"").unwrap();
        (name, rest.split('"').next().unwrap())
    });
    pairs.collect()
}

#[tokio::test]
async fn a_check_runs_only_where_an_admin_has_enabled_it() {
    let test = test_box(FUNCTION, &ALL);
    assert!(test.page(&page(3)).await.contains("not enabled"));
    assert!(outcomes(&press(&test, 3, "action=run").await).is_empty());
    let enabled = press(&test, 3, "action=enable&check=own").await;
    assert_eq!(outcomes(&enabled), [("Widgets", "not run yet")]);
    let run = press(&test, 3, "action=run").await;
    assert_eq!(outcomes(&run), [("Widgets", "failed")]);
    let to = format!("{REPOSITORY}/pull-requests/checks/3");
    let disable = "action=disable&check=own";
    let refused = test.submit(Who::Member, &page(3), &to, disable).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let disabled = press(&test, 3, "action=disable&check=own").await;
    assert!(outcomes(&disabled).is_empty());
}

#[tokio::test]
async fn each_event_reaches_the_function_as_bitbucket_writes_it() {
    let test = test_box(FUNCTION, &ALL);
    press(&test, 3, "action=enable&check=own").await;
    for (action, message) in [
        ("run", "on-code-pushed nothing &lt;b&gt;"),
        ("approve", "on-reviewer-status-changed nothing &lt;b&gt;"),
    ] {
        let page = press(&test, 6, &format!("action={action}")).await;
        assert!(page.contains(message), "{message}: {page}");
    }
    let page = merge(&test, 6).await;
    assert!(page.contains("on-merge merge_commit &lt;b&gt;"), "{page}");
    assert!(page.contains("Unapprove"));
}

#[tokio::test]
async fn a_merge_waits_for_a_check_that_passes() {
    let test = test_box(FUNCTION, &ALL);
    press(&test, 3, "action=enable&check=own").await;
    let stopped = merge(&test, 6).await;
    assert_eq!(
        outcomes(&stopped),
        [("Widgets", "not run yet"), ("Widgets on merge", "failed")]
    );
    let state = |id| test.sandbox.world().pull_request(id).unwrap().state;
    assert_eq!(state(6), PullRequestState::Open);
    merge(&test, 4).await;
    assert_eq!(state(4), PullRequestState::Merged);
}

#[tokio::test]
async fn a_check_does_not_run_at_events_that_its_manifest_does_not_name() {
    let test = test_box(FUNCTION, &["on-merge"]);
    press(&test, 3, "action=enable&check=own").await;
    let approved = press(&test, 3, "action=approve").await;
    assert_eq!(outcomes(&approved), [("Widgets", "not run yet")]);
}

#[tokio::test]
async fn a_function_that_throws_or_gives_something_else_fails_the_check() {
    for (function, words) in [
        (
            "exports.check = async () => { throw new Error('broken'); };",
            "Error: broken",
        ),
        ("exports.check = () => 'fine';", "gave no result of a check"),
        ("exports.other = 1;", "the function failed"),
    ] {
        let test = test_box(function, &ALL);
        press(&test, 3, "action=enable&check=own").await;
        let page = press(&test, 3, "action=run").await;
        assert_eq!(outcomes(&page), [("Widgets", "failed")]);
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn calls_are_for_bitbucket_in_the_name_of_the_app_alone() {
    let function = "
        const tried = async (target) => {
          try { await __forge_fetch__(target, '/2.0/user'); } catch (error) { return error.message; }
        };
        exports.check = async () => {
          const user = await tried({ type: 'fpp', provider: 'user', remote: 'bitbucket' });
          const other = await tried({ type: 'fpp', provider: 'app', remote: 'jira' });
          return { success: false, message: `${user}; ${other}` };
        };";
    let test = test_box(function, &ALL);
    press(&test, 3, "action=enable&check=own").await;
    let page = press(&test, 3, "action=run").await;
    let refusal = "not a call of Bitbucket in the name of the app: fpp";
    assert!(
        page.contains(&format!("{refusal} user bitbucket")),
        "{page}"
    );
    assert!(page.contains(&format!("{refusal} app jira")), "{page}");
}

#[tokio::test]
async fn without_checks_there_is_no_section() {
    let test = TestBox::new();
    assert!(!test.page(&page(3)).await.contains("Merge checks"));
}
