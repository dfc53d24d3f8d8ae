//! The panel in each of its states.

use crate::support::{asked, bridge, context, host, look, settled};
use sightline_app::context::PageContext;
use wasm_bindgen_test::wasm_bindgen_test;

const PULL: &str = r#"{
    id: 7, title: 'Say <script>alert(1)</script> & "hi"', state: 'OPEN', draft: true,
    author: { uuid: '{ann}', display_name: 'Ann Lee' },
    source: { branch: { name: 'feature/hello' } }, destination: { branch: { name: 'main' } },
    created_on: new Date(Date.now() - 3 * 86400e3).toISOString(),
    updated_on: new Date().toISOString(),
    reviewers: [{ uuid: '{bob}', display_name: 'Bob' }, { uuid: '{cyd}', display_name: 'Cyd' }],
    participants: [
      { user: { uuid: '{bob}', display_name: 'Bob' }, role: 'REVIEWER', state: 'approved' },
      { user: { uuid: '{dee}', display_name: 'Dee' }, role: 'PARTICIPANT', state: 'changes_requested' },
    ],
}"#;

fn file(path: &str, added: u32, removed: u32) -> String {
    format!(
        "{{ status: 'modified', lines_added: {added}, lines_removed: {removed},
            old: null, new: {{ path: '{path}' }} }}"
    )
}

/// A bridge that answers with the pull request, and with `files` for its diffstat.
fn answering(files: &str) {
    bridge(&format!(
        "if (options.url.includes('/diffstat')) {{ {files} }}
         else if (options.url.includes('/pullrequests/7?')) answer({PULL});
         else if (options.url.includes('/src/')) refuse({{ status: 404 }});
         else answer({{ values: [] }});"
    ));
}

fn signed_in() -> PageContext {
    here(r#""{1}""#)
}

fn here(user: &str) -> PageContext {
    at(7, user)
}

fn at(id: u32, user: &str) -> PageContext {
    context(&format!(
        r#"{{ "page": "pull-request", "workspace": "acme", "user": {user}, "pull_request": {id},
              "repository": {{ "uuid": "{{2}}", "full_name": "acme/widgets" }},
              "host_url": "https://bitbucket.example", "session": "secret" }}"#
    ))
}

#[wasm_bindgen_test]
async fn the_pull_request_shows_after_one_answer() {
    answering("");
    let page = look(Some(signed_in()), host());
    assert_eq!(page.count(".skeleton[role=status]"), 1);
    page.has(".title").await;
    assert_eq!(
        page.text_of(".title"),
        "Say <script>alert(1)</script> & \"hi\""
    );
    assert_eq!(page.count("script"), 0);
    assert_eq!(
        page.count(".title.visually-hidden"),
        1,
        "Bitbucket shows it above"
    );
    // The size still loads.
    page.has("[aria-labelledby=size] .skeleton").await;
    assert!(asked().first().unwrap().contains("/pullrequests/7?fields="));
}

#[wasm_bindgen_test]
async fn reviewers_show_their_votes_in_words() {
    answering("answer({ values: [] });");
    let page = look(Some(signed_in()), host());
    page.has(".reviewers").await;
    assert_eq!(page.count(".reviewers li"), 3);
    assert_eq!(page.text_of(".reviewers li:nth-child(1)"), "BBob Approved");
    assert_eq!(
        page.text_of(".reviewers li:nth-child(2)"),
        "CCyd No vote yet"
    );
    assert_eq!(
        page.text_of(".reviewers li:nth-child(3)"),
        "DDee Changes requested"
    );
}

#[wasm_bindgen_test]
async fn size_adds_up_over_all_pages() {
    let first = [file("api/a.rs", 1_000, 5), file("api/b.rs", 20, 0)].join(",");
    let second = file("docs/a.md", 100, 300);
    answering(&format!(
        "if (options.url.endsWith('page=2')) answer({{ values: [{second}] }});
         else answer({{ values: [{first}], next: 'https://api.example/2.0/diffstat?page=2' }});"
    ));
    let page = look(Some(signed_in()), host());
    page.has(".total").await;
    assert_eq!(page.text_of(".total"), "3 files +1,120 −305");
    assert_eq!(page.count(".folders tbody tr"), 2);
    let first = page.text_of(".folders tbody tr");
    assert_eq!(first, "api/2 files+1,020 −5");
    // The longest bar is that of 1,025 lines: 100 of them are 9.7 %.
    let second = ".folders tbody tr:nth-child(2) .bar-added";
    assert_eq!(page.attribute(second, "width").unwrap(), "9.7%");
}

