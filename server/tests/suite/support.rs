//! A server in process, and Bitbucket's side of the conversation.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Once},
};

use atlassian_connect::{Claims, RequestTarget, SharedSecret, sign};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, Uri},
};
use serde_json::{Value, json};
use sightline::{
    AppState, Clock, Config, Keyring, SecretKey, SessionKeySource, router,
    store::{Location, Settings, Store},
};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::place::KEY;

/// The time in most tests: 2026-03-01T12:00:00Z.
pub(crate) const NOW: u64 = 1_772_366_400;
pub(crate) const CLIENT: &str =
    "ari:cloud:bitbucket::app/{11111111-2222-3333-4444-555555555555}/sightline";
pub(crate) const OTHER_CLIENT: &str =
    "ari:cloud:bitbucket::app/{99999999-2222-3333-4444-555555555555}/sightline";
/// Shown when the app was registered.
pub(crate) const REGISTRATION: &str = "registration-secret-c0ffee";
/// Comes with the first installation.
pub(crate) const SECRET: &str = "shared-secret-5eed";
pub(crate) const REPOSITORY: &str = "{22222222-3333-4444-5555-666666666666}";
pub(crate) const WORKSPACE: &str = "{11111111-2222-3333-4444-555555555555}";
pub(crate) const READER: &str = "{33333333-4444-5555-6666-777777777777}";

pub(crate) struct Server {
    pub(crate) config: Config,
    pub(crate) store: Store,
    router: Router,
    dir: Arc<TempDir>,
}

pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Server {
    /// Registered, nothing installed.
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let dir = TempDir::new().unwrap();
        let settings = Settings {
            location: Location::Sqlite(dir.path().join("sightline.db")),
            keyring: Keyring::new(SecretKey::new(KEY), Vec::new()),
        };
        let store = Store::open(&settings).await.unwrap();
        Self::built(dir, store, change)
    }

    /// Registered, over this store.
    pub(crate) fn on(store: Store) -> Self {
        Self::built(TempDir::new().unwrap(), store, |_| {})
    }

    fn built(dir: TempDir, store: Store, change: impl FnOnce(&mut Config)) -> Self {
        heed_every_callsite();
        let mut config = Config::new("https://sightline.example").unwrap();
        config.registration_secret = Some(SharedSecret::new(REGISTRATION));
        config.session_key = SessionKeySource::parse(&"5e".repeat(32)).unwrap();
        config.assets = app(dir.path());
        change(&mut config);
        Self::over(config, store, NOW, dir.into())
    }

    /// Registered, and installed by [`CLIENT`] with [`SECRET`], a minute ago.
    pub(crate) async fn installed() -> Self {
        let server = Self::new().await;
        server.install(CLIENT, SECRET).await;
        server
    }

    pub(crate) async fn install(&self, client: &str, secret: &str) {
        let call = Call::installed(client, secret).signed_at(NOW - 60, client, REGISTRATION);
        assert_eq!(self.call(&call).await, StatusCode::NO_CONTENT);
    }

    fn over(config: Config, store: Store, now: u64, dir: Arc<TempDir>) -> Self {
        let app = AppState::new(config.clone(), store.clone(), Clock::Fixed(now)).unwrap();
        Self {
            config,
            store,
            router: router::build(app),
            dir,
        }
    }

    /// Makes this server at another time.
    pub(crate) fn at(&self, now: u64) -> Self {
        Self::over(
            self.config.clone(),
            self.store.clone(),
            now,
            self.dir.clone(),
        )
    }

    /// Makes this server with a change of its settings.
    pub(crate) fn changed(&self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = self.config.clone();
        change(&mut config);
        Self::over(config, self.store.clone(), NOW, self.dir.clone())
    }

    /// The folder of the built app.
    pub(crate) fn assets(&self) -> &Path {
        &self.config.assets
    }

    /// HTML of the panel.
    pub(crate) fn html(&self) -> PathBuf {
        self.config.assets.join("panel/index.html")
    }

    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    pub(crate) async fn send(&self, mut request: Request<Body>) -> Reply {
        let base_url = self.config.descriptor.base_url.parse::<Uri>().unwrap();
        let ours = base_url.authority().unwrap().as_str().parse().unwrap();
        request.headers_mut().entry("host").or_insert(ours);
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn get(&self, url: &str) -> Reply {
        self.send(Request::get(url).body(Body::empty()).unwrap())
            .await
    }

    /// Session of a page that is opened with `secret`.
    pub(crate) async fn session(&self, page: &Page, client: &str, secret: &str) -> String {
        let page = self.get(&page.url(client, secret)).await;
        page.context()["session"].as_str().unwrap().to_owned()
    }

    /// Facts that an admin is told.
    pub(crate) async fn facts(&self, client: &str, secret: &str) -> Value {
        let session = self.session(&Page::configure(), client, secret).await;
        let request = Request::get("/connect/installation");
        let request = request.header("authorization", format!("Bearer {session}"));
        let reply = self.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        reply.json()
    }

    pub(crate) async fn call(&self, call: &Call) -> StatusCode {
        self.send(call.request()).await.status
    }

    /// Status of the pull-request page, opened with `secret`.
    pub(crate) async fn opens(&self, client: &str, secret: &str) -> StatusCode {
        self.get(&Page::pull_request().url(client, secret))
            .await
            .status
    }
}

