//! Reviewers, who else knows a change, and asking them.

use crate::support::{
    Looked, host, look,
    repository::{Repository, here, path, pull},
    run, settled,
};
use bitbucket_cloud::Error;
use sightline_app::{context::Viewer, text::reviewers::failure};
use wasm_bindgen_test::wasm_bindgen_test;

/// An account as JavaScript.
fn account(name: &str) -> String {
    let id = name.to_lowercase();
    format!("{{ uuid: '{{{id}}}', display_name: '{name}', type: 'user' }}")
}

/// A merged pull request of the author, which these people approved.
fn merged(id: u32, days: u32, by: &[&str]) -> String {
    let participants = by.iter().map(|name| {
        let user = match *name {
            "Robot" => "{ uuid: '{robot}', display_name: 'Robot', type: 'app_user' }".to_owned(),
            name => account(name),
        };
        format!(
            "{{ user: {user}, role: 'REVIEWER', state: 'approved', participated_on: ago({days}) }}"
        )
    });
    let participants: Vec<String> = participants.collect();
    let more = format!(
        "state: 'MERGED', created_on: ago({}), updated_on: ago({days}), participants: [{}]",
        days + 2,
        participants.join(",")
    );
    pull(id, ("gone", &format!("m{id}")), "main", &more)
}

/// Bob is asked; Cyd reviewed both files, Dee one, Eve long ago, and a robot all.
fn known(put: &str) -> Repository {
    let both = [path("api/a.rs"), path("api/b.rs")].join(",");
    let asked = format!(
        "reviewers: [{}], participants: [{{ user: {}, role: 'REVIEWER', state: null }}]",
        account("Cyd"),
        account("Cyd")
    );
    Repository {
        pull: pull(
            7,
            ("feature", "a7"),
            "main",
            &format!("reviewers: window.now || [{}]", account("Bob")),
        ),
        files: both.clone(),
        others: pull(8, ("b8", "b8"), "main", &asked),
        diffs: "b8: ''".to_owned(),
        merged: [
            merged(4, 3, &["Cyd", "Robot"]),
            merged(3, 5, &["Cyd", "Robot", "Bob"]),
            merged(2, 9, &["Dee"]),
            merged(1, 300, &["Eve"]),
        ]
        .join(","),
        stats: format!(
            "m4: [{both}], m3: [{both}], m2: [{}], m1: [{both}]",
            path("api/b.rs")
        ),
        put: put.to_owned(),
        ..Repository::default()
    }
}

/// Script that answers a `PUT` where it works.
const WORKS: &str = "window.now = body.reviewers.map((who) => ({ ...who, type: 'user',
    display_name: who.uuid[1].toUpperCase() + who.uuid.slice(2, -1) }));
    answer({ ...PULL, reviewers: window.now });";

async fn opened(writing: &str, repository: &Repository) -> Looked {
    run("delete window.now; delete window.puts; delete window.fresh");
    let put = repository.put.replace("PULL", &repository.pull);
    let repository = Repository {
        put,
        ..repository.clone()
    };
    repository.open();
    let page = look(Some(here(writing)), host());
    page.has(".knowing p").await;
    settled().await;
    page
}

/// The bodies of all `PUT`s.
fn puts() -> Vec<String> {
    let puts: js_sys::Array = run("return window.puts || []").into();
    puts.iter().map(|body| body.as_string().unwrap()).collect()
}

#[wasm_bindgen_test]
async fn people_who_know_the_files_are_named_with_evidence() {
    let page = opened("off", &known("")).await;
    assert_eq!(page.text_of(".reviewers"), "BBob No vote yet");
    assert_eq!(page.count(".known > li"), 2, "{}", page.text());
    let cyd = page.text_of(".known > li:nth-child(1)");
    assert_eq!(
        cyd,
        "CCydReviewed 2 of these files, worked on 2 pull requests in their folders and reviewed 2 in \
         all in the last 90 days; last active 3 days ago; asked on 1 other open pull requestCopy Cyd"
    );
    let dee = page.text_of(".known > li:nth-child(2)");
    assert_eq!(
        dee,
        "DDeeReviewed 1 of these files, worked on 1 pull request in their folders and reviewed 1 in \
         all in the last 90 days; last active 9 days agoCopy Dee"
    );
    let text = page.text_of(".knowing > div");
    assert!(text.contains("From 4 merged pull requests."), "{text}");
    let edit = page.attribute(".knowing > div > p a", "href").unwrap();
    assert_eq!(
        edit,
        "https://bitbucket.example/acme/widgets/pull-requests/update/7"
    );
}

