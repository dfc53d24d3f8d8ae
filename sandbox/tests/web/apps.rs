//! Registering, installing, showing and removing an app by the pages alone.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use serde_json::json;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::support::{REPOSITORY, SETTINGS, TestBox, Who};

/// An app that takes what it is told and remembers it.
struct App {
    base: String,
    told: Arc<Mutex<Vec<String>>>,
    server: JoinHandle<()>,
}

impl App {
    async fn start(installed: StatusCode) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let told = Arc::default();
        let router = Router::new()
            .route("/atlassian-connect.json", get(descriptor))
            .route(
                "/installed",
                post(move |told| tell(told, "installed", installed)),
            )
            .route(
                "/uninstalled",
                post(|told| tell(told, "uninstalled", StatusCode::NO_CONTENT)),
            )
            .with_state((base.clone(), Arc::clone(&told)));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { base, told, server }
    }

    fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }

    async fn register(&self, test: &TestBox) -> String {
        let page = format!("{SETTINGS}/develop-apps");
        let url = self.base.replace(':', "%3A").replace('/', "%2F");
        let fields = format!("descriptor_url={url}%2Fatlassian-connect.json");
        let answer = test.submit(Who::Admin, &page, &page, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.text
    }

    fn authorize(&self) -> String {
        let back = self.base.replace(':', "%3A").replace('/', "%2F");
        format!("/site/addons/authorize?addon_key=demo-app&redirect_uri={back}%2Fback%3Fa%3D1")
    }

    fn answer(&self, answer: &str) -> String {
        let address = self.authorize();
        let (_, query) = address.split_once('?').unwrap();
        format!("{query}&answer={answer}")
    }

    async fn install(&self, test: &TestBox) {
        self.register(test).await;
        let to = "/site/addons/authorize";
        let answer = test
            .submit(Who::Admin, &self.authorize(), to, &self.answer("allow"))
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.server.abort();
    }
}

type Told = State<(String, Arc<Mutex<Vec<String>>>)>;

async fn tell(State((_, told)): Told, what: &str, answer: StatusCode) -> StatusCode {
    told.lock().unwrap().push(what.to_owned());
    answer
}

async fn descriptor(State((base, _)): Told) -> Json<serde_json::Value> {
    Json(json!({
        "key": "demo-app",
        "name": "Demo <i>app</i>",
        "description": "Shows what there is.",
        "vendor": { "name": "Demo makers", "url": "https://demo.example" },
        "baseUrl": base,
        "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed", "uninstalled": "/uninstalled" },
        "scopes": ["account", "pullrequest"],
        "modules": {
            "webPanels": [{
                "key": "panel",
                "name": { "value": "Demo panel" },
                "location": "org.bitbucket.pullrequest.overview.informationPanel",
                "url": "/panel?pr={pullrequest.id}",
            }],
            "repoPages": [{
                "key": "page",
                "name": { "value": "Demo page" },
                "location": "org.bitbucket.repository.navigation",
                "url": "/page",
            }],
            "configurePage": { "key": "cfg", "name": { "value": "Demo settings" }, "url": "/cfg" },
        },
    }))
}

#[tokio::test]
async fn the_secret_is_shown_once() {
    let (test, app) = (TestBox::new(), App::start(StatusCode::OK).await);
    let answer = app.register(&test).await;
    let (_, rest) = answer.split_once("id=\"secret\">").expect("the secret");
    let secret = rest.split('<').next().unwrap();
    assert!(secret.len() >= 32, "{secret}");
    let later = test.page(&format!("{SETTINGS}/develop-apps")).await;
    assert!(later.contains("demo-app") && later.contains("addon_key=demo-app"));
    assert!(!later.contains(secret));
    let again = app.register(&test).await;
    assert!(again.contains("is registered already") && !again.contains(secret));
}

