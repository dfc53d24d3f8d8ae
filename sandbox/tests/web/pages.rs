//! Contents of the pages, and access to them.

use axum::http::StatusCode;

use crate::support::{REPOSITORY, SETTINGS, TestBox, WEB, Who};

#[tokio::test]
async fn the_root_leads_to_the_repository() {
    let answer = TestBox::new().get("/").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), REPOSITORY);
}

#[tokio::test]
async fn another_name_of_the_machine_leads_to_the_one_that_frames_know() {
    let answer = TestBox::new()
        .get_at("127.0.0.1:7990", "/acme/widgets?a=1")
        .await;
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(answer.header("location"), format!("{WEB}/acme/widgets?a=1"));
    let known = TestBox::new()
        .get_at("localhost:7990", "/acme/widgets")
        .await;
    assert_eq!(known.status, StatusCode::OK);
}

#[tokio::test]
async fn the_list_is_narrowed_by_state_and_author_and_cut_into_pages() {
    let test = TestBox::new();
    let list = format!("{REPOSITORY}/pull-requests");
    let rows = |page: &str| page.matches("class=\"title\"").count();
    assert_eq!(rows(&test.page(&list).await), 25);
    assert_eq!(rows(&test.page(&format!("{list}?page=3")).await), 10);
    let merged = test.page(&format!("{list}?state=MERGED")).await;
    assert_eq!(rows(&merged), 1);
    assert!(merged.contains("Change 1 of feature/one"));
    assert_eq!(rows(&test.page(&format!("{list}?author=ARB")).await), 25);
    assert_eq!(rows(&test.page(&format!("{list}?author=nobody")).await), 0);
    let wrong = test.get(&format!("{list}?state=LOST")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn text_of_strangers_is_text() {
    let page = TestBox::new()
        .page(&format!("{REPOSITORY}/pull-requests/3"))
        .await;
    assert!(page.contains("Why &lt;script&gt;not&lt;/script&gt;"));
    assert!(page.contains("Bo &lt;b&gt;Bold&lt;/b&gt;"));
    assert!(page.contains("Is &lt;this&gt; right?"));
    assert!(!page.contains("<script>not"));
}

#[tokio::test]
async fn the_last_vote_of_a_reviewer_counts() {
    let page = TestBox::new()
        .page(&format!("{REPOSITORY}/pull-requests/3"))
        .await;
    let reviewers = page.split_once("<h2>Reviewers</h2>").unwrap().1;
    let reviewers = reviewers.split_once("</section>").unwrap().0;
    assert!(
        reviewers.contains("Requested changes"),
        "Bo approved, then asked for changes"
    );
    assert!(reviewers.contains("No vote yet"), "Cy only commented");
    assert!(!reviewers.contains("Approved"));
}

#[tokio::test]
async fn the_diff_is_the_one_that_git_makes() {
    let test = TestBox::new();
    let page = test
        .page(&format!("{REPOSITORY}/pull-requests/4/diff"))
        .await;
    let range = format!("{}...{}", test.commits.main, test.commits.moves);
    let files = test.git(&["diff", "-M", "--name-only", &range]);
    let files: Vec<&str> = files.lines().collect();
    assert_eq!(files.len(), 4);
    for file in &files {
        assert!(page.contains(&format!(">{file}</span>")), "{file}");
        assert!(
            page.contains(&format!("id=\"chg-{file}\"")),
            "links lead to {file}"
        );
    }
    let changed = test.git(&["diff", "-M", "-U0", "--no-prefix", &range]);
    let added = changed.lines().find_map(|line| {
        let at = line.strip_prefix("@@ -")?.split_once(" +")?.1;
        let (at, _) = at.split_once(' ')?;
        let (first, count) = at.split_once(',').unwrap_or((at, "1"));
        (count != "0").then(|| first.to_owned())
    });
    let line = added.unwrap();
    assert!(
        page.contains(&format!("T{line}\"")),
        "links lead to line {line}"
    );
    assert_eq!(page.matches("<details class=\"card\"").count(), files.len());
    assert!(page.contains("<span class=\"lozenge\">renamed</span>"));
}

#[tokio::test]
async fn commits_and_files_are_shown_as_git_has_them() {
    let test = TestBox::new();
    let commits = test
        .page(&format!("{REPOSITORY}/pull-requests/1/commits"))
        .await;
    assert!(commits.contains("Count to four") && commits.contains("Give four a file"));
    assert_eq!(commits.matches("class=\"hash\"").count(), 2);
    let history = test.page(&format!("{REPOSITORY}/commits")).await;
    let count: usize = test.git(&["rev-list", "--count", "main"]).parse().unwrap();
    assert_eq!(history.matches("class=\"hash\"").count(), count);
    let file = test
        .page(&format!("{REPOSITORY}/src/main/src/old%20name.rs"))
        .await;
    assert_eq!(file.matches("a line that stays the same").count(), 20);
    let folder = test
        .page(&format!("{REPOSITORY}/src/{}/docs", test.commits.main))
        .await;
    assert!(folder.contains("guide.md") && folder.contains("ünïcode.md"));
    let commit = test
        .page(&format!("{REPOSITORY}/commits/{}", test.commits.main))
        .await;
    assert!(commit.contains("+fn tres() {}") && commit.contains("-fn three() {}"));
}

#[tokio::test]
async fn pages_that_are_not_there_say_so_in_the_same_frame() {
    let test = TestBox::new();
    for path in [
        "/nobody/widgets",
        "/acme/gadgets/pull-requests",
        "/acme/widgets/pull-requests/9999",
        "/acme/widgets/pull-requests/one",
        "/acme/widgets/src/main/no/such/file",
        "/acme/widgets/src/--output=x/README.md",
        "/acme/widgets/commits/0000000000000000000000000000000000000000",
        "/acme/widgets/addon/none/page",
        "/assets/none.css",
        "/a/b/c/d/e/f",
    ] {
        let answer = test.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text.contains("We couldn’t find that page"), "{path}");
        assert!(answer.text.contains("class=\"top-bar\""), "{path}");
    }
}

#[tokio::test]
async fn everybody_reads_the_repository_and_only_admins_manage_apps() {
    let test = TestBox::new();
    for who in [Who::Admin, Who::Anonymous, Who::Member] {
        let list = test
            .get_as(who, &format!("{REPOSITORY}/pull-requests"))
            .await;
        assert_eq!(list.status, StatusCode::OK, "{who:?}");
    }
    for page in ["apps", "develop-apps"] {
        let path = format!("{SETTINGS}/{page}");
        assert_eq!(test.get(&path).await.status, StatusCode::OK);
        for who in [Who::Anonymous, Who::Member] {
            let answer = test.get_as(who, &path).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who:?} {page}");
        }
    }
}

#[tokio::test]
async fn nothing_inline_is_needed_or_allowed() {
    let test = TestBox::new();
    for path in [
        REPOSITORY.to_owned(),
        format!("{REPOSITORY}/pull-requests/3"),
        format!("{SETTINGS}/develop-apps"),
        "/nowhere".to_owned(),
    ] {
        let answer = test.get(&path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'; script-src 'self'; style-src 'self';"));
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("frame-src 'none'"));
        assert!(!policy.contains("unsafe"), "{policy}");
        for inline in ["<style", " style=", " onclick=", "javascript:", "<script>"] {
            assert!(!answer.text.contains(inline), "{path} has {inline}");
        }
    }
}
