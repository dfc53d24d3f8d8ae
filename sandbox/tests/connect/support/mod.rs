//! A running box and an app beside it.

mod app;
mod world;

use std::{
    io::Write,
    net::SocketAddr,
    process::{Command, Stdio},
};

use atlassian_connect::{AppKey, ClientKey, RequestTarget, SharedSecret, sign_api_call};
use axum::Router;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use sightline_sandbox::{
    api,
    git::Git,
    state::{Addresses, Sandbox, unix_now},
    web,
    world::PersonId,
};
use tempfile::TempDir;
use tokio::net::TcpListener;

pub(crate) use app::{App, Seen, claims};
pub(crate) use world::{REPOSITORY, WORKSPACE, world};

pub(crate) const ADMIN: PersonId = PersonId(1);
pub(crate) const MEMBER: PersonId = PersonId(0);

/// A box on free ports.
pub(crate) struct Running {
    pub(crate) sandbox: Sandbox,
    pub(crate) http: Client,
    repository: TempDir,
}

impl Running {
    pub(crate) async fn start() -> Self {
        let [web, api] = [listen().await, listen().await];
        let origin = |listener: &TcpListener| format!("http://{}", listener.local_addr().unwrap());
        let addresses = Addresses {
            api: origin(&api),
            web: origin(&web),
        };
        let repository = TempDir::new().unwrap();
        let git = Command::new("git")
            .args(["init", "--quiet", "--bare"])
            .arg(repository.path())
            .status();
        assert!(git.unwrap().success());
        let git = Git::open(repository.path()).unwrap();
        let sandbox = Sandbox::new(addresses, world(), git);
        serve(web, web::router(sandbox.clone()));
        serve(api, api::router(sandbox.clone()));
        let http = Client::builder().no_proxy().build().unwrap();
        Self {
            sandbox,
            http,
            repository,
        }
    }

    /// A box with that app installed.
    pub(crate) async fn with(app: &App) -> Self {
        let running = Self::start().await;
        running.register(app).await;
        running.install().await;
        running
    }

    pub(crate) async fn register(&self, app: &App) -> Value {
        let answer = self
            .post("/sandbox/apps")
            .json(&json!({ "descriptor_url": app.descriptor_url() }))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 201);
        answer.json().await.unwrap()
    }

    pub(crate) async fn install(&self) {
        let answer = self.try_install().await;
        assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
    }

    pub(crate) async fn try_install(&self) -> reqwest::Response {
        let call = self.post("/sandbox/apps/demo-app/install");
        call.send().await.unwrap()
    }

    pub(crate) async fn uninstall(&self) {
        let url = format!("{}/sandbox/apps/demo-app/installation", self.web());
        let answer = self.http.delete(url).send().await.unwrap();
        assert_eq!(answer.status(), 204);
    }

    pub(crate) fn web(&self) -> &str {
        &self.sandbox.addresses.web
    }

    pub(crate) fn api(&self) -> &str {
        &self.sandbox.addresses.api
    }

    /// Commits files, named by their content, to a branch of the repository, on top of `parent`.
    pub(crate) fn commit(&self, branch: &str, files: &[&str], parent: Option<&str>) -> String {
        let blob = |file: &&str| {
            let hash = self.git(&["hash-object", "-w", "--stdin"], file);
            format!("100644 blob {hash}\t{file}\n")
        };
        let tree = self.git(&["mktree"], &files.iter().map(blob).collect::<String>());
        let on: &[&str] = &parent.map_or_else(Vec::new, |parent| vec!["-p", parent]);
        let person = ["-c", "user.name=mo", "-c", "user.email=mo@example.com"];
        let commit = self.git(
            &[&person[..], &["commit-tree", &tree, "-m", branch], on].concat(),
            "",
        );
        self.git(
            &["update-ref", &format!("refs/heads/{branch}"), &commit],
            "",
        );
        commit
    }

    fn git(&self, words: &[&str], input: &str) -> String {
        let mut git = Command::new("git");
        git.arg("--git-dir").arg(self.repository.path()).args(words);
        let git = git.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut git = git.spawn().unwrap();
        git.stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        let output = git.wait_with_output().unwrap();
        assert!(output.status.success(), "{words:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// A call to the web origin.
    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.web()))
    }

    /// A call of the host page's script.
    pub(crate) async fn internal(&self, path: &str, user: &str, body: Value) -> (u16, Value) {
        let call = self.post(&format!("/!api/internal{path}"));
        let cookie = format!("theme=dark; sandbox_user={user}");
        let call = call.header("origin", self.web()).header("cookie", cookie);
        let answer = call.json(&body).send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// A token for the demo app to act as that person.
    pub(crate) async fn reader_token(&self, person: PersonId) -> String {
        let uuid = self.sandbox.world().person(person).unwrap().uuid.clone();
        let allow = json!({ "app_key": "demo-app", "answer": "allow" });
        self.internal("/connect/consent", &uuid, allow).await;
        let ask = json!({ "app_key": "demo-app", "module_id": "demo-app__panel" });
        let (status, answer) = self.internal("/connect/access-token", &uuid, ask).await;
        assert_eq!(status, 200, "{answer}");
        answer["token"].as_str().unwrap().to_owned()
    }

    /// Client key and secret that the app got with its installation.
    pub(crate) fn shared(&self) -> (ClientKey, SharedSecret) {
        let connect = self.sandbox.connect();
        let installation = connect.installation(&AppKey::new("demo-app")).unwrap();
        let secret = installation.shared_secret.clone();
        (installation.client_key.clone(), secret)
    }

    /// The demo app's JWT for a call.
    pub(crate) fn app_token(&self, method: &str, path_and_query: &str) -> String {
        self.app_token_at(method, path_and_query, unix_now())
    }

    pub(crate) fn app_token_at(&self, method: &str, path_and_query: &str, now: u64) -> String {
        let (client, secret) = self.shared();
        let (path, query) = path_and_query
            .split_once('?')
            .unwrap_or((path_and_query, ""));
        let target = RequestTarget {
            method,
            path,
            query,
            base_path: "",
        };
        sign_api_call(&AppKey::new("demo-app"), &client, &target, now, &secret).unwrap()
    }
}

pub(crate) async fn listen() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.unwrap()
}

pub(crate) fn serve(listener: TcpListener, router: Router) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
}
