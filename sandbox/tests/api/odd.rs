//! Names that do not exist, and names that look like something else to git.

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{REPOSITORY, TestBox};

#[tokio::test]
async fn what_is_not_there_is_a_404_and_never_an_option_of_git() {
    let test = TestBox::new();
    let zeros = "0".repeat(40);
    for path in [
        format!("commit/{zeros}"),
        "commit/--all".to_owned(),
        "commit/main~1".to_owned(),
        "commit/main%0Amain".to_owned(),
        "commits/--output=x".to_owned(),
        "commits/main?exclude=--all".to_owned(),
        "diffstat/main..-n1".to_owned(),
        "diff/--no-index".to_owned(),
        "diff/other/place:main..main".to_owned(),
        "merge-base/main..nowhere".to_owned(),
        "src/nowhere/README.md".to_owned(),
        "src/main/nowhere".to_owned(),
        "src/main/README.md/inside".to_owned(),
        "src/main/docs/../README.md".to_owned(),
        "src/main/docs/%2E%2E/README.md".to_owned(),
        "filehistory/main/nowhere".to_owned(),
        "filehistory/main/%2Fetc/..".to_owned(),
        "src/main/a%00b".to_owned(),
        "commits?path=../x".to_owned(),
        "commits/main?path=a%00b".to_owned(),
        "diffstat/clash..main?path=..".to_owned(),
        "refs/branches/nowhere".to_owned(),
        "file-conflicts/main..nowhere".to_owned(),
    ] {
        let answer = test.get(&format!("{REPOSITORY}/{path}")).await;
        assert_eq!(
            answer.status,
            StatusCode::NOT_FOUND,
            "{path}: {}",
            answer.text()
        );
        assert!(!answer.message().is_empty());
    }
}

#[tokio::test]
async fn odd_paths_are_taken_literally() {
    let test = TestBox::new();
    for path in [
        "commits?path=:(exclude)src",
        "commits?path=*",
        "diffstat/clash..main?path=-p",
        "diffstat/clash..main?path=:/src",
    ] {
        let values = test.walk(&format!("{REPOSITORY}/{path}")).await;
        assert_eq!(values, Vec::<Value>::new(), "{path}");
    }
    for path in ["/src/", "src", ""] {
        let all = test
            .walk(&format!("{REPOSITORY}/diffstat/clash..main?path={path}"))
            .await;
        assert_eq!(all.len(), 1, "{path}");
    }
    let far = format!("{REPOSITORY}/diff/clash..main?context=99999999999999");
    assert_eq!(test.get(&far).await.status, StatusCode::OK);
}
