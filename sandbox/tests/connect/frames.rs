//! Signed addresses of an app's pages.

use atlassian_connect::{RequestTarget, UnverifiedToken};
use reqwest::Url;
use serde_json::json;
use sha2::{Digest, Sha256};
use sightline_sandbox::{
    connect::{Frame, Place, frames},
    state::unix_now,
};

use crate::support::{ADMIN, App, MEMBER, Running, claims};

const PANEL: Place = Place::PullRequestPanel(7);

fn only(mut frames: Vec<Frame>) -> Frame {
    assert_eq!(frames.len(), 1);
    frames.remove(0)
}

fn parameter(url: &str, name: &str) -> Option<String> {
    let url = Url::parse(url).unwrap();
    let mut pairs = url.query_pairs();
    pairs
        .find(|(is, _)| is == name)
        .map(|(_, value)| value.into_owned())
}

#[tokio::test]
async fn the_panel_is_signed_over_all_that_it_says() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let frame = only(frames(&running.sandbox, PANEL, Some(MEMBER)));
    assert_eq!(frame.module_key, "panel");
    assert_eq!(frame.module_id, "demo-app__panel");
    assert_eq!(frame.title, "Demo panel");
    assert_eq!(frame.origin, app.origin);

    let channel = parameter(&frame.url, "xdm_c").unwrap();
    assert!(channel.starts_with("channel-"));
    let web = running.web().replace(':', "%3A").replace('/', "%2F");
    let (unsigned, token) = frame.url.split_once("&jwt=").unwrap();
    let expected = format!(
        "{}/panel?workspace=acme&repo=%7B66666666-7777-8888-9999-000000000000%7D&pr=7\
         &branch=fast%20%26%20loose&user=%7Baaaaaaaa-bbbb-cccc-dddd-0000000000aa%7D\
         &xdm_e={web}&xdm_c={channel}&crev=sandbox%2Fdist%2Fconnect%2Fv5",
        app.origin
    );
    assert_eq!(unsigned, expected);

    let canonical = format!(
        "GET&/panel&branch=fast%20%26%20loose&crev=sandbox%2Fdist%2Fconnect%2Fv5&pr=7\
         &repo=%7B66666666-7777-8888-9999-000000000000%7D\
         &user=%7Baaaaaaaa-bbbb-cccc-dddd-0000000000aa%7D&workspace=acme\
         &xdm_c={channel}&xdm_e={web}"
    );
    let digest = Sha256::digest(canonical);
    let qsh: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let (client, secret) = running.shared();
    let claims = claims(token);
    let iat = claims["iat"].as_u64().unwrap();
    let expected = json!({
        "iss": client, "aud": client, "iat": iat, "exp": iat + 300, "qsh": qsh,
    });
    assert_eq!(claims, expected);
    let url = Url::parse(&frame.url).unwrap();
    let target = RequestTarget {
        method: "GET",
        path: url.path(),
        query: url.query().unwrap(),
        base_path: "",
    };
    let token = UnverifiedToken::parse(token).unwrap();
    assert!(token.verify(&secret, &target, unix_now()).is_ok());
}

#[tokio::test]
async fn the_path_of_the_base_url_is_left_out_of_the_hash() {
    let app = App::start_below("/demo").await;
    let running = Running::with(&app).await;
    let seen = app.take_one();
    assert_eq!(seen.path, "/demo/connect/installed");
    // SHA-256 of `POST&/connect/installed&`.
    assert_eq!(
        claims(seen.token())["qsh"],
        "72c0a77bd4d709a202e9b2561ed003fdb400318f7a1cfabe47576d1e1d5b5dd7",
    );
    let frame = only(frames(&running.sandbox, PANEL, None));
    assert!(
        frame
            .url
            .starts_with(&format!("{}/demo/panel?", app.origin))
    );
    assert_eq!(frame.origin, app.origin);
}

#[tokio::test]
async fn nobody_is_an_empty_user() {
    let running = Running::with(&App::start().await).await;
    let frame = only(frames(&running.sandbox, PANEL, None));
    assert_eq!(parameter(&frame.url, "user").as_deref(), Some(""));
}

#[tokio::test]
async fn what_a_scope_would_show_is_left_unreplaced_without_it() {
    let app = App::start().await;
    app.describe(|descriptor| descriptor["scopes"] = json!(["repository"]));
    let running = Running::with(&app).await;
    let url = only(frames(&running.sandbox, PANEL, Some(MEMBER))).url;
    let left = |name| parameter(&url, name).unwrap();
    assert_eq!(left("user"), "{user.uuid}");
    assert_eq!(left("workspace"), "{workspace.slug}");
    assert_eq!(left("pr"), "{pullrequest.id}");
    assert_eq!(left("repo"), "{66666666-7777-8888-9999-000000000000}");
}

#[tokio::test]
async fn pages_stand_where_they_belong() {
    let running = Running::with(&App::start().await).await;
    let at = |place| frames(&running.sandbox, place, Some(ADMIN));
    let page = only(at(Place::RepositoryPage("page".into())));
    assert_eq!(
        parameter(&page.url, "repo").as_deref(),
        Some("acme/widgets")
    );
    assert_eq!(parameter(&page.url, "pr").as_deref(), Some(""));
    let configure = only(at(Place::ConfigurePage));
    assert_eq!(configure.module_id, "demo-app__configure");
    let workspace = parameter(&configure.url, "workspace");
    assert_eq!(
        workspace.as_deref(),
        Some("{11111111-2222-3333-4444-555555555555}")
    );
    assert_eq!(
        parameter(&configure.url, "user").as_deref(),
        Some("557058:ada")
    );
    assert_eq!(at(Place::RepositoryPage("panel".into())), []);
}

#[tokio::test]
async fn a_condition_that_fails_or_is_unknown_hides_a_panel() {
    let app = App::start().await;
    let running = Running::with(&app).await;
    let permission =
        |name: &str| json!({ "condition": "has_permission", "params": { "permission": name } });
    let title = |target: &str| json!({ "condition": "equals", "target": target, "params": { "value": "Turn faster" } });
    let mut not_admin = permission("admin");
    not_admin["invert"] = json!(true);
    for (condition, admin, member, nobody) in [
        (permission("admin"), 1, 0, 0),
        (permission("write"), 1, 1, 0),
        (permission("read"), 1, 1, 1),
        (not_admin, 0, 1, 1),
        (title("pullrequest.title"), 1, 1, 1),
        (title("repository.name"), 0, 0, 0),
        (title("issue.title"), 0, 0, 0),
        (json!({ "condition": "moon_is_full" }), 0, 0, 0),
        (
            json!({ "condition": "moon_is_full", "invert": true }),
            0,
            0,
            0,
        ),
    ] {
        app.describe(|descriptor| {
            descriptor["modules"]["webPanels"][0]["conditions"] = json!([condition]);
        });
        let answer = running.post("/sandbox/apps/demo-app/update").send().await;
        assert_eq!(answer.unwrap().status(), 204);
        let seen = [Some(ADMIN), Some(MEMBER), None]
            .map(|reader| frames(&running.sandbox, PANEL, reader).len());
        assert_eq!(seen, [admin, member, nobody], "{condition}");
    }
}
