//! The client of the app against the box: both sides agree on paths, fields and shapes, and the
//! numbers are git's.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use bitbucket_cloud::{
    Budget, Client, Error, FileChange, Method, PullRequest, Repository, Request as Call, Span,
    StatusState, TaskState, Transport, decode_text,
};
use serde::de::DeserializeOwned;

use crate::support::{Answer, TestBox, below_origin, lines};

struct InTheBox<'a> {
    test: &'a TestBox,
    token: String,
}

impl InTheBox<'_> {
    async fn send(&self, method: &str, path: &str, body: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        self.test
            .send(request.body(Body::from(body.to_owned())).unwrap())
            .await
    }

    async fn answer(&self, call: &Call) -> Result<Answer, Error> {
        let mut answer = match call.method() {
            Method::Get => self.send("GET", call.path(), "").await,
            Method::Put(body) => self.send("PUT", call.path(), body).await,
        };
        if answer.status == StatusCode::FOUND {
            let location = below_origin(answer.header("location"));
            answer = self.send("GET", &location, "").await;
        }
        if answer.status == StatusCode::OK {
            return Ok(answer);
        }
        Err(Error::from_status(answer.status.as_u16(), answer.message()))
    }
}

impl Transport for InTheBox<'_> {
    async fn json<T: DeserializeOwned>(&self, call: &Call) -> Result<T, Error> {
        decode_text(&self.answer(call).await?.text(), call)
    }

    async fn text(&self, call: &Call) -> Result<String, Error> {
        Ok(self.answer(call).await?.text())
    }
}

fn client(test: &TestBox) -> Client<InTheBox<'_>> {
    let token = test.token(&["pullrequest:write"]);
    Client::new(InTheBox { test, token }, Budget::of(Budget::HOURLY))
}

fn widgets() -> Repository {
    Repository::parse("acme/widgets").unwrap()
}

async fn pull(client: &Client<InTheBox<'_>>, id: u32) -> PullRequest {
    client.pull_request(&widgets(), id).await.unwrap()
}

#[tokio::test]
async fn changes_between_two_commits_are_those_that_git_finds() {
    let test = TestBox::new();
    let (client, repository) = (client(&test), widgets());
    for (id, branch) in [(3, "clash"), (4, "feature/moves")] {
        let range = pull(&client, id).await.range().unwrap();
        let files = client.files_between(&repository, &range).await.unwrap();
        let through = client.pull_request_files(&repository, id).await.unwrap();
        assert_eq!(files, through, "the redirect leads to the same");
        let ends = format!("main...{branch}");
        let names = lines(
            &test
                .git(&["diff", "--name-only", "-z", &ends])
                .replace('\0', "\n"),
        );
        let paths: Vec<&str> = files.iter().map(FileChange::path).collect();
        assert_eq!(paths, names);
        let diff = client.diff_between(&repository, &range, 0).await.unwrap();
        let fallback = client.pull_request_diff(&repository, id, 0).await.unwrap();
        assert_eq!(diff, fallback);
        let hunks = |text: &str| -> Vec<String> {
            let heads = text.lines().filter(|line| line.starts_with("@@ "));
            heads
                .map(|line| line.split(" @@").next().unwrap().to_owned())
                .collect()
        };
        let expected = hunks(&test.git(&["diff", "--unified=0", &ends]));
        assert!(!expected.is_empty());
        assert_eq!(hunks(&diff), expected);
    }
}

#[tokio::test]
async fn a_renamed_file_says_where_it_was() {
    let test = TestBox::new();
    let (client, repository) = (client(&test), widgets());
    let range = pull(&client, 4).await.range().unwrap();
    let files = client.files_between(&repository, &range).await.unwrap();
    let renamed: Vec<_> = files
        .iter()
        .filter_map(|file| Some((file.old_path()?, file.path())))
        .collect();
    assert_eq!(renamed, [("src/old name.rs", "src/new name.rs")]);
}

#[tokio::test]
async fn conflicts_and_commits_behind_are_those_that_git_finds() {
    let test = TestBox::new();
    let (client, repository) = (client(&test), widgets());
    let range = pull(&client, 3).await.range().unwrap();
    let conflicts = client.conflicts(&repository, &range).await.unwrap();
    let paths: Vec<&str> = conflicts.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["src/lib.rs"]);
    let behind = client.commits_behind(&repository, &range).await.unwrap();
    let hashes: Vec<&str> = behind.values.iter().map(|one| one.hash.as_str()).collect();
    assert_eq!(hashes, lines(&test.git(&["rev-list", "clash..main"])));
    let range = pull(&client, 4).await.range().unwrap();
    assert_eq!(client.conflicts(&repository, &range).await, Ok(Vec::new()));
}

