//! Partial answers.

use serde_json::json;

use crate::support::{REPOSITORY, TestBox};

#[tokio::test]
async fn a_list_of_pull_requests_leaves_reviewers_out_unless_asked() {
    let test = TestBox::new();
    let list = format!("{REPOSITORY}/pullrequests?pagelen=1");
    let usual = test.json(&list).await;
    assert_eq!(usual["values"][0].get("reviewers"), None);
    assert_eq!(usual["values"][0].get("participants"), None);
    let more = test
        .json(&format!(
            "{list}&fields=%2Bvalues.reviewers,%2Bvalues.participants"
        ))
        .await;
    assert_eq!(more["values"][0]["reviewers"][0]["nickname"], "bo");
    assert_eq!(more["values"][0]["participants"][1]["role"], "REVIEWER");
    assert_eq!(more["values"][0]["id"], usual["values"][0]["id"]);
    let single = test.json(&format!("{REPOSITORY}/pullrequests/3")).await;
    assert_eq!(single["reviewers"][1]["nickname"], "cy");
}

#[tokio::test]
async fn named_fields_stand_alone_in_every_list() {
    let test = TestBox::new();
    for (path, expected) in [
        (
            "/pullrequests?pagelen=1&fields=values.id,size",
            json!({ "size": 60, "values": [{ "id": 62 }] }),
        ),
        (
            "/commits/main?pagelen=1&fields=values.parents.type",
            json!({ "values": [{ "parents": [{ "type": "commit" }] }] }),
        ),
        (
            "/diffstat/clash..main?fields=values.status,values.new.path",
            json!({ "values": [{ "status": "modified", "new": { "path": "src/lib.rs" } }] }),
        ),
        (
            "/refs/branches/clash?fields=name",
            json!({ "name": "clash" }),
        ),
        ("?fields=slug", json!({ "slug": "widgets" })),
    ] {
        let body = test.json(&format!("{REPOSITORY}{path}")).await;
        assert_eq!(body, expected, "{path}");
    }
}

#[tokio::test]
async fn removed_fields_are_gone() {
    let test = TestBox::new();
    let body = test
        .json(&format!("{REPOSITORY}/commit/main?fields=-links,-author"))
        .await;
    assert_eq!(body.get("links"), None);
    assert_eq!(body.get("author"), None);
    assert_eq!(body["hash"], test.commits.main.as_str());
}
