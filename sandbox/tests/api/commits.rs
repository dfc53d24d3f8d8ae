//! Commits and branches, compared with what git says.

use axum::http::StatusCode;

use crate::support::{REPOSITORY, TestBox, lines, pluck};

#[tokio::test]
async fn walks_are_gits_log_page_by_page() {
    let test = TestBox::new();
    let (one, main) = (&test.commits.one, &test.commits.main);
    for (path, log) in [
        ("commits".to_owned(), vec!["--all"]),
        ("commits/main?pagelen=2".to_owned(), vec!["main"]),
        (
            "commits/feature/moves".to_owned(),
            vec!["refs/heads/feature/moves"],
        ),
        (
            format!("commits/?include={main}&exclude={one}&pagelen=1"),
            vec![main, "--not", one],
        ),
        (
            "commits/clash?include=main&path=src/lib.rs&pagelen=1".to_owned(),
            vec!["clash", "main", "--", "src/lib.rs"],
        ),
    ] {
        let values = test.walk(&format!("{REPOSITORY}/{path}")).await;
        let arguments = [vec!["log", "--format=%H"], log].concat();
        assert_eq!(
            pluck(&values, "/hash"),
            lines(&test.git(&arguments)),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_commits_of_a_pull_request_are_those_that_the_destination_lacks() {
    let test = TestBox::new();
    let values = test
        .walk(&format!("{REPOSITORY}/pullrequests/1/commits?pagelen=1"))
        .await;
    let range = format!("{}..{}", test.commits.before_one, test.commits.one);
    assert_eq!(
        pluck(&values, "/hash"),
        lines(&test.git(&["rev-list", &range]))
    );
    assert_eq!(values.len(), 2);
}

#[tokio::test]
async fn a_page_token_is_good_for_its_own_list_only() {
    let test = TestBox::new();
    let page = test
        .json(&format!("{REPOSITORY}/commits/main?pagelen=1"))
        .await;
    let next = page["next"].as_str().unwrap();
    let token = next.rsplit_once("page=").unwrap().1;
    for path in [
        format!("commits/clash?page={token}"),
        "commits/main?page=2".to_owned(),
        format!("commits/main?page={token}0"),
    ] {
        let answer = test.get(&format!("{REPOSITORY}/{path}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn a_commit_says_who_what_and_when() {
    let test = TestBox::new();
    let commit = test
        .json(&format!("{REPOSITORY}/commit/{}", test.commits.before_one))
        .await;
    let said = test.git(&["log", "-1", "--format=%an <%ae>", &test.commits.before_one]);
    assert_eq!(commit["author"]["raw"], said);
    assert_eq!(commit["author"]["user"]["nickname"], "ann");
    assert_eq!(commit["committer"].get("user"), None);
    let message = "Say it in another language\n\nWith a body.\n";
    assert_eq!(commit["message"], message);
    assert_eq!(commit["date"], "2026-01-01T02:00:00+00:00");
    assert_eq!(commit["parents"][0]["hash"], test.commits.root.as_str());
    let merge = &test.commits.merge_one[..12];
    let merge = test.json(&format!("{REPOSITORY}/commit/{merge}")).await;
    let parents = pluck(merge["parents"].as_array().unwrap(), "/hash");
    assert_eq!(
        parents,
        [test.commits.before_one.as_str(), &test.commits.one]
    );
}

#[tokio::test]
async fn a_merge_base_is_gits() {
    let test = TestBox::new();
    let base = test
        .json(&format!("{REPOSITORY}/merge-base/clash..main"))
        .await;
    assert_eq!(base["hash"], test.git(&["merge-base", "clash", "main"]));
}

#[tokio::test]
async fn branches_are_those_of_git() {
    let test = TestBox::new();
    let values = test
        .walk(&format!("{REPOSITORY}/refs/branches?pagelen=2"))
        .await;
    let listed = test.git(&[
        "for-each-ref",
        "--format=%(refname:short) %(objectname)",
        "refs/heads",
    ]);
    let found: Vec<_> = values
        .iter()
        .map(|value| {
            format!(
                "{} {}",
                value["name"].as_str().unwrap(),
                value["target"]["hash"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(found, lines(&listed));
    let one = test
        .json(&format!("{REPOSITORY}/refs/branches/feature/moves"))
        .await;
    assert_eq!(one["target"]["hash"], test.commits.moves.as_str());
    let values = test
        .walk(&format!(
            "{REPOSITORY}/refs/branches?q=name%20~%20%22feature%22&sort=-name"
        ))
        .await;
    assert_eq!(pluck(&values, "/name"), ["feature/one", "feature/moves"]);
}