#[wasm_bindgen_test]
async fn without_history_or_evidence_nobody_is_suggested() {
    Repository::default().open();
    let page = look(Some(here("on")), host());
    page.has(".reviewing p").await;
    settled().await;
    assert!(page.text_of(".reviewing").contains("Nobody is asked"));
    assert_eq!(page.count(".knowing"), 0, "{}", page.text());
    drop(page);
    let old = Repository {
        merged: merged(1, 300, &["Eve"]),
        stats: format!("m1: [{}]", path("api/a.rs")),
        ..Repository::default()
    };
    let page = opened("on", &old).await;
    let said = page.text_of(".knowing > div");
    assert!(
        said.starts_with("Nobody else worked on these files"),
        "{said}"
    );
    assert!(said.contains("Changed last by"), "{said}");
    assert!(said.contains("From 1 merged pull request."), "{said}");
    assert_eq!(page.count(".known > li"), 0, "{said}");
}

#[wasm_bindgen_test]
async fn nobody_is_suggested_for_what_is_closed() {
    let closed = Repository {
        pull: pull(7, ("feature", "a7"), "main", "state: 'MERGED'"),
        ..known("")
    };
    closed.open();
    let page = look(Some(here("on")), host());
    page.has(".reviewing").await;
    settled().await;
    assert_eq!(page.count(".knowing"), 0);
}

#[wasm_bindgen_test]
async fn one_click_adds_one_reviewer_and_undo_removes_only_that_one() {
    let page = opened("on", &known(WORKS)).await;
    let before = crate::support::asked().len();
    page.click(".known > li .button");
    page.click(".known > li:nth-child(2) .button");
    page.says(".said", "Cyd is now asked to review. Undo").await;
    let calls = crate::support::asked();
    // What happened on it is read again after that.
    let calls = calls.get(before..).unwrap().iter();
    let calls = calls.filter(|url| url.contains("/pullrequests/7?"));
    assert_eq!(calls.count(), 2, "a fresh read and one change");
    let both = r#"{"title":"Change 7","reviewers":[{"uuid":"{bob}"},{"uuid":"{cyd}"}]}"#;
    assert_eq!(puts(), [both]);
    assert_eq!(
        page.text_of(".reviewers"),
        "BBob No vote yetCCyd No vote yet"
    );
    page.loses(".known > li:nth-child(2)").await;
    assert_eq!(
        page.count(".known > li"),
        1,
        "Cyd is not suggested any more"
    );
    let focused = run("return document.activeElement.textContent");
    assert_eq!(focused.as_string().unwrap(), "Undo");
    // Somebody else adds Dee meanwhile.
    run("window.now = [...window.now, { uuid: '{dee}', display_name: 'Dee', type: 'user' }]");
    page.click(".said .button");
    page.says(".said", "Cyd is no longer asked to review.")
        .await;
    let rest = r#"{"title":"Change 7","reviewers":[{"uuid":"{bob}"},{"uuid":"{dee}"}]}"#;
    assert_eq!(puts(), [both, rest]);
    assert_eq!(
        page.text_of(".reviewers"),
        "BBob No vote yetDDee No vote yet"
    );
}

#[wasm_bindgen_test]
async fn a_reviewer_who_is_there_by_now_is_said_and_nothing_is_changed() {
    let page = opened("on", &known(WORKS)).await;
    run("window.now = [{ uuid: '{cyd}', display_name: 'Cyd', type: 'user' }]");
    page.click(".known > li .button");
    page.says(".said", "Cyd is a reviewer already. Nothing was changed.")
        .await;
    assert!(puts().is_empty());
    assert_eq!(page.text_of(".reviewers"), "CCyd No vote yet");
}

#[wasm_bindgen_test]
async fn a_reviewer_without_an_id_is_never_lost() {
    let page = opened("on", &known(WORKS)).await;
    run("window.now = [{ display_name: 'Former user' }]");
    page.click(".known > li .button");
    page.says(
        ".said",
        "One reviewer’s account is gone, and a change from here would drop it. Nothing was \
         changed; use Bitbucket’s reviewer field.",
    )
    .await;
    assert!(puts().is_empty());
}

#[wasm_bindgen_test]
async fn refusals_say_what_happened() {
    for (answer, said) in [
        (
            "refuse({ status: 403 })",
            "Bitbucket does not let you change the reviewers",
        ),
        (
            "refuse({ status: 409 })",
            "This pull request was changed by somebody else",
        ),
        (
            "refuse({ status: 400, responseText: '{\"error\":{\"message\":\"not a member\"}}' })",
            "Bitbucket refused, and nothing was changed. It says: not a member",
        ),
        ("refuse({ status: 500 })", "Bitbucket has a problem. "),
    ] {
        let page = opened("on", &known(answer)).await;
        page.click(".known > li .button");
        page.has(".said span:not(:empty)").await;
        settled().await;
        let text = page.text_of(".said");
        assert!(text.starts_with(said), "{text}");
        assert_eq!(page.text_of(".reviewers"), "BBob No vote yet");
        assert_eq!(puts().len(), 1);
        assert_eq!(page.count(".said .button"), 0, "nothing to undo");
    }
}

