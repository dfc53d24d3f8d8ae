//! The descriptor: what ours says, and what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use atlassian_connect::{
    AppKey, Error,
    descriptor::{Descriptor, Reports, Settings, Writing},
};
use serde_json::{Value, json};

fn golden() -> Value {
    serde_json::from_str(include_str!("data/atlassian-connect.json")).unwrap()
}

fn settings() -> Settings {
    Settings::new(AppKey::new("sightline"), "https://sightline.example")
}

fn built(settings: &Settings) -> Value {
    serde_json::to_value(Descriptor::new(settings).unwrap()).unwrap()
}

fn parse(json: &Value) -> Result<Descriptor, Error> {
    Descriptor::parse(json.to_string().as_bytes())
}

/// The golden descriptor and a webhook, with one value put at a JSON pointer.
fn with(pointer: &str, value: Value) -> Value {
    let mut json = golden();
    json["modules"]["webhooks"] =
        json!([{"event": "pullrequest:created", "url": "/connect/webhook"}]);
    let (parent, member) = pointer.rsplit_once('/').unwrap();
    let parent = json.pointer_mut(parent).unwrap();
    let member = member.replace("~1", "/");
    match parent {
        Value::Object(members) => drop(members.insert(member, value)),
        Value::Array(items) => items[member.parse::<usize>().unwrap()] = value,
        _ => panic!("{pointer} leads nowhere"),
    }
    json
}

/// Asserts which place is refused, and a word of why.
fn assert_refused(json: &Value, place: &str, why: &str) {
    match parse(json) {
        Err(Error::Descriptor { place: at, problem }) => {
            assert_eq!(at, place, "{problem}");
            assert!(problem.contains(why), "{place}: {problem}");
        }
        other => panic!("{place} ({why}): {other:?}"),
    }
}

fn refuse(pointer: &str, value: Value, place: &str, why: &str) {
    assert_refused(&with(pointer, value), place, why);
}

#[test]
fn our_descriptor_is_the_golden_one() {
    assert_eq!(built(&settings()), golden());
}

#[test]
fn a_descriptor_is_read_as_it_was_written() {
    let descriptor = Descriptor::new(&settings()).unwrap();
    assert_eq!(parse(&golden()), Ok(descriptor));
}

#[test]
fn members_that_are_not_known_are_ignored() {
    let mut json = golden();
    json["apiVersion"] = json!(1);
    json["modules"]["linkers"] = json!([{"key": "x"}]);
    json["modules"]["webPanels"][0]["weight"] = json!(100);
    assert_eq!(parse(&json), Descriptor::new(&settings()));
}

#[test]
fn only_an_operator_who_switches_writing_on_asks_for_it() {
    let mut writing = settings();
    writing.writing = Writing::On;
    let expected = json!(["account", "repository", "pullrequest:write"]);
    assert_eq!(built(&writing)["scopes"], expected);
    assert_eq!(Writing::default(), Writing::Off);
    assert!(!golden().to_string().contains(":write"));
}

#[test]
fn nothing_is_subscribed_to_by_default() {
    assert_eq!(built(&settings())["modules"].get("webhooks"), None);
}

#[test]
fn reports_subscribe_to_the_events_that_they_need_and_to_no_other() {
    let mut reporting = settings();
    reporting.reports = Reports::On;
    let json = built(&reporting);
    let webhook = |event: &str| json!({"event": event, "url": "/connect/webhook"});
    let events = [
        "pullrequest:created",
        "pullrequest:updated",
        "pullrequest:fulfilled",
        "pullrequest:rejected",
        "repo:push",
    ];
    assert_eq!(json["modules"]["webhooks"], json!(events.map(webhook)));
    assert_eq!(json["scopes"], built(&settings())["scopes"]);
}