#[tokio::test]
async fn an_address_without_a_descriptor_is_explained() {
    let (test, app) = (TestBox::new(), App::start(StatusCode::OK).await);
    let page = format!("{SETTINGS}/develop-apps");
    let url = app.base.replace(':', "%3A").replace('/', "%2F");
    let fields = format!("descriptor_url={url}%2Fnothing");
    let answer = test.submit(Who::Admin, &page, &page, &fields).await;
    assert!(answer.text.contains("class=\"message error\""));
    let asked = test
        .get(&format!(
            "/site/addons/authorize?descriptor_uri={url}%2Fnothing"
        ))
        .await;
    assert_eq!(asked.status, StatusCode::BAD_REQUEST);
    assert!(
        asked.text.contains("descriptor cannot be used"),
        "{}",
        asked.text
    );
    let unknown = test.get("/site/addons/authorize?addon_key=unknown").await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let nothing = test.get("/site/addons/authorize").await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn consent_names_the_app_and_its_scopes_and_only_an_admin_can_give_it() {
    let (test, app) = (TestBox::new(), App::start(StatusCode::OK).await);
    app.register(&test).await;
    let page = test.get(&app.authorize()).await;
    for words in [
        "Demo &lt;i&gt;app&lt;/i&gt; wants to be installed into Acme",
        "Demo makers",
        "Read your account information",
        "Read your repositories and their pull requests",
        "Grant access",
    ] {
        assert!(page.text.contains(words), "{words}");
    }
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains(&format!("form-action 'self' {};", app.base)),
        "{policy}"
    );
    for who in [Who::Anonymous, Who::Member] {
        let page = test.get_as(who, &app.authorize()).await;
        assert!(page.text.contains("Only administrators"), "{who:?}");
        assert!(!page.text.contains("Grant access"), "{who:?}");
    }
}

#[tokio::test]
async fn allowing_installs_and_returns_with_a_key_and_a_token() {
    let (test, app) = (TestBox::new(), App::start(StatusCode::OK).await);
    app.register(&test).await;
    let to = "/site/addons/authorize";
    let answer = test
        .submit(Who::Admin, &app.authorize(), to, &app.answer("allow"))
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let location = answer.header("location");
    assert!(
        location.starts_with(&format!("{}/back?a=1&client_key=", app.base)),
        "{location}"
    );
    assert!(location.contains("&jwt=ey"), "{location}");
    assert_eq!(app.told(), ["installed"]);
}