/// Answers about accounts from now on: this one is deactivated.
fn deactivate(who: &str) {
    run(&format!(
        "const ready = window.AP.require;
         window.AP.require = (name, go) => ready(name, (call) => go((options) => {{
           const url = decodeURIComponent(options.url);
           if (!url.includes('/users/')) return call(options);
           window.AP.asked.push(options.url);
           const status = url.includes('{{{who}}}') ? 'inactive' : 'active';
           setTimeout(() => options.success({{ account_status: status }}), 1);
         }}));"
    ));
}

/// Answer to a `PUT` where Bob's account is deactivated.
fn refuses(who: &str) -> String {
    format!(
        "if (body.reviewers.some((one) => one.uuid === '{{{who}}}')) refuse({{ status: 400, responseText:
           '{{\"error\":{{\"message\":\"reviewers: Malformed reviewers list\"}}}}' }});
         else {{ {WORKS} }}"
    )
}

#[wasm_bindgen_test]
async fn whoever_is_deactivated_is_left_out_and_named() {
    let page = opened("on", &known(&refuses("bob"))).await;
    deactivate("bob");
    page.click(".known > li .button");
    let said = "Cyd is now asked to review. Undo Bob is no longer a reviewer: that account is \
                deactivated, and Bitbucket refuses every list that holds one.";
    page.says(".said", said).await;
    assert_eq!(page.text_of(".reviewers"), "CCyd No vote yet");
    let both = r#"{"title":"Change 7","reviewers":[{"uuid":"{bob}"},{"uuid":"{cyd}"}]}"#;
    let rest = r#"{"title":"Change 7","reviewers":[{"uuid":"{cyd}"}]}"#;
    assert_eq!(puts(), [both, rest]);
}

#[wasm_bindgen_test]
async fn nobody_is_changed_where_the_one_to_add_is_deactivated() {
    let page = opened("on", &known(&refuses("cyd"))).await;
    deactivate("cyd");
    page.click(".known > li .button");
    let said = "Cyd cannot be asked: that account is deactivated. Nothing was changed.";
    page.says(".said", said).await;
    assert_eq!(page.text_of(".reviewers"), "BBob No vote yet");
    assert_eq!(puts().len(), 1);
}

#[wasm_bindgen_test]
async fn names_are_copied_or_selected_where_copying_is_refused() {
    let page = opened("off", &known("")).await;
    let stub = |body: &str| {
        run(&format!(
            "Object.defineProperty(navigator, 'clipboard', {{ configurable: true,
               value: {{ writeText(text) {{ window.copied = text; {body} }} }} }})"
        ));
    };
    stub("return Promise.resolve();");
    page.click(".known > li .button");
    page.says(".said", "Cyd is on the clipboard.").await;
    assert_eq!(run("return window.copied").as_string().unwrap(), "Cyd");
    stub("return Promise.reject(new Error('no'));");
    page.click(".known > li:nth-child(2) .button");
    page.says(
        ".said",
        "Dee cannot be copied from here. The name is selected: copy it with your keyboard.",
    )
    .await;
    let selected = run("return getSelection().toString()");
    assert_eq!(selected.as_string().unwrap(), "Dee");
    run("delete navigator.clipboard");
}

#[wasm_bindgen_test]
fn a_conflict_is_said_apart_from_a_refusal() {
    let said = |status| failure(&Error::from_status(status, ""), Viewer::SignedIn);
    assert!(said(403).contains("does not let you"));
    assert!(said(409).contains("at the same moment"));
    assert_ne!(said(400), said(404));
}

#[wasm_bindgen_test]
async fn who_was_not_asked_is_named_once_and_can_be_added_there() {
    run(&format!(
        "window.defaults = [{{ user: {} }}]",
        account("Dee")
    ));
    let page = opened("on", &known(WORKS)).await;
    let dee = ".reviewing > .known li";
    page.has(dee).await;
    assert_eq!(page.count(dee), 1);
    assert!(
        page.text_of(dee).starts_with("DDee"),
        "{}",
        page.text_of(dee)
    );
    let others = page.text_of(".knowing .known");
    assert!(
        others.contains("Cyd") && !others.contains("Dee"),
        "{others}"
    );
    page.click(&format!("{dee} button"));
    page.loses(dee).await;
    let sent = puts().join(" ");
    assert!(sent.contains("{bob}") && sent.contains("{dee}"), "{sent}");
    let said = page.text_of(".said");
    assert!(said.starts_with("Dee is now asked to review."), "{said}");
    run("delete window.defaults");
}
