//! Files, folders and their history, compared with what git says.

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{REPOSITORY, TestBox, lines, pluck};

#[tokio::test]
async fn files_come_as_they_are() {
    let test = TestBox::new();
    for (path, content_type) in [
        ("README.md", "text/markdown"),
        ("src/old%20name.rs", "text/plain"),
        ("docs/%C3%BCn%C3%AFcode.md", "text/markdown"),
        ("logo.png", "image/png"),
    ] {
        let answer = test.get(&format!("{REPOSITORY}/src/main/{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let decoded = path
            .replace("%20", " ")
            .replace("%C3%BC", "ü")
            .replace("%C3%AF", "ï");
        let content = test.git(&["show", &format!("main:{decoded}")]);
        assert_eq!(answer.text().trim_end(), content, "{path}");
        assert_eq!(answer.header("content-type"), content_type);
        assert_eq!(answer.header("content-disposition"), "attachment");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let object = test.git(&["rev-parse", &format!("main:{decoded}")]);
        assert_eq!(answer.header("etag"), format!("\"{object}\""));
    }
    let link = test.get(&format!("{REPOSITORY}/src/main/link")).await;
    assert_eq!(link.text(), "README.md");
}

#[tokio::test]
async fn meta_says_size_and_attribute() {
    let test = TestBox::new();
    for (path, size, attribute) in [
        ("README.md", 10, None),
        ("run.sh", 10, Some("executable")),
        ("link", 9, Some("link")),
        ("logo.png", 3, Some("binary")),
    ] {
        let meta = test
            .json(&format!("{REPOSITORY}/src/main/{path}?format=meta"))
            .await;
        assert_eq!(meta["size"], size, "{path}");
        assert_eq!(
            meta.get("attributes").and_then(Value::as_str),
            attribute,
            "{path}"
        );
        assert_eq!(meta["commit"]["hash"], test.commits.main.as_str());
    }
    let root = test
        .json(&format!("{REPOSITORY}/src/main/?format=meta"))
        .await;
    assert_eq!(root["type"], "commit_directory");
}

#[tokio::test]
async fn folders_are_listed_in_gits_order_and_to_a_depth() {
    let test = TestBox::new();
    let redirect = test.get(&format!("{REPOSITORY}/src?pagelen=3")).await;
    let values = test.walk(&redirect.location()).await;
    let listed = test.git(&["ls-tree", "--name-only", "main"]);
    assert_eq!(pluck(&values, "/path"), lines(&listed));
    for folder in ["src", "src/"] {
        let values = test.walk(&format!("{REPOSITORY}/src/main/{folder}")).await;
        let listed = test.git(&["ls-tree", "--name-only", "main", "src/"]);
        assert_eq!(pluck(&values, "/path"), lines(&listed));
    }
    let values = test
        .walk(&format!("{REPOSITORY}/src/main/?max_depth=2&pagelen=100"))
        .await;
    let listed = test.git(&[
        "-c",
        "core.quotepath=off",
        "ls-tree",
        "-r",
        "-t",
        "--name-only",
        "main",
    ]);
    let mut expected = lines(&listed);
    expected.sort_by_key(|path| path.matches('/').count());
    assert_eq!(pluck(&values, "/path"), expected);
    let filtered = test
        .walk(&format!(
            "{REPOSITORY}/src/main/?q=type%3D%22commit_directory%22"
        ))
        .await;
    assert_eq!(pluck(&filtered, "/path"), ["docs", "src"]);
}

#[tokio::test]
async fn the_history_of_a_file_goes_on_under_its_old_name() {
    let test = TestBox::new();
    let path = "src/new%20name.rs";
    let from = &test.commits.moves;
    let values = test
        .walk(&format!("{REPOSITORY}/filehistory/{from}/{path}?pagelen=1"))
        .await;
    let log = test.git(&[
        "log",
        "--follow",
        "--format=%H",
        from,
        "--",
        "src/new name.rs",
    ]);
    assert_eq!(pluck(&values, "/commit/hash"), lines(&log));
    assert_eq!(
        pluck(&values, "/path"),
        ["src/new name.rs", "src/old name.rs"]
    );
    assert_eq!(values[0]["commit"].get("message"), None);
    let values = test
        .walk(&format!(
            "{REPOSITORY}/filehistory/{from}/{path}?renames=false&fields=%2Bvalues.commit.message"
        ))
        .await;
    assert_eq!(pluck(&values, "/commit/message"), ["Move things\n"]);
}
