//! Access rights, and the form of refusals.

use axum::http::{Method, Request, StatusCode};

use crate::support::{REPOSITORY, TestBox};

#[tokio::test]
async fn an_anonymous_caller_reads_the_public_repository_but_is_nobody() {
    let test = TestBox::new();
    for path in ["", "/pullrequests", "/commits", "/src/main/README.md"] {
        let answer = test.get(&format!("{REPOSITORY}{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    for path in ["/2.0/user", "/2.0/workspaces/acme/members"] {
        let answer = test.get(path).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
}

#[tokio::test]
async fn an_unknown_token_opens_nothing_not_even_what_is_public() {
    let test = TestBox::new();
    for path in ["/2.0/user", REPOSITORY] {
        let answer = test.get_as("made-up", path).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(!answer.text().contains("made-up"));
    }
    let basic = Request::get(REPOSITORY).header("authorization", "Basic YTpi");
    assert_eq!(test.call(basic).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn slugs_and_uuids_name_the_same_repository() {
    let test = TestBox::new();
    let uuid = "%7B22222222-2222-4222-8222-222222222222%7D";
    for path in [
        "/2.0/repositories/acme/widgets".to_owned(),
        format!("/2.0/repositories/acme/{uuid}"),
        format!("/2.0/repositories/%7B%7D/{uuid}"),
        format!("/2.0/repositories/%7B11111111-1111-4111-8111-111111111111%7D/{uuid}"),
    ] {
        assert_eq!(test.json(&path).await["full_name"], "acme/widgets");
    }
    for path in [
        "acme/gadgets",
        "other/widgets",
        "other/widgets/src/main/README.md",
    ] {
        let answer = test.get(&format!("/2.0/repositories/{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_is_not_served_is_refused_in_json() {
    let test = TestBox::new();
    for path in [
        "/2.0/nowhere".to_owned(),
        "/nowhere".to_owned(),
        format!("{REPOSITORY}/x"),
    ] {
        let answer = test.get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.json()["type"], "error");
    }
    let post = Request::builder()
        .method(Method::POST)
        .uri(format!("{REPOSITORY}/commits"));
    let answer = test.call(post).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.json()["type"], "error");
}

#[tokio::test]
async fn people_have_no_addresses() {
    let test = TestBox::new();
    let pulls = test
        .get(&format!("{REPOSITORY}/pullrequests?fields=*&pagelen=50"))
        .await
        .text();
    assert!(pulls.contains("Ann Arbor"));
    assert!(!pulls.contains("example.com"), "{pulls}");
}

#[tokio::test]
async fn permissions_in_a_workspace_are_listed_and_filtered_for_callers_with_the_scope_of_accounts()
{
    let test = TestBox::new();
    let path = "/2.0/workspaces/acme/permissions";
    let token = test.token(&["account"]);
    let names = async |query: &str| {
        let answer = test.get_as(&token, &format!("{path}{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        let answer = answer.json();
        let values = answer["values"].as_array().unwrap().clone();
        let name =
            |value: &serde_json::Value| value["user"]["display_name"].as_str().map(str::to_owned);
        values.iter().filter_map(name).collect::<Vec<_>>()
    };
    assert_eq!(names("").await.len(), 4);
    assert_eq!(names("?q=permission%3D%22owner%22").await, ["Ann Arbor"]);
    let other = test.token(&["repository"]);
    let refused = test.get_as(&other, path).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn scopes_of_connect_imply_others_and_granular_ones_do_not() {
    let test = TestBox::new();
    let pulls = format!("{REPOSITORY}/pullrequests");
    let (repository, pulls, user) = (REPOSITORY, pulls.as_str(), "/2.0/user");
    for (scope, allowed) in [
        ("pullrequest", [repository, pulls].as_slice()),
        ("repository", &[repository]),
        ("account", &[user]),
        ("read:pullrequest:bitbucket", &[pulls]),
        ("write:pullrequest:bitbucket", &[]),
        ("read:repository:bitbucket", &[repository]),
        ("read:user:bitbucket", &[user]),
    ] {
        let token = test.token(&[scope]);
        for path in [repository, pulls, user] {
            let expected = match allowed.contains(&path) {
                true => StatusCode::OK,
                false => StatusCode::FORBIDDEN,
            };
            let answer = test.get_as(&token, path).await;
            assert_eq!(answer.status, expected, "{scope} {path}");
        }
    }
}