#[wasm_bindgen_test]
async fn folders_beyond_the_sixth_are_folded_away() {
    let files: Vec<String> = (0..9)
        .map(|n| file(&format!("f{n}/a"), 10 - n, 0))
        .collect();
    answering(&format!("answer({{ values: [{}] }});", files.join(",")));
    let page = look(Some(signed_in()), host());
    page.has(".more").await;
    assert_eq!(page.text_of(".more summary"), "3 more folders");
    assert_eq!(page.count(".more tbody tr"), 3);
    assert_eq!(page.count(".folders tbody tr"), 9);
}

#[wasm_bindgen_test]
async fn no_changes_are_said() {
    answering("answer({ values: [] });");
    let page = look(Some(signed_in()), host());
    page.has("[aria-labelledby=size] .empty").await;
    assert!(
        page.text_of("[aria-labelledby=size] .empty")
            .starts_with("No changes")
    );
}

#[wasm_bindgen_test]
async fn a_size_that_fails_leaves_the_rest_and_can_be_tried_again() {
    // A call that an earlier page still makes would be the one that fails.
    bridge("");
    settled().await;
    answering(
        "window.failed ? answer({ values: [] }) : (window.failed = 1, refuse({ status: 500 }));",
    );
    let page = look(Some(signed_in()), host());
    page.has("[aria-labelledby=size] .problem").await;
    assert_eq!(page.text_of(".problem-title"), "Bitbucket has a problem");
    assert_eq!(page.count(".title"), 1);
    page.click("[aria-labelledby=size] .problem button");
    page.has("[aria-labelledby=size] .empty").await;
    assert_eq!(page.count(".problem"), 0);
}

#[wasm_bindgen_test]
async fn failures_say_what_happened_and_what_to_do() {
    for (body, title, button) in [
        (
            "refuse({ status: 500 });",
            "Bitbucket has a problem",
            "Try again",
        ),
        (
            "refuse({ status: 429 });",
            "Too many calls in this hour",
            "Try again",
        ),
        (
            "refuse({ status: 403 });",
            "You may not see this",
            "Try again",
        ),
        (
            "refuse({ status: 404 });",
            "This is not there",
            "Reload the page",
        ),
        (
            "refuse('USER_DENIED_ACCESS');",
            "Sightline may not read this for you",
            "Reload the page",
        ),
        (
            "answer({});",
            "Bitbucket’s answer is not understood",
            "Try again",
        ),
        (
            "throw new Error('x');",
            "Bitbucket cannot be reached",
            "Try again",
        ),
        ("", "Bitbucket has not answered", "Try again"),
    ] {
        bridge(body);
        let page = look(Some(at(8, r#""{1}""#)), host());
        page.has(".problem[role=alert]").await;
        assert_eq!(page.text_of(".problem-title"), title);
        assert_eq!(page.text_of(".problem .button"), button);
        // Pages of other tests are gone, their calls may not be.
        let calls = asked()
            .into_iter()
            .filter(|url| url.contains("/pullrequests/8"));
        assert_eq!(calls.count(), 1, "no second call after a failure");
    }
}

#[wasm_bindgen_test]
async fn reloading_loads_bitbuckets_page() {
    bridge("refuse('USER_ALREADY_DENIED_ACCESS');");
    let page = look(Some(signed_in()), host());
    page.has(".problem a").await;
    let address = page.attribute(".problem a", "href").unwrap();
    assert_eq!(
        address,
        "https://bitbucket.example/acme/widgets/pull-requests/7"
    );
    assert_eq!(page.attribute(".problem a", "target").unwrap(), "_top");
}

#[wasm_bindgen_test]
async fn anonymous_readers_see_what_is_public() {
    answering("answer({ values: [] });");
    let page = look(Some(here("null")), host());
    page.has(".title").await;
    assert!(page.text_of(".note").contains("not signed in"));
}

#[wasm_bindgen_test]
async fn anonymous_readers_are_asked_to_sign_in_for_the_rest() {
    bridge("refuse({ status: 404 });");
    let page = look(Some(here("null")), host());
    page.has(".problem").await;
    assert_eq!(page.text_of(".problem-title"), "Sign in to see this");
}