#[tokio::test]
async fn cancelling_returns_with_an_error_and_installs_nothing() {
    let (test, app) = (TestBox::new(), App::start(StatusCode::OK).await);
    app.register(&test).await;
    let to = "/site/addons/authorize";
    let answer = test
        .submit(Who::Admin, &app.authorize(), to, &app.answer("cancel"))
        .await;
    assert_eq!(
        answer.header("location"),
        format!("{}/back?a=1&error=access_denied", app.base)
    );
    assert!(app.told().is_empty());
    assert!(test.sandbox.connect().installations().next().is_none());
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_is_not_the_apps() {
    let (test, app) = (TestBox::new(), App::start(StatusCode::OK).await);
    app.register(&test).await;
    let page = "/site/addons/authorize?addon_key=demo-app";
    let fields = "addon_key=demo-app&redirect_uri=https%3A%2F%2Fevil.example%2F&answer=";
    for answer in ["allow", "cancel"] {
        let fields = format!("{fields}{answer}");
        let answer = test
            .submit(Who::Admin, page, "/site/addons/authorize", &fields)
            .await;
        assert!(
            answer.header("location").starts_with("/acme/"),
            "{}",
            answer.header("location")
        );
    }
}

#[tokio::test]
async fn an_app_that_refuses_is_not_installed_and_the_page_says_why() {
    let (test, app) = (TestBox::new(), App::start(StatusCode::UNAUTHORIZED).await);
    app.register(&test).await;
    let to = "/site/addons/authorize";
    let answer = test
        .submit(Who::Admin, &app.authorize(), to, &app.answer("allow"))
        .await;
    assert!(answer.text.contains("could not be installed") && answer.text.contains("401"));
    assert!(test.sandbox.connect().installations().next().is_none());
}

#[tokio::test]
async fn an_installed_app_has_its_panel_its_page_and_its_settings() {
    let (test, app) = (TestBox::new(), App::start(StatusCode::OK).await);
    app.install(&test).await;
    for (path, module, kind) in [
        (format!("{REPOSITORY}/pull-requests/3"), "panel", "webPanel"),
        (
            format!("{REPOSITORY}/addon/demo-app/page"),
            "page",
            "repoPage",
        ),
        (format!("{SETTINGS}/apps/demo-app"), "cfg", "configurePage"),
    ] {
        let answer = test.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(
            answer
                .text
                .contains(&format!("data-module-key=\"{module}\"")),
            "{path}"
        );
        assert!(
            answer
                .text
                .contains(&format!("data-module-type=\"{kind}\"")),
            "{path}"
        );
        assert!(
            answer.text.contains(&format!("data-url=\"{}/", app.base)),
            "{path}"
        );
        assert!(
            answer.text.contains("<dialog data-consent=\"demo-app\""),
            "{path}"
        );
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains(&format!("frame-src {};", app.base)),
            "{policy}"
        );
    }
    let panel = test.page(&format!("{REPOSITORY}/pull-requests/3")).await;
    assert!(panel.contains("data-max-height=\"600\""));
    assert!(panel.contains(&format!("href=\"{REPOSITORY}/addon/demo-app/page\"")));
    let listed = test.page(&format!("{SETTINGS}/apps")).await;
    assert!(listed.contains("Demo &lt;i&gt;app&lt;/i&gt;"));
}

#[tokio::test]
async fn uninstalling_takes_the_app_out_of_all_pages() {
    let (test, app) = (TestBox::new(), App::start(StatusCode::OK).await);
    app.install(&test).await;
    let page = format!("{SETTINGS}/apps");
    let answer = test
        .submit(Who::Admin, &page, &format!("{page}/demo-app/uninstall"), "")
        .await;
    assert_eq!(answer.header("location"), page);
    assert_eq!(app.told(), ["installed", "uninstalled"]);
    let pull = test.page(&format!("{REPOSITORY}/pull-requests/3")).await;
    assert!(!pull.contains("data-connect-frame") && !pull.contains("/addon/"));
    let gone = test.get(&format!("{REPOSITORY}/addon/demo-app/page")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_member_cannot_uninstall_even_with_a_token_of_their_own() {
    let (test, app) = (TestBox::new(), App::start(StatusCode::OK).await);
    app.install(&test).await;
    let member = sightline_sandbox::world::PersonId(1);
    let key = atlassian_connect::AppKey::new("demo-app");
    test.sandbox.connect().answer_consent(
        member,
        &key,
        sightline_sandbox::connect::Consent::Allowed,
    );
    let consents = format!("{SETTINGS}/consents");
    let to = format!("{SETTINGS}/apps/demo-app/uninstall");
    let answer = test.submit(Who::Member, &consents, &to, "").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("Only administrators"));
    assert_eq!(app.told(), ["installed"]);
}

#[tokio::test]
async fn an_answer_to_an_app_can_be_forgotten() {
    let (test, app) = (TestBox::new(), App::start(StatusCode::OK).await);
    app.install(&test).await;
    let member = sightline_sandbox::world::PersonId(1);
    let key = atlassian_connect::AppKey::new("demo-app");
    test.sandbox.connect().answer_consent(
        member,
        &key,
        sightline_sandbox::connect::Consent::Denied,
    );
    let page = format!("{SETTINGS}/consents");
    let shown = test.get_as(Who::Member, &page).await;
    assert!(shown.text.contains("Denied"));
    let answer = test
        .submit(Who::Member, &page, &page, "app_key=demo-app")
        .await;
    assert_eq!(answer.header("location"), page);
    assert_eq!(test.sandbox.connect().consent(member, &key), None);
}
