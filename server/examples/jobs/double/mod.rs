//! Bitbucket as the jobs of reports meet it: many installations with a repository each, whose open pull
//! requests change one file; tokens, reports, and faults on request.

mod shapes;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use atlassian_connect::{AppKey, RequestTarget, SharedSecret, UnverifiedToken};
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header::LOCATION},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use shapes::{changed_files, diff, hash, merged, open, source};

const TOKENS: &str = "/site/oauth2/access_token";

/// Merged pull requests of each repository.
pub(crate) const MERGED: u32 = 12;

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Double(Arc<Inner>);

struct Inner {
    pulls: u32,
    /// Faults in a thousand calls.
    faults: AtomicU32,
    chance: AtomicU64,
    calls: AtomicU32,
    /// Milliseconds before each answer.
    delay: AtomicU32,
    /// Calls that followed a redirect to another host, with a token.
    strayed: AtomicU32,
    elsewhere: String,
    world: Mutex<World>,
}

#[derive(Default)]
struct World {
    settings: Option<String>,
    /// Tenant of each token.
    tokens: HashMap<String, u32>,
    next_token: u64,
    /// Tenants whose secret and tokens are taken no more.
    ended: Vec<u32>,
    /// Pull requests that were merged, with their tenants.
    closed: Vec<(u32, u32)>,
    /// Number of times that the source of a pull request moved.
    moved: HashMap<(u32, u32), u32>,
    /// Reports by tenant, commit and id.
    reports: BTreeMap<(u32, String, String), Stored>,
    /// Reports that were made complete, again and again if so.
    completed: Vec<(u32, String, String)>,
    /// Reports that were made complete, and whose answer was lost.
    unheard: Vec<(u32, String, String)>,
    /// Pull requests whose diff is longer than anybody reads, with their tenants.
    swollen: Vec<(u32, u32)>,
}

/// A report that stands.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) report: Value,
    pub(crate) annotations: Vec<Value>,
}

/// Names an installation.
pub(crate) fn client(tenant: u32) -> String {
    format!("ari:cloud:bitbucket::app/{}/sightline", repository(tenant))
}

/// The secret of an installation.
pub(crate) fn secret(tenant: u32) -> String {
    format!("the secret of installation {tenant}")
}

/// UUID of its repository.
pub(crate) fn repository(tenant: u32) -> String {
    format!("{{00000000-0000-4000-8000-{tenant:012x}}}")
}

/// Name of its repository.
pub(crate) fn full_name(tenant: u32) -> String {
    format!("workspace-{tenant}/api")
}

impl Double {
    /// Starts on a port of its own; ends with the runtime. Gives its origin too.
    pub(crate) async fn start(pulls: u32) -> (Self, String) {
        let listen = async || TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (ours, other) = (listen().await, listen().await);
        let origin = |listener: &TcpListener| format!("http://{}", listener.local_addr().unwrap());
        let address = origin(&ours);
        let this = Self(Arc::new(Inner {
            pulls,
            faults: AtomicU32::new(0),
            chance: AtomicU64::new(1),
            calls: AtomicU32::new(0),
            delay: AtomicU32::new(0),
            strayed: AtomicU32::new(0),
            elsewhere: origin(&other),
            world: Mutex::default(),
        }));
        let router = Router::new().fallback(answer).with_state(this.clone());
        tokio::spawn(async move { axum::serve(ours, router).await });
        let trap = Router::new().fallback(stray).with_state(this.clone());
        tokio::spawn(async move { axum::serve(other, trap).await });
        (this, address)
    }

    /// Faults in a thousand calls, from now on.
    pub(crate) fn fail(&self, per_mille: u32) {
        self.0.faults.store(per_mille, Ordering::Relaxed);
    }

    /// Milliseconds before each answer, from now on.
    pub(crate) fn slow(&self, delay: u32) {
        self.0.delay.store(delay, Ordering::Relaxed);
    }

    /// Merges a pull request.
    pub(crate) fn merge(&self, tenant: u32, pull: u32) {
        self.world().closed.push((tenant, pull));
    }

