//! Pull requests and what belongs to them.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{REPOSITORY, TestBox, pluck};

fn path(rest: &str) -> String {
    format!("{REPOSITORY}/pullrequests/{rest}")
}

#[tokio::test]
async fn a_merged_one_says_between_which_commits_and_by_whom() {
    let test = TestBox::new();
    let pull = test.json(&path("1")).await;
    assert_eq!(pull["state"], "MERGED");
    for (side, commit) in [
        ("/source/commit/hash", &test.commits.one),
        ("/destination/commit/hash", &test.commits.before_one),
        ("/merge_commit/hash", &test.commits.merge_one),
    ] {
        assert_eq!(pull.pointer(side).unwrap(), &commit[..12], "{side}");
    }
    assert_eq!(pull["closed_by"]["nickname"], "bo");
    let votes: Vec<_> = pull["participants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|who| json!([who["user"]["nickname"], who["role"], who["state"]]))
        .collect();
    assert_eq!(
        votes,
        [
            json!(["bo", "REVIEWER", "approved"]),
            json!(["cy", "REVIEWER", null])
        ]
    );
}

#[tokio::test]
async fn the_last_vote_of_a_person_counts() {
    let test = TestBox::new();
    let pull = test.json(&path("3")).await;
    let votes: Vec<_> = pull["participants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|who| json!([who["user"]["nickname"], who["approved"], who["state"]]))
        .collect();
    assert_eq!(
        votes,
        [
            json!(["bo", false, "changes_requested"]),
            json!(["cy", false, null]),
            json!(["robot", false, null]),
            json!(["ann", false, null]),
        ]
    );
    assert_eq!(pull["draft"], true);
    assert_eq!(pull["task_count"], 2);
    assert_eq!(pull["comment_count"], 3);
}

#[tokio::test]
async fn activity_is_told_newest_first() {
    let test = TestBox::new();
    let values = test.walk(&path("3/activity?pagelen=3")).await;
    let kinds: Vec<Value> = values
        .iter()
        .map(|value| {
            let mut names = value.as_object().unwrap().keys();
            json!(names.find(|name| *name != "pull_request").unwrap())
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "comment",
            "comment",
            "comment",
            "update",
            "changes_requested",
            "update",
            "approval",
            "update"
        ]
    );
}

#[tokio::test]
async fn the_activity_of_all_pull_requests_is_that_of_each_in_one_list() {
    let test = TestBox::new();
    let all = test.walk(&path("activity?pagelen=3")).await;
    let of = |id: u64| {
        let of = all.iter().filter(|one| one["pull_request"]["id"] == id);
        of.cloned().collect::<Vec<Value>>()
    };
    let mut told = 0;
    for id in [1, 2, 3] {
        let own = test.walk(&path(&format!("{id}/activity"))).await;
        assert_eq!(of(id), own);
        told += own.len();
    }
    assert!(told > 8, "{told}");
}

#[tokio::test]
async fn comments_have_places_answers_and_resolutions() {
    let test = TestBox::new();
    let values = test.walk(&path("3/comments")).await;
    assert_eq!(
        values[0]["inline"],
        json!({ "path": "src/lib.rs", "to": 3 })
    );
    assert_eq!(values[0]["resolution"]["user"]["nickname"], "ann");
    assert_eq!(values[1]["parent"]["id"], 1);
    assert_eq!(
        values[2]["content"]["html"],
        "<p>Is &lt;this&gt; right?</p>"
    );
    let one = test.json(&path("3/comments/2")).await;
    assert_eq!(one, values[1]);
}

#[tokio::test]
async fn tasks_and_statuses_are_listed_oldest_first() {
    let test = TestBox::new();
    let tasks = test.walk(&path("3/tasks")).await;
    assert_eq!(
        pluck(&tasks, "/state"),
        ["RESOLVED", "UNRESOLVED", "UNRESOLVED"]
    );
    let statuses = test.walk(&path("3/statuses")).await;
    assert_eq!(pluck(&statuses, "/state"), ["SUCCESSFUL", "FAILED"]);
    let of_commit = format!("{REPOSITORY}/commit/{}/statuses", test.commits.clash);
    assert_eq!(test.walk(&of_commit).await, statuses);
}

#[tokio::test]
async fn redirects_keep_the_question_and_add_their_own() {
    let test = TestBox::new();
    let (source, destination) = (&test.commits.clash[..12], &test.commits.main[..12]);
    for (from, to) in [
        ("diffstat", "diffstat"),
        ("diff", "diff"),
        ("conflicts", "file-conflicts"),
    ] {
        let answer = test
            .get(&path(&format!("3/{from}?pagelen=2&topic=false")))
            .await;
        assert_eq!(
            answer.location(),
            format!(
                "{REPOSITORY}/{to}/acme/widgets:{source}%0D{destination}\
                 ?pagelen=2&from_pullrequest_id=3&topic=true"
            ),
        );
    }
}

#[tokio::test]
async fn numbers_that_are_none_are_not_found() {
    let test = TestBox::new();
    for rest in ["63", "0", "x", "-1", "99999999999999999999", "3/comments/9"] {
        let answer = test.get(&path(rest)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{rest}");
    }
}

#[tokio::test]
async fn default_reviewers_are_people() {
    let test = TestBox::new();
    let people = test.walk(&format!("{REPOSITORY}/default-reviewers")).await;
    assert_eq!(pluck(&people, "/nickname"), ["bo", "cy"]);
    let people = test
        .walk(&format!("{REPOSITORY}/effective-default-reviewers"))
        .await;
    assert_eq!(pluck(&people, "/user/nickname"), ["bo", "cy"]);
    assert_eq!(
        pluck(&people, "/reviewer_type"),
        ["repository", "repository"]
    );
}