#[test]
fn optional_members_appear_with_their_settings() {
    let mut all = settings();
    all.oauth_client_id = Some("consumer-key".to_owned());
    all.forge_app_link = Some("https://developer.atlassian.com/console/install/x".to_owned());
    all.forge_app_id = Some("ari:cloud:ecosystem::app/x".to_owned());
    all.name = "Another name".to_owned();
    let json = built(&all);
    assert_eq!(
        json["modules"]["oauthConsumer"],
        json!({"clientId": "consumer-key", "scopes": ["account", "repository", "pullrequest"]})
    );
    assert_eq!(
        json["forgeAppLink"],
        "https://developer.atlassian.com/console/install/x"
    );
    assert_eq!(json["forgeAppId"], "ari:cloud:ecosystem::app/x");
    assert_eq!(
        json["modules"]["webPanels"][0]["name"]["value"],
        "Another name"
    );
    // None of them is there by itself.
    for absent in ["oauthConsumer", "forgeAppLink", "forgeAppId", "null"] {
        assert!(!built(&settings()).to_string().contains(absent), "{absent}");
    }
}

#[test]
fn parameters_of_our_urls_have_names_that_all_implementations_order_alike() {
    let text = golden().to_string();
    let queries = text
        .split('"')
        .filter_map(|url| Some(url.split_once('?')?.1));
    let names: Vec<&str> = queries
        .flat_map(|query| query.split('&'))
        .map(|piece| piece.split_once('=').unwrap().0)
        .collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        assert!(plain && !name.is_empty(), "{name}");
    }
}

#[test]
fn settings_that_break_a_limit_are_refused() {
    let mut wrong = settings();
    wrong.base_url = "https://sightline.example/".to_owned();
    assert_eq!(
        Descriptor::new(&wrong),
        Err(Error::Descriptor {
            place: "baseUrl".to_owned(),
            problem: "ends in a slash".to_owned(),
        })
    );
    let mut wrong = settings();
    wrong.app_key = AppKey::new("sight line");
    let refused = Descriptor::new(&wrong).unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("the descriptor's key is \"sight line\"")
    );
}