    /// Loses the annotations of the report on a pull request's newest commit.
    pub(crate) fn lose_annotations(&self, tenant: u32, pull: u32) {
        let mut world = self.world();
        let key = (
            tenant,
            source(&world, tenant, pull),
            format!("sightline-{pull}"),
        );
        if let Some(stored) = world.reports.get_mut(&key) {
            stored.annotations.clear();
        }
    }

    /// Settings of every repository from now on.
    pub(crate) fn decide(&self, settings: Option<&str>) {
        self.world().settings = settings.map(str::to_owned);
    }

    /// Pushes a commit to the source of a pull request, and says its hash.
    pub(crate) fn push(&self, tenant: u32, pull: u32) -> String {
        let mut world = self.world();
        *world.moved.entry((tenant, pull)).or_default() += 1;
        source(&world, tenant, pull)
    }

    /// The newest commit of a pull request.
    pub(crate) fn head(&self, tenant: u32, pull: u32) -> String {
        source(&self.world(), tenant, pull)
    }

    /// Takes secret and tokens of a tenant no more.
    pub(crate) fn end(&self, tenant: u32) {
        let mut world = self.world();
        world.ended.push(tenant);
        world.tokens.retain(|_, of| *of != tenant);
    }

    /// The report of a pull request on a commit.
    pub(crate) fn report(&self, tenant: u32, commit: &str, pull: u32) -> Option<Stored> {
        let key = (tenant, commit.to_owned(), format!("sightline-{pull}"));
        self.world().reports.get(&key).cloned()
    }

    /// Every report that was made complete, once for each time.
    pub(crate) fn completed(&self) -> Vec<(u32, String, String)> {
        self.world().completed.clone()
    }

    /// Every report that was made complete without anybody hearing of it.
    pub(crate) fn unheard(&self) -> Vec<(u32, String, String)> {
        self.world().unheard.clone()
    }

    /// Lets the diff of a pull request grow to more than 8 MiB.
    pub(crate) fn swell(&self, tenant: u32, pull: u32) {
        self.world().swollen.push((tenant, pull));
    }

    /// Reports that stand.
    pub(crate) fn standing(&self) -> usize {
        self.world().reports.len()
    }

    /// Calls that came.
    pub(crate) fn calls(&self) -> u32 {
        self.0.calls.load(Ordering::Relaxed)
    }

    /// Calls that came to another host.
    pub(crate) fn strayed(&self) -> u32 {
        self.0.strayed.load(Ordering::Relaxed)
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.world.lock().unwrap()
    }

    /// A number below `most`: the same ones in each run.
    fn chance(&self, most: u32) -> u32 {
        let n = self.0.chance.fetch_add(1, Ordering::Relaxed);
        let digest = Sha256::digest(n.to_le_bytes());
        u32::from_le_bytes(digest[..4].try_into().unwrap()) % most
    }

    /// Fault of a call, if there is one. Nothing is done by a call that fails, unless its answer is lost.
    async fn fault(&self, token: Option<&str>) -> Option<Fault> {
        if self.chance(1_000) >= self.0.faults.load(Ordering::Relaxed) {
            return None;
        }
        let answered = |answer: Response| Some(Fault::Answered(answer));
        match self.chance(7) {
            0 => answered(StatusCode::TOO_MANY_REQUESTS.into_response()),
            1 => answered(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
            2 => {
                tokio::time::sleep(Duration::from_millis(300)).await;
                None
            }
            3 => {
                self.world().tokens.remove(token?);
                answered(StatusCode::UNAUTHORIZED.into_response())
            }
            4 => {
                let elsewhere = format!("{}/2.0/user", self.0.elsewhere);
                answered((StatusCode::FOUND, [(LOCATION, elsewhere)]).into_response())
            }
            5 => Some(Fault::CutOff),
            _ => Some(Fault::Lost),
        }
    }
}

enum Fault {
    /// It is answered so, and nothing is done.
    Answered(Response),
    /// It is done, and half of the answer comes.
    CutOff,
    /// It is done, and none of the answer comes.
    Lost,
}

/// Knowledge of the caller that it is done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heard {
    Yes,
    No,
}

async fn stray(State(double): State<Double>) -> StatusCode {
    double.0.strayed.fetch_add(1, Ordering::Relaxed);
    StatusCode::NO_CONTENT
}

