//! Differences, compared with those that git finds.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{REPOSITORY, TestBox, lines, pluck};

/// `git diff --numstat`, as added, removed and new path; binary files count as 0.
fn numstat(text: &str) -> Vec<Value> {
    text.split_terminator('\n')
        .map(|line| {
            let mut words = line.splitn(3, '\t');
            let mut number = || words.next().unwrap().parse::<u64>().unwrap_or(0);
            json!([number(), number(), words.next().unwrap()])
        })
        .collect()
}

fn counted(values: &[Value]) -> Vec<Value> {
    values
        .iter()
        .map(|value| {
            let side = if value["new"].is_null() { "old" } else { "new" };
            json!([
                value["lines_added"],
                value["lines_removed"],
                value[side]["path"]
            ])
        })
        .collect()
}

#[tokio::test]
async fn a_topic_diffstat_is_gits_three_dot_diff() {
    let test = TestBox::new();
    let (source, destination) = (&test.commits.moves, &test.commits.main);
    let values = test
        .walk(&format!(
            "{REPOSITORY}/diffstat/{source}..{destination}?topic=true"
        ))
        .await;
    let range = format!("{destination}...{source}");
    let renamed = test.git(&["diff", "--numstat", "--no-renames", &range]);
    let mut expected = numstat(&renamed);
    // Without renames git tells both halves of one.
    expected.retain(|line| line[2] != "src/old name.rs" && line[2] != "src/new name.rs");
    let mut found = counted(&values);
    found.retain(|line| line[2] != "src/new name.rs");
    assert_eq!(found, expected);
    let statuses: Vec<_> = values
        .iter()
        .map(|value| json!([value["status"], value["old"]["path"], value["new"]["path"]]))
        .collect();
    assert_eq!(
        statuses,
        [
            json!(["removed", "docs/guide.md", null]),
            json!(["modified", "logo.png", "logo.png"]),
            json!(["added", null, "src/added.rs"]),
            json!(["renamed", "src/old name.rs", "src/new name.rs"]),
        ]
    );
    assert_eq!(values[1]["new"]["attributes"], "binary");
    let base = test.git(&["merge-base", destination, source]);
    let old = values[3]["old"]["links"]["self"]["href"].as_str().unwrap();
    assert!(
        old.ends_with(&format!("/src/{base}/src/old%20name.rs")),
        "{old}"
    );
}

#[tokio::test]
async fn a_plain_diffstat_compares_the_two_states() {
    let test = TestBox::new();
    let (source, destination) = (&test.commits.one, &test.commits.main);
    for (query, range) in [
        ("topic=false", format!("{destination}..{source}")),
        ("merge=false", format!("{destination}..{source}")),
        ("", format!("{destination}...{source}")),
    ] {
        let path = format!("{REPOSITORY}/diffstat/{source}..{destination}?{query}");
        let values = test.walk(&path).await;
        let expected = numstat(&test.git(&["diff", "--numstat", &range]));
        assert_eq!(counted(&values), expected, "{query}");
    }
    let both = format!("{REPOSITORY}/diffstat/{source}..{destination}?topic=1&merge=1");
    assert_eq!(test.get(&both).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_single_commit_is_compared_with_its_first_parent() {
    let test = TestBox::new();
    for commit in [
        &test.commits.merge_one,
        &test.commits.moves,
        &test.commits.root,
    ] {
        let values = test
            .walk(&format!(
                "{REPOSITORY}/diffstat/{commit}?renames=false&pagelen=2"
            ))
            .await;
        let expected = test.git(&[
            "-c",
            "core.quotepath=off",
            "log",
            "-1",
            "-m",
            "--first-parent",
            "--no-renames",
            "--numstat",
            "--format=",
            commit,
        ]);
        assert_eq!(counted(&values), numstat(&expected));
    }
}

#[tokio::test]
async fn diffs_can_be_narrowed_to_paths_and_blind_to_white_space() {
    let test = TestBox::new();
    let spec = format!("{}..{}", test.commits.moves, test.commits.root);
    let values = test
        .walk(&format!(
            "{REPOSITORY}/diffstat/{spec}?path=src%2Fadded.rs&path=docs"
        ))
        .await;
    assert_eq!(
        pluck(&values, "/status"),
        ["removed", "added", "added"],
        "{values:?}"
    );
    let range = format!("{}..{}", test.commits.before_one, test.commits.one);
    let blind = test.git(&["diff", "-w", "-U1", "--no-renames", &range]);
    let spec = format!("{}..{}", test.commits.one, test.commits.before_one);
    let answer = test
        .get(&format!(
            "{REPOSITORY}/diff/{spec}?ignore_whitespace=true&context=1&renames=false"
        ))
        .await;
    assert_eq!(answer.text().trim_end(), blind);
}

#[tokio::test]
async fn a_diff_is_gits_own_text() {
    let test = TestBox::new();
    let (source, destination) = (&test.commits.moves, &test.commits.main);
    let answer = test
        .get(&format!("{REPOSITORY}/diff/{source}..{destination}"))
        .await;
    let expected = test.git(&["diff", "-M", &format!("{destination}...{source}")]);
    assert_eq!(answer.header("content-type"), "text/plain");
    assert_eq!(answer.text().trim_end(), expected);
}

#[tokio::test]
async fn redirects_of_a_pull_request_lead_to_its_own_changes() {
    let test = TestBox::new();
    let redirect = test
        .get(&format!("{REPOSITORY}/pullrequests/4/diffstat"))
        .await;
    let values = test.walk(&redirect.location()).await;
    let range = format!("{}...{}", test.commits.main, test.commits.moves);
    let shown = test.git(&["diff", "--name-only", "-M", &range]);
    assert_eq!(values.len(), lines(&shown).len());
    let redirect = test.get(&format!("{REPOSITORY}/pullrequests/4/diff")).await;
    let text = test.get(&redirect.location()).await.text();
    assert_eq!(text.trim_end(), test.git(&["diff", "-M", &range]));
    let redirect = test
        .get(&format!("{REPOSITORY}/pullrequests/3/conflicts"))
        .await;
    let values = test.walk(&redirect.location()).await;
    assert_eq!(pluck(&values, "/path"), ["src/lib.rs"]);
    assert_eq!(pluck(&values, "/scenario"), ["content"]);
}
