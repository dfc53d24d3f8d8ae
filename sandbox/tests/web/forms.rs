//! Forms are accepted from our own pages only.

use axum::http::StatusCode;
use sightline_sandbox::world::PullRequestState;

use crate::support::{REPOSITORY, SETTINGS, TestBox, WEB, Who, csrf};

#[tokio::test]
async fn a_form_needs_our_origin_and_the_readers_own_token() {
    let test = TestBox::new();
    let page = format!("{SETTINGS}/develop-apps");
    let token = csrf(&test.get(&page).await.text);
    let form = |token: &str| format!("csrf={token}&descriptor_url=http%3A%2F%2Flocalhost%3A1%2Fx");
    let good = form(&token);
    let foreign = Some("http://localhost:7992");
    for (origin, who, body) in [
        (None, Who::Admin, &good),
        (foreign, Who::Admin, &good),
        (Some("null"), Who::Admin, &good),
        (Some(WEB), Who::Admin, &form("")),
        (Some(WEB), Who::Admin, &form(&"0".repeat(64))),
        (Some(WEB), Who::Admin, &"descriptor_url=x".to_owned()),
        (Some(WEB), Who::Member, &good),
    ] {
        let answer = test.post(who, origin, &page, body).await;
        assert_eq!(
            answer.status,
            StatusCode::FORBIDDEN,
            "{origin:?} {who:?} {body}"
        );
        assert!(answer.text.contains("That request was not accepted"));
    }
    let accepted = test.post(Who::Admin, Some(WEB), &page, &good).await;
    assert_eq!(
        accepted.status,
        StatusCode::OK,
        "though nothing answers at that address"
    );
    assert!(accepted.text.contains("class=\"message error\""));
}

#[tokio::test]
async fn reviewers_are_changed_on_the_edit_page_one_at_a_time() {
    let test = TestBox::new();
    let page = format!("{REPOSITORY}/pull-requests/update/3");
    let token = csrf(&test.get(&page).await.text);
    let reviewers = || {
        test.sandbox
            .world()
            .pull_request(3)
            .unwrap()
            .reviewers
            .clone()
    };
    let uuid = |at: usize| test.sandbox.world().people[at].uuid.clone();
    let before = reviewers();
    let author = test.sandbox.world().pull_request(3).unwrap().author;
    let gone = before[0];
    let body = |action: &str, uuid: &str| {
        let uuid = uuid.replace('{', "%7B").replace('}', "%7D");
        format!("csrf={token}&action={action}&uuid={uuid}")
    };
    let form = body("remove", &uuid(gone.0));
    let refused = test.post(Who::Admin, None, &page, &form).await;
    assert_eq!(
        (refused.status, reviewers()),
        (StatusCode::FORBIDDEN, before.clone())
    );
    let removed = test.post(Who::Admin, Some(WEB), &page, &form).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    assert_eq!(reviewers(), before[1..]);
    let added = body("add", &uuid(gone.0));
    for _ in 0..2 {
        test.post(Who::Admin, Some(WEB), &page, &added).await;
        assert_eq!(reviewers().len(), before.len());
        assert_eq!(reviewers().last(), Some(&gone));
    }
    let own = body("add", &uuid(author.0));
    let refused = test.post(Who::Admin, Some(WEB), &page, &own).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let merged = test
        .sandbox
        .world()
        .pull_requests
        .iter()
        .find(|pull| pull.state != PullRequestState::Open)
        .map(|pull| pull.id)
        .unwrap();
    let closed = format!("{REPOSITORY}/pull-requests/update/{merged}");
    assert_eq!(test.get(&closed).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn buttons_merge_and_decline_what_is_open() {
    let test = TestBox::new();
    let state = |id| test.sandbox.world().pull_request(id).unwrap().state;
    for (id, action, then) in [
        (4, "merge", PullRequestState::Merged),
        (5, "decline", PullRequestState::Declined),
    ] {
        let page = format!("{REPOSITORY}/pull-requests/{id}");
        let to = format!("{page}/{action}");
        assert!(test.get(&page).await.text.contains(&to));
        let answer = test.submit(Who::Member, &page, &to, "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert_eq!(state(id), then);
        assert!(!test.get(&page).await.text.contains(&to));
    }
    let page = format!("{REPOSITORY}/pull-requests/7");
    let to = format!("{page}/merge");
    let answer = test.submit(Who::Member, &page, &to, "").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains("merge conflicts"));
    assert_eq!(state(7), PullRequestState::Open);
}

#[tokio::test]
async fn a_branch_without_an_open_pull_request_can_be_opened_again() {
    let test = TestBox::new();
    let page = format!("{REPOSITORY}/pull-requests/new");
    let (branch, of_branch) = {
        let world = test.sandbox.world();
        let branch = world.pull_request(5).unwrap().source.branch.clone();
        let pulls = world.pull_requests.iter();
        let of_branch = pulls.filter(|pull| pull.source.branch == branch);
        let open = of_branch.filter(|pull| pull.state == PullRequestState::Open);
        let open: Vec<_> = open.map(|pull| pull.id).collect();
        (branch, open)
    };
    let offered = format!("<option>{branch}</option>");
    assert!(!test.get(&page).await.text.contains(&offered), "it is open");
    for id in of_branch {
        let declined = format!("{REPOSITORY}/pull-requests/{id}");
        let to = format!("{declined}/decline");
        test.submit(Who::Member, &declined, &to, "").await;
    }
    let after = test.get(&page).await.text;
    assert!(after.contains(&offered), "{after}");
    let source = branch.replace('/', "%2F");
    let body = |source: &str| format!("title=Once+more&source={source}");
    let refused = test
        .submit(Who::Member, &page, &page, &body("nowhere"))
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let opened = test.submit(Who::Member, &page, &page, &body(&source)).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    let world = test.sandbox.world();
    let newest = world.pull_requests.last().unwrap();
    assert_eq!(
        (newest.title.as_str(), &newest.source.branch),
        ("Once more", &branch)
    );
    assert_eq!(newest.state, PullRequestState::Open);
}