/// Makes a subscriber that heeds everything, and keeps nothing, the default of this process. tracing
/// remembers for each callsite whether anybody heeds it: without a default, one that another test's
/// thread comes to first can stay silent in the log of a test.
pub(crate) fn heed_every_callsite() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let registry = tracing_subscriber::registry();
        tracing::subscriber::set_global_default(registry).unwrap();
    });
}

/// An app as if it was built in `dir`: its folder.
pub(crate) fn app(dir: &Path) -> PathBuf {
    let assets = dir.join("dist");
    for program in ["panel", "repository"] {
        let folder = assets.join(program);
        std::fs::create_dir_all(&folder).unwrap();
        let html = format!(
            "<!doctype html><title>Built {program}</title><!-- sightline:host --><main></main>"
        );
        std::fs::write(folder.join("index.html"), html).unwrap();
        std::fs::write(folder.join("app-0123abcd.js"), "export {};\n").unwrap();
    }
    assets
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The context that a page hands to the app.
    pub(crate) fn context(&self) -> Value {
        let open = "<script type=\"application/json\" id=\"sightline-context\">";
        let (_, rest) = self.body.split_once(open).unwrap();
        let (json, _) = rest.split_once("</script>").unwrap();
        serde_json::from_str(json).unwrap()
    }
}

/// A POST from Bitbucket.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) path: String,
    pub(crate) authorization: Option<String>,
    pub(crate) body: Value,
}

impl Call {
    pub(crate) fn new(path: &str, body: Value) -> Self {
        Self {
            path: path.to_owned(),
            authorization: None,
            body,
        }
    }

    pub(crate) fn installed(client: &str, secret: &str) -> Self {
        Self::new(
            "/connect/installed",
            json!({
                "productType": "bitbucket", "eventType": "installed", "key": "sightline",
                "clientKey": client, "sharedSecret": secret, "publicKey": "MIG…",
                "baseUrl": "https://bitbucket.org", "baseApiUrl": "https://api.bitbucket.org",
                "principal": {
                    "type": "team", "uuid": "{11111111-2222-3333-4444-555555555555}",
                    "username": "acme", "display_name": "Acme <& Sons>", "links": {}
                },
                "actor": {"type": "user", "uuid": "6666", "account_id": "557058:demo"}
            }),
        )
    }

    pub(crate) fn uninstalled(client: &str) -> Self {
        Self::new(
            "/connect/uninstalled",
            json!({
                "productType": "bitbucket", "eventType": "uninstalled", "key": "sightline",
                "clientKey": client
            }),
        )
    }

    pub(crate) fn webhook() -> Self {
        Self::new("/connect/webhook", json!({"event": "pullrequest:created"}))
    }

    pub(crate) fn signed(self, client: &str, secret: &str) -> Self {
        self.signed_at(NOW, client, secret)
    }

    pub(crate) fn signed_at(mut self, now: u64, client: &str, secret: &str) -> Self {
        let token = token("POST", &self.path, "", client, secret, now, 3_600);
        self.authorization = Some(format!("JWT {token}"));
        self
    }

    pub(crate) fn request(&self) -> Request<Body> {
        let request = Request::post(&self.path).header("content-type", "application/json");
        let request = match &self.authorization {
            Some(authorization) => request.header("authorization", authorization),
            None => request,
        };
        request.body(Body::from(self.body.to_string())).unwrap()
    }
}

/// A page within Bitbucket.
pub(crate) struct Page {
    pub(crate) path: &'static str,
    pub(crate) query: String,
    pub(crate) now: u64,
}

impl Page {
    pub(crate) fn pull_request() -> Self {
        Self::new(
            "/pull-request",
            "workspace=acme&repository=%7B22222222-3333-4444-5555-666666666666%7D\
             &full_name=acme%2Fapi&pull_request=7&user=%7B33333333-4444-5555-6666-777777777777%7D\
             &xdm_e=https%3A%2F%2Fbitbucket.org&xdm_c=channel-1&cp=",
        )
    }

    pub(crate) fn repository() -> Self {
        Self::new(
            "/repository",
            "workspace=acme&repository=%7B22222222-3333-4444-5555-666666666666%7D\
             &full_name=acme%2Fapi&user=",
        )
    }

    pub(crate) fn configure() -> Self {
        Self::new(
            "/configure",
            "workspace=%7B11111111-2222-3333-4444-555555555555%7D\
             &user=%7B33333333-4444-5555-6666-777777777777%7D",
        )
    }

    pub(crate) fn new(path: &'static str, query: &str) -> Self {
        Self {
            path,
            query: query.to_owned(),
            now: NOW,
        }
    }

    pub(crate) fn token(&self, client: &str, secret: &str) -> String {
        token("GET", self.path, &self.query, client, secret, self.now, 300)
    }

    /// The URL that Bitbucket frames.
    pub(crate) fn url(&self, client: &str, secret: &str) -> String {
        let token = self.token(client, secret);
        format!("{}?{}&jwt={token}", self.path, self.query)
    }
}

/// A token as Bitbucket signs it.
pub(crate) fn token(
    method: &str,
    path: &str,
    query: &str,
    client: &str,
    secret: &str,
    now: u64,
    lifetime: u64,
) -> String {
    let target = RequestTarget {
        method,
        path,
        query,
        base_path: "",
    };
    let claims = Claims {
        iss: client.to_owned(),
        iat: now,
        exp: now + lifetime,
        qsh: target.canonical().unwrap().qsh().to_string(),
        sub: None,
        aud: vec![client.to_owned()],
    };
    sign(&claims, &SharedSecret::new(secret))
}