#[test]
fn what_cannot_be_read_is_refused() {
    for json in ["", "[]", "{}", "{\"key\":1}", "\u{0}"] {
        match Descriptor::parse(json.as_bytes()) {
            Err(Error::Descriptor { place, .. }) => assert_eq!(place, "JSON"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn scopes_are_never_absent_and_always_known() {
    refuse("/scopes", json!([]), "scopes", "absent");
    let mut json = golden();
    json.as_object_mut().unwrap().remove("scopes");
    assert_refused(&json, "scopes", "absent");
    refuse("/scopes/0", json!("accounts"), "scopes", "accounts");
}

#[test]
fn keys_have_up_to_128_letters_digits_and_hyphens() {
    let panel = "modules.webPanels[0].key";
    let (page, configure) = ("modules.repoPages[0].key", "modules.configurePage.key");
    for (pointer, place) in [
        ("/key", "key"),
        ("/modules/webPanels/0/key", panel),
        ("/modules/repoPages/0/key", page),
        ("/modules/configurePage/key", configure),
    ] {
        refuse(pointer, json!(""), place, "empty");
        refuse(pointer, json!("a.b"), place, "hyphens");
        refuse(pointer, json!("ü"), place, "hyphens");
        refuse(pointer, json!("x".repeat(129)), place, "129 bytes");
        assert!(parse(&with(pointer, json!("x".repeat(128)))).is_ok());
    }
}

#[test]
fn names_and_descriptions_are_there() {
    for (pointer, place) in [
        ("/name", "name"),
        ("/description", "description"),
        (
            "/modules/webPanels/0/name/value",
            "modules.webPanels[0].name",
        ),
        (
            "/modules/repoPages/0/name/value",
            "modules.repoPages[0].name",
        ),
        (
            "/modules/configurePage/name/value",
            "modules.configurePage.name",
        ),
    ] {
        refuse(pointer, json!(""), place, "empty");
    }
}

#[test]
fn base_urls_are_https_or_of_this_machine() {
    for good in [
        "https://app.example",
        "https://app.example:8443/connect",
        "http://localhost",
        "http://localhost:3000",
        "http://127.0.0.1:3000/x",
        "http://[::1]",
        "http://[::1]:3000",
    ] {
        assert!(parse(&with("/baseUrl", json!(good))).is_ok(), "{good}");
    }
    for (wrong, why) in [
        ("", "empty"),
        ("https://", "empty host"),
        ("https:///x", "no host"),
        ("https://:80", "empty host"),
        ("http://app.example", "https"),
        ("http://localhost.example", "https"),
        ("http://localhost:1@app.example", "user"),
        ("ftp://app.example", "https"),
        ("http://0x7f000001.example", "https"),
        ("app.example", "no URL"),
        ("https://app.example/", "slash"),
        ("https://app.example?x", "query"),
        ("https://app.example#x", "fragment"),
        ("https://app.example /x", "white space"),
        ("https://app.example\n", "white space"),
    ] {
        refuse("/baseUrl", json!(wrong), "baseUrl", why);
    }
    let long = format!("https://app.example/{}", "x".repeat(2_048));
    refuse("/baseUrl", json!(long), "baseUrl", "2048");
}

#[test]
fn urls_are_paths_or_absolute_and_have_up_to_2048_bytes() {
    for (pointer, place) in [
        ("/lifecycle/installed", "lifecycle.installed"),
        ("/lifecycle/uninstalled", "lifecycle.uninstalled"),
        ("/modules/webPanels/0/url", "modules.webPanels[0].url"),
        ("/modules/repoPages/0/url", "modules.repoPages[0].url"),
        ("/modules/configurePage/url", "modules.configurePage.url"),
        ("/modules/webhooks/0/url", "modules.webhooks[0].url"),
    ] {
        refuse(pointer, json!(""), place, "empty");
        refuse(pointer, json!("panel"), place, "neither");
        refuse(pointer, json!("//evil.example/x"), place, "neither");
        refuse(pointer, json!("javascript:alert(1)"), place, "neither");
        refuse(
            pointer,
            json!(format!("/{}", "x".repeat(2_048))),
            place,
            "2049 bytes",
        );
        assert!(parse(&with(pointer, json!(format!("/{}", "x".repeat(2_047))))).is_ok());
        assert!(parse(&with(pointer, json!("https://cdn.example/x"))).is_ok());
    }
}

#[test]
fn templates_name_parameters_plainly_and_hold_what_they_use() {
    let proxied = "/modules/proxy/~1session~1{repository}/destination";
    let destination = "modules.proxy[\"/session/{repository}\"].destination";
    for (pointer, place) in [
        ("/modules/webPanels/0/url", "modules.webPanels[0].url"),
        ("/modules/repoPages/0/url", "modules.repoPages[0].url"),
        ("/modules/configurePage/url", "modules.configurePage.url"),
        (proxied, destination),
    ] {
        let refuse = |url: &str, why: &str| refuse(pointer, json!(url), place, why);
        refuse("/x?full-name={repository.full_name}", "full-name");
        refuse("/x?a%5B=1", "a%5B");
        refuse("/x?=1", "\"\"");
        refuse("/x?a={repo.uuid}", "repo.uuid");
        refuse("/x?a={user.uuid", "not closed");
        refuse("/x/{snippet.id}", "scope snippet");
        refuse("/x?a={issue.id}", "scope issue");
        let fine =
            "/x?a={app.key}&b={branch.name}&c={repository.properties.get(attribute=app.key)}";
        assert!(parse(&with(pointer, json!(fine))).is_ok());
    }
    refuse(
        "/scopes",
        json!(["account", "repository"]),
        "modules.webPanels[0].url",
        "pullrequest",
    );
    refuse(
        "/scopes",
        json!(["pullrequest"]),
        "modules.webPanels[0].url",
        "account",
    );
    assert!(parse(&with("/scopes", json!(["account", "pullrequest"]))).is_ok());
    assert!(
        parse(&with(
            "/scopes",
            json!(["account:write", "pullrequest:write"])
        ))
        .is_ok()
    );
}

#[test]
fn a_larger_scope_implies_a_smaller_one_only_where_documented() {
    let mut json = golden();
    json["modules"] = json!({"repoPages": [golden()["modules"]["repoPages"][0].clone()]});
    for scope in ["repository", "repository:write", "project", "pullrequest"] {
        json["scopes"] = json!(["account", scope]);
        assert!(parse(&json).is_ok(), "{scope}");
    }
    for scope in [
        "repository:admin",
        "repository:delete",
        "project:admin",
        "webhook",
    ] {
        json["scopes"] = json!(["account", scope]);
        assert_refused(&json, "modules.repoPages[0].url", "scope repository");
    }
}

#[test]
fn panels_stand_where_bitbucket_has_places() {
    let (pointer, place) = (
        "/modules/webPanels/0/location",
        "modules.webPanels[0].location",
    );
    refuse(
        pointer,
        json!("org.bitbucket.repository.navigation"),
        place,
        "not one of",
    );
    let overview = "org.bitbucket.repository.overview.informationPanel";
    assert!(parse(&with(pointer, json!(overview))).is_ok());
    let (pointer, place) = (
        "/modules/repoPages/0/location",
        "modules.repoPages[0].location",
    );
    refuse(pointer, json!(""), place, "empty");
    refuse(pointer, json!("x".repeat(129)), place, "129 bytes");
}

#[test]
fn webhooks_take_known_events_that_the_scopes_cover() {
    let (pointer, place) = ("/modules/webhooks/0/event", "modules.webhooks[0].event");
    refuse(
        pointer,
        json!("pullrequest:merged"),
        place,
        "pullrequest:merged",
    );
    refuse(pointer, json!(""), place, "unknown");
    refuse(pointer, json!("issue:created"), place, "scope issue");
    for fine in ["*", "repo:push", "pullrequest:comment_resolved"] {
        assert!(parse(&with(pointer, json!(fine))).is_ok(), "{fine}");
    }
}

#[test]
fn only_documented_words_are_taken() {
    refuse(
        "/authentication/type",
        json!("oauth2"),
        "authentication.type",
        "oauth2",
    );
    assert!(parse(&with("/authentication/type", json!("none"))).is_ok());
    refuse("/contexts", json!(["workspace"]), "contexts", "workspace");
    refuse("/forgeAppLink", json!("http://x"), "forgeAppLink", "https");
    refuse("/forgeAppId", json!("1234"), "forgeAppId", "ARI");
    let consumer = "modules.oauthConsumer";
    let pointer = "/modules/oauthConsumer";
    refuse(
        pointer,
        json!({"clientId": ""}),
        &format!("{consumer}.clientId"),
        "empty",
    );
    let scopes = json!({"clientId": "x", "scopes": ["all"]});
    refuse(pointer, scopes, &format!("{consumer}.scopes"), "all");
}

#[test]
fn proxied_paths_capture_known_objects_after_what_they_lie_in() {
    let with_path = |path: &str| {
        let mut json = golden();
        json["modules"]["proxy"] = json!({ path: {"destination": "/x", "methods": {"GET": {}}} });
        json
    };
    for good in [
        "/x",
        "/{repository}",
        "/a/{target_user}/{repository}/b/{commit}",
        "/{user}",
    ] {
        assert!(parse(&with_path(good)).is_ok(), "{good}");
    }
    for (path, why) in [
        ("x", "start with /"),
        ("", "start with /"),
        ("/{repo}", "unknown"),
        ("/{repository", "unknown"),
        ("/a{repository}", "unknown"),
        ("/{pullrequest}", "without {repository} before it"),
        (
            "/{pullrequest}/{repository}",
            "without {repository} before it",
        ),
    ] {
        assert_refused(&with_path(path), &format!("modules.proxy[{path:?}]"), why);
    }
}

#[test]
fn proxies_take_documented_methods_with_their_own_destinations() {
    let proxy = "/modules/proxy/~1session~1{repository}";
    let place = "modules.proxy[\"/session/{repository}\"]";
    for method in ["GET", "PUT", "POST", "DELETE"] {
        let own = json!({ method: {"destination": "/other", "scopes": ["account"]} });
        assert!(parse(&with(&format!("{proxy}/methods"), own)).is_ok());
    }
    let methods = |value: Value, at: &str, why: &str| {
        refuse(
            &format!("{proxy}/methods"),
            value,
            &format!("{place}.methods{at}"),
            why,
        );
    };
    methods(json!({"PATCH": {}}), "", "PATCH");
    methods(json!({"post": {}}), "", "post");
    methods(
        json!({"POST": {"destination": "x"}}),
        ".POST.destination",
        "neither",
    );
    methods(json!({"POST": {"scopes": ["all"]}}), ".POST.scopes", "all");
    refuse(
        &format!("{proxy}/scopes"),
        json!(["all"]),
        &format!("{place}.scopes"),
        "all",
    );
    refuse(
        &format!("{proxy}/destination"),
        json!(""),
        &format!("{place}.destination"),
        "empty",
    );
}
