//! An app for Forge: places on the pages, and the origin of its frames.

use axum::{Router, http::StatusCode};
use serde_json::{Value, json};
use sightline_sandbox::forge::{self, ForgeApp};

use crate::support::{Answer, REPOSITORY, SETTINGS, TestBox, WEB, Who, send};

const ORIGIN: &str = "http://localhost:7993";
const APP: &str = "00000000-0000-4000-8000-000000000000";

/// A box with an app whose only resource is one page with a program.
fn test_box() -> (TestBox, Router) {
    let folder = tempfile::tempdir().unwrap();
    let resource = folder.path().join("panel");
    std::fs::create_dir(&resource).unwrap();
    let page = "<!DOCTYPE html><html><head><script src=\"./page.js\"></script></head></html>";
    std::fs::write(resource.join("index.html"), page).unwrap();
    std::fs::write(resource.join("app.wasm"), b"\0asm").unwrap();
    std::fs::write(folder.path().join("secret.txt"), "outside").unwrap();
    let module = |kind: &str, key: &str| {
        json!({ "kind": format!("bitbucket:{kind}"), "key": key, "title": "Widgets & Co",
                "resource": "panel" })
    };
    let app = json!({
        "id": format!("ari:cloud:ecosystem::app/{APP}"),
        "name": "Widgets",
        "scopes": ["read:pullrequest:bitbucket"],
        "modules": [
            module("repoPullRequestOverviewPanel", "panel"),
            module("repoPullRequestCard", "card"),
            module("repoMainMenuPage", "page"),
            module("workspaceSettingsMenuPage", "settings"),
        ],
        "resources": { "panel": {
            "folder": "panel",
            "policy": "script-src 'self' 'unsafe-eval'; frame-ancestors 'self' https://bitbucket.org; \
                       sandbox allow-forms allow-scripts",
        } },
    });
    std::fs::write(folder.path().join("app.json"), app.to_string()).unwrap();
    // It is as long-lived as the test's process.
    let app = ForgeApp::read(&folder.keep(), ORIGIN).unwrap();
    let test = TestBox::with_forge(app);
    let frames = forge::router(&test.sandbox).unwrap();
    (test, frames)
}

/// Contexts that a page hands to its frames.
fn contexts(page: &str) -> Vec<Value> {
    let places = page.split("data-context=\"").skip(1);
    let texts = places.map(|rest| rest.split('"').next().unwrap().replace("&quot;", "\""));
    texts
        .map(|text| serde_json::from_str(&text).unwrap())
        .collect()
}

async fn frame(frames: &Router, path: &str) -> Answer {
    let request = axum::http::Request::get(path);
    send(frames.clone(), request, axum::body::Body::empty()).await
}

#[tokio::test]
async fn a_pull_request_has_a_panel_and_a_card_that_know_on_what_they_stand() {
    let (test, _) = test_box();
    let page = test.page(&format!("{REPOSITORY}/pull-requests/3")).await;
    assert!(page.contains("Widgets &amp; Co"));
    assert_eq!(
        page.matches(&format!("{ORIGIN}/panel/index.html\""))
            .count(),
        2
    );
    let [panel, card] = <[Value; 2]>::try_from(contexts(&page)).unwrap();
    assert_eq!(panel["moduleKey"], "panel");
    assert_eq!(card["extension"]["type"], "bitbucket:repoPullRequestCard");
    for context in [panel, card] {
        assert_eq!(context["extension"]["pullRequest"]["id"], 3);
        for uuid in [
            &context["workspaceId"],
            &context["extension"]["repository"]["uuid"],
        ] {
            assert!(uuid.as_str().unwrap().starts_with('{'), "{context}");
        }
    }
}

#[tokio::test]
async fn a_frame_may_do_what_its_policy_says_and_no_more() {
    let (test, _) = test_box();
    let page = test.page(&format!("{REPOSITORY}/pull-requests/3")).await;
    let sandbox = "data-sandbox=\"allow-forms allow-scripts\"";
    assert_eq!(page.matches(sandbox).count(), 2);
}

#[tokio::test]
async fn pages_of_the_repository_and_of_the_workspace_are_in_the_navigation() {
    let (test, _) = test_box();
    let path = format!("{REPOSITORY}/forge/{APP}/development/page");
    assert!(
        test.page(REPOSITORY)
            .await
            .contains(&format!("href=\"{path}\""))
    );
    let page = test.page(&path).await;
    assert!(contexts(&page)[0]["extension"]["pullRequest"].is_null());
    let unknown = test
        .get(&format!("{REPOSITORY}/forge/{APP}/development/other"))
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);

    let path = format!("{SETTINGS}/forge/settings");
    assert!(
        test.page(&format!("{SETTINGS}/apps"))
            .await
            .contains(&format!("href=\"{path}\""))
    );
    let page = test.page(&path).await;
    assert!(contexts(&page)[0]["extension"]["repository"].is_null());
    let member = test.get_as(Who::Member, &path).await;
    assert_eq!(member.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_frame_has_the_policy_of_forge_for_this_host_and_the_bridge_first() {
    let (_, frames) = test_box();
    let page = frame(&frames, "/panel/index.html").await;
    let policy = format!(
        "script-src 'self' 'unsafe-eval'; frame-ancestors 'self' {WEB}; \
                          sandbox allow-forms allow-scripts"
    );
    assert_eq!(page.header("content-security-policy"), policy);
    let bridge = page
        .text
        .find("<script src=\"/global-bridge.js\"></script>");
    assert!(bridge.unwrap() < page.text.find("page.js").unwrap());
    let script = frame(&frames, "/global-bridge.js").await;
    assert!(script.text.contains("window.__bridge"));
}

#[tokio::test]
async fn a_frame_has_no_media_type_for_webassembly_and_no_file_outside_its_resource() {
    let (_, frames) = test_box();
    let program = frame(&frames, "/panel/app.wasm").await;
    assert_eq!(program.header("content-type"), "application/octet-stream");
    for path in [
        "/panel/../secret.txt",
        "/panel/%2E%2E/secret.txt",
        "/other/index.html",
        "/panel/none.js",
    ] {
        assert_eq!(
            frame(&frames, path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn without_an_app_for_forge_nothing_of_it_is_there() {
    let test = TestBox::new();
    assert!(forge::router(&test.sandbox).is_none());
    let page = test.page(&format!("{REPOSITORY}/pull-requests/3")).await;
    assert!(!page.contains("forge"));
    let answer = test
        .get(&format!("{REPOSITORY}/forge/{APP}/development/page"))
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_folder_without_an_app_says_how_it_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let error = ForgeApp::read(folder.path(), ORIGIN).unwrap_err();
    assert!(error.to_string().contains("cargo xtask forge"), "{error}");
}