async fn answer(
    State(double): State<Double>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    double.0.calls.fetch_add(1, Ordering::Relaxed);
    let delay = double.0.delay.load(Ordering::Relaxed);
    tokio::time::sleep(Duration::from_millis(delay.into())).await;
    let authorization = headers
        .get("authorization")
        .map(|value| value.to_str().unwrap());
    let bearer = authorization.and_then(|value| value.strip_prefix("Bearer "));
    let fault = double.fault(bearer).await;
    if let Some(Fault::Answered(answer)) = fault {
        return answer;
    }
    if uri.path() == TOKENS {
        return double.exchange(authorization.unwrap_or_default(), &body);
    }
    let tenant = bearer.and_then(|token| double.world().tokens.get(token).copied());
    let Some(tenant) = tenant else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let start = format!("/2.0/repositories/{}", full_name(tenant));
    let Some(rest) = uri.path().strip_prefix(&start) else {
        return StatusCode::FORBIDDEN.into_response();
    };
    let rest = rest.strip_prefix('/').unwrap_or_default();
    let answer = match rest.starts_with("commit/") && rest.contains("/reports/") {
        true => {
            let heard = match fault {
                None => Heard::Yes,
                Some(_) => Heard::No,
            };
            double.reports(tenant, &method, rest, &body, heard)
        }
        false => double.read(tenant, rest, uri.query().unwrap_or_default()),
    };
    match (answer, fault) {
        (Ok(_), Some(Fault::Lost)) => StatusCode::BAD_GATEWAY.into_response(),
        (Ok(Answer::Json(json)), None) => Json(json).into_response(),
        (Ok(Answer::Text(text)), None) => text.into_response(),
        (Ok(Answer::Nothing), None) => StatusCode::NO_CONTENT.into_response(),
        (Ok(Answer::Json(json)), Some(_)) if method == Method::GET => {
            let text = json.to_string();
            text[..text.len() / 2].to_owned().into_response()
        }
        (Ok(_), Some(_)) => StatusCode::BAD_GATEWAY.into_response(),
        (Err(status), _) => status.into_response(),
    }
}

enum Answer {
    Json(Value),
    Nothing,
    Text(String),
}

impl Double {
    fn exchange(&self, authorization: &str, body: &[u8]) -> Response {
        let token = authorization.strip_prefix("JWT ").unwrap();
        let token = UnverifiedToken::parse(token).unwrap();
        let subject = token.claimed_subject().unwrap().to_owned();
        let uuid = &subject["ari:cloud:bitbucket::app/".len()..subject.len() - "/sightline".len()];
        let tenant = u32::from_str_radix(&uuid[25..37], 16).unwrap();
        let target = RequestTarget {
            method: "POST",
            path: TOKENS,
            query: "",
            base_path: "",
        };
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = now.unwrap().as_secs();
        let secret = SharedSecret::new(secret(tenant));
        let key = AppKey::new("sightline");
        let is_verified = token.verify_api_call(&key, &secret, &target, now).is_ok();
        if !is_verified || self.world().ended.contains(&tenant) {
            return StatusCode::UNAUTHORIZED.into_response();
        }
        // Reading alone, and in that repository alone.
        let form = format!(
            "grant_type=urn%3Abitbucket%3Aoauth2%3Ajwt&scope=pullrequest%20repository\
             &bitbucket_repository=%7B{}%7D",
            repository(tenant).trim_matches(['{', '}'])
        );
        assert_eq!(std::str::from_utf8(body).unwrap(), form);
        let mut world = self.world();
        world.next_token += 1;
        let token = format!("token-{}", world.next_token);
        world.tokens.insert(token.clone(), tenant);
        Json(json!({ "access_token": token, "expires_in": 7_200 })).into_response()
    }

