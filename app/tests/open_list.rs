//! The order of the list of pull requests.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::PullRequest;
use serde_json::json;
use sightline_app::model::open_list::last_active_first;

fn pull(id: u32, updated_on: &str) -> PullRequest {
    let pull = json!({
        "id": id,
        "state": "OPEN",
        "updated_on": updated_on,
        "created_on": "2026-01-01T00:00:00Z",
    });
    serde_json::from_value(pull).unwrap()
}

fn order(pulls: Vec<PullRequest>) -> Vec<(u32, String)> {
    let pulls = last_active_first(pulls, |pull| pull);
    let brief = |pull: PullRequest| (pull.id, pull.updated_on.to_string());
    pulls.into_iter().map(brief).collect()
}

#[test]
fn the_newest_activity_comes_first_and_equal_ones_by_number() {
    let old = "2026-06-01T00:00:00Z";
    let new = "2026-07-01T00:00:00Z";
    let pulls = vec![pull(3, old), pull(1, new), pull(5, old)];
    let expected = [(1, new), (5, old), (3, old)];
    assert_eq!(
        order(pulls),
        expected.map(|(id, time)| (id, time.to_owned()))
    );
}

#[test]
fn one_that_was_read_twice_stays_with_its_newer_state() {
    let pulls = vec![
        pull(1, "2026-06-01T00:00:00Z"),
        pull(2, "2026-06-15T00:00:00Z"),
        pull(1, "2026-07-01T00:00:00Z"),
    ];
    let expected = [(1, "2026-07-01T00:00:00Z"), (2, "2026-06-15T00:00:00Z")];
    assert_eq!(
        order(pulls),
        expected.map(|(id, time)| (id, time.to_owned()))
    );
}