#[tokio::test]
async fn files_are_those_of_the_commit() {
    let test = TestBox::new();
    let (client, repository) = (client(&test), widgets());
    let text = client.file(&repository, &test.commits.main, "docs/ünïcode.md");
    assert_eq!(text.await, Ok(Some("ä\n".to_owned())));
    let text = client.file(&repository, &test.commits.root, "docs/ünïcode.md");
    assert_eq!(text.await, Ok(None));
}

#[tokio::test]
async fn what_happened_is_told_with_people_and_times() {
    let test = TestBox::new();
    let (client, repository) = (client(&test), widgets());
    let shown = pull(&client, 3).await;
    assert_eq!((shown.comment_count, shown.task_count), (Some(3), Some(2)));
    assert!(
        shown
            .participants
            .iter()
            .any(|one| one.participated_on.is_some())
    );
    let statuses = client.statuses(&repository, 3).await.unwrap();
    let states: Vec<_> = statuses.iter().map(|one| &one.state).collect();
    assert_eq!(states, [&StatusState::Successful, &StatusState::Failed]);
    let tasks = client.tasks(&repository, 3).await.unwrap();
    let open = tasks
        .iter()
        .filter(|task| task.state == TaskState::Unresolved);
    assert_eq!((tasks.len(), open.count()), (3, 2));
    let activity = client.activity(&repository, 3).await.unwrap().values;
    let drafts = activity.iter().filter_map(|one| one.update.as_ref()?.draft);
    assert_eq!(drafts.collect::<Vec<_>>(), [true]);
    let asked = activity
        .iter()
        .filter_map(|one| one.changes_requested.as_ref());
    assert_eq!(asked.count(), 1);
    let bots = activity
        .iter()
        .filter_map(|one| one.comment.as_ref()?.user.clone());
    let bots = bots.filter(|user| user.kind.as_deref() == Some("app_user"));
    assert_eq!(bots.count(), 1);
    let comments = client.oldest_comments(&repository, 3).await.unwrap().values;
    let ids: Vec<u64> = comments.iter().map(|comment| comment.id).collect();
    assert_eq!(ids, [1, 2, 3]);
    let parents: Vec<_> = comments
        .iter()
        .map(|one| one.parent.as_ref().map(|up| up.id))
        .collect();
    assert_eq!(parents, [None, Some(1), None]);
    let resolved = comments.first().unwrap().resolution.as_ref().unwrap();
    assert!(resolved.created_on.is_some());
}

#[tokio::test]
async fn merged_pull_requests_are_those_since_a_time() {
    let test = TestBox::new();
    let (client, repository) = (client(&test), widgets());
    let all = client
        .merged_pull_requests(&repository, Span::All)
        .await
        .unwrap();
    let ids: Vec<u32> = all.values.iter().map(|pull| pull.id).collect();
    assert_eq!(ids, [1]);
    let last = all.values.first().unwrap().updated_on;
    let since = client.merged_pull_requests(&repository, Span::Since(last));
    assert_eq!(since.await.unwrap().values.len(), 1);
    let later = bitbucket_cloud::Timestamp::from_unix(last.unix() + 1);
    let none = client.merged_pull_requests(&repository, Span::Since(later));
    assert_eq!(none.await.unwrap().values, []);
}

#[tokio::test]
async fn a_default_reviewer_can_be_asked_and_let_go() {
    let test = TestBox::new();
    let (client, repository) = (client(&test), widgets());
    let people = client.default_reviewers(&repository).await.unwrap();
    let names: Vec<_> = people
        .iter()
        .filter_map(|one| one.nickname.as_deref())
        .collect();
    assert_eq!(names, ["bo", "cy"]);
    let only = [people[1].uuid.clone().unwrap()];
    let before = pull(&client, 4).await;
    let changed = client.replace_reviewers(&repository, 4, &before.title, &only);
    assert_eq!(changed.await.unwrap().reviewers, [people[1].clone()]);
    let after = pull(&client, 4).await;
    assert_eq!(after.title, before.title);
    assert_eq!(after.reviewers, [people[1].clone()]);
}