    fn read(&self, tenant: u32, rest: &str, query: &str) -> Result<Answer, StatusCode> {
        let world = self.world();
        if rest == "pullrequests" {
            let values: Vec<Value> = match query.contains("state=OPEN") {
                true => (1..=self.0.pulls)
                    .filter(|id| !world.closed.contains(&(tenant, *id)))
                    .map(|id| open(&world, tenant, id))
                    .collect(),
                false => (1..=MERGED).rev().map(merged).collect(),
            };
            let size = values.len();
            return Ok(Answer::Json(json!({ "values": values, "size": size })));
        }
        if let Some(id) = rest.strip_prefix("pullrequests/") {
            let id: u32 = id.parse().map_err(|_| StatusCode::NOT_FOUND)?;
            return Ok(Answer::Json(open(&world, tenant, id)));
        }
        if rest.starts_with("src/") {
            assert!(rest.ends_with("/.bitbucket/sightline.json"), "{rest}");
            let settings = world.settings.clone();
            return settings.map(Answer::Text).ok_or(StatusCode::NOT_FOUND);
        }
        let mut pulls = 1..=self.0.pulls;
        let of = pulls.find(|id| rest.contains(&source(&world, tenant, *id)[..12]));
        match (rest.split('/').next(), of) {
            (Some("commit"), Some(id)) => {
                Ok(Answer::Json(json!({ "hash": source(&world, tenant, id) })))
            }
            (Some("diff"), Some(id)) => {
                let more = match world.swollen.contains(&(tenant, id)) {
                    true => "+one more line of very many\n".repeat(400_000),
                    false => String::new(),
                };
                Ok(Answer::Text(diff(id) + &more))
            }
            (Some("diffstat"), Some(id)) => Ok(Answer::Json(changed_files(id))),
            (Some("diffstat"), None) => {
                let mut merged = 1..=MERGED;
                let id = merged.find(|id| rest.contains(&hash(&format!("merged {id}"))[..12]));
                let path = json!({ "path": format!("src/merged-{}.rs", id.unwrap()) });
                let file =
                    json!({ "lines_added": 10, "lines_removed": 0, "old": null, "new": path });
                Ok(Answer::Json(json!({ "values": [file], "size": 1 })))
            }
            _ => Err(StatusCode::NOT_FOUND),
        }
    }

    fn reports(
        &self,
        tenant: u32,
        method: &Method,
        rest: &str,
        body: &[u8],
        heard: Heard,
    ) -> Result<Answer, StatusCode> {
        let parts: Vec<&str> = rest.split('/').collect();
        let (commit, id) = (parts[1].to_owned(), parts[3].to_owned());
        assert_eq!(commit.len(), 40, "reports stand on whole hashes");
        let key = (tenant, commit, id);
        let mut world = self.world();
        match (method, parts.get(4)) {
            (&Method::GET, None) => {
                let found = world.reports.get(&key).ok_or(StatusCode::NOT_FOUND)?;
                Ok(Answer::Json(found.report.clone()))
            }
            (&Method::GET, Some(&"annotations")) => {
                let found = world.reports.get(&key).ok_or(StatusCode::NOT_FOUND)?;
                Ok(Answer::Json(json!({ "values": found.annotations })))
            }
            (&Method::PUT, None) => {
                let report: Value = serde_json::from_slice(body).unwrap();
                match (report["result"] == "PENDING", heard) {
                    (true, _) => {}
                    (false, Heard::Yes) => world.completed.push(key.clone()),
                    (false, Heard::No) => world.unheard.push(key.clone()),
                }
                let stored = world.reports.entry(key).or_insert_with(|| Stored {
                    report: Value::Null,
                    annotations: Vec::new(),
                });
                stored.report = report.clone();
                Ok(Answer::Json(report))
            }
            (&Method::DELETE, None) => {
                world.reports.remove(&key);
                Ok(Answer::Nothing)
            }
            (&Method::POST, Some(&"annotations")) => {
                let annotations: Vec<Value> = serde_json::from_slice(body).unwrap();
                assert!(annotations.len() <= 100);
                let stored = world.reports.get_mut(&key).ok_or(StatusCode::NOT_FOUND)?;
                // One that is there is replaced.
                let names: Vec<&Value> =
                    annotations.iter().map(|one| &one["external_id"]).collect();
                stored
                    .annotations
                    .retain(|one| !names.contains(&&one["external_id"]));
                stored.annotations.extend(annotations.clone());
                Ok(Answer::Json(Value::Array(annotations)))
            }
            _ => Err(StatusCode::METHOD_NOT_ALLOWED),
        }
    }
}
