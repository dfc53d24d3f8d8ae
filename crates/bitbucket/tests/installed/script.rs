//! A scripted edge, and who calls in these tests.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use atlassian_connect::{AppKey, ClientKey, SharedSecret, context::Uuid};
use bitbucket_cloud::installed::{
    Body, Edge, Error, Hosts, Identity, InstalledAccount, NoAnswer, Permit, Scope,
};
use http::{
    Method, Request, Response,
    header::{AUTHORIZATION, CONTENT_TYPE, LOCATION},
};

pub(crate) type Call = Request<Body>;
pub(crate) type Answer = Response<Body>;

pub(crate) const NOW: u64 = 1_772_366_400;
pub(crate) const CLIENT: &str =
    "ari:cloud:bitbucket::app/{11111111-2222-3333-4444-555555555555}/demo-app";
pub(crate) const REPOSITORY: &str = "{22222222-3333-4444-5555-666666666666}";
pub(crate) const TOKENS: &str = "https://bitbucket.example/site/oauth2/access_token";
pub(crate) const API: &str = "https://api.bitbucket.example";
pub(crate) const FORM: &str = "grant_type=urn%3Abitbucket%3Aoauth2%3Ajwt&scope=pullrequest%20repository%3Awrite\
                    &bitbucket_repository=%7B22222222-3333-4444-5555-666666666666%7D";
/// `POST&/site/oauth2/access_token&`
pub(crate) const QSH_PATH: &str =
    "f045c19462bc33df6431a1f69800ff8fc9e839dfea9d080be9f2bcd59360c73b";

/// Answers in order, and writes down what was sent and how long was waited.
#[derive(Clone, Default)]
pub(crate) struct Script(Arc<Inner>);

#[derive(Default)]
struct Inner {
    answers: Mutex<VecDeque<Result<Answer, NoAnswer>>>,
    sent: Mutex<Vec<Call>>,
    pauses: Mutex<Vec<u128>>,
    later: AtomicU64,
}

impl Script {
    pub(crate) fn of(answers: impl IntoIterator<Item = Answer>) -> Self {
        let script = Self::default();
        script.then(answers);
        script
    }

    pub(crate) fn then(&self, answers: impl IntoIterator<Item = Answer>) {
        let mut queue = self.0.answers.lock().unwrap();
        queue.extend(answers.into_iter().map(Ok));
    }

    pub(crate) fn then_silence(&self) {
        self.then_fail(NoAnswer::Unreachable {
            reason: "reset".to_owned(),
        });
    }

    pub(crate) fn then_fail(&self, why: NoAnswer) {
        self.0.answers.lock().unwrap().push_back(Err(why));
    }

    pub(crate) fn sent(&self) -> Vec<Call> {
        self.0.sent.lock().unwrap().clone()
    }

    pub(crate) fn urls(&self) -> Vec<String> {
        let strip = |url: &str| url.replace(TOKENS, "token").replace(API, "");
        self.sent().iter().map(|call| strip(&url(call))).collect()
    }

    pub(crate) fn pauses(&self) -> Vec<u128> {
        self.0.pauses.lock().unwrap().clone()
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.0.later.fetch_add(seconds, Ordering::Relaxed);
    }

    pub(crate) fn account(&self) -> InstalledAccount<Self> {
        let hosts = Hosts {
            tokens: "https://bitbucket.example".parse().unwrap(),
            api: API.parse().unwrap(),
        };
        InstalledAccount::new(hosts, self.clone())
    }
}

impl Edge for Script {
    async fn send(&self, call: Call) -> Result<Answer, NoAnswer> {
        self.0.sent.lock().unwrap().push(call);
        // Lets whoever else waits run, as a socket would.
        tokio::task::yield_now().await;
        let next = self.0.answers.lock().unwrap().pop_front();
        next.unwrap_or_else(|| panic!("the script has ended"))
    }

    fn now(&self) -> u64 {
        NOW + self.0.later.load(Ordering::Relaxed)
    }

    async fn pause(&self, time: Duration) {
        self.0.pauses.lock().unwrap().push(time.as_millis());
    }

    fn chance(&self) -> f64 {
        0.5
    }
}

pub(crate) fn status(status: u16) -> Answer {
    let answer = Response::builder().status(status);
    answer.body(Body::default()).unwrap()
}

pub(crate) fn to(location: &str) -> Answer {
    let mut answer = status(302);
    let location = location.parse().unwrap();
    answer.headers_mut().insert(LOCATION, location);
    answer
}

pub(crate) fn token(name: &str) -> Answer {
    let body = format!(
        r#"{{"access_token":"{name}","expires_in":7200,"token_type":"bearer","scopes":"x"}}"#
    );
    Response::new(Body::from(body))
}

pub(crate) fn identity() -> Identity {
    Identity {
        app: AppKey::new("demo-app"),
        client: ClientKey::new(CLIENT),
        secret: SharedSecret::new("demo-secret"),
    }
}

pub(crate) fn permit() -> Permit {
    let scopes = ["repository:write", "pullrequest"].map(|name| Scope::parse(name).unwrap());
    Permit::within(Uuid::parse(REPOSITORY).unwrap(), scopes)
}

pub(crate) async fn get(account: &InstalledAccount<Script>, path: &str) -> Result<Answer, Error> {
    account
        .call(&identity(), &permit(), Method::GET, path, None)
        .await
}

pub(crate) async fn write(
    account: &InstalledAccount<Script>,
    method: Method,
    path: &str,
) -> Result<Answer, Error> {
    account
        .call(&identity(), &permit(), method, path, Some("{}"))
        .await
}

pub(crate) fn url(call: &Call) -> String {
    call.uri().to_string()
}

pub(crate) fn authorization(call: &Call) -> &str {
    call.headers()[AUTHORIZATION].to_str().unwrap()
}

/// Media type and text.
pub(crate) fn body(call: &Call) -> (&str, &str) {
    let media_type = call.headers()[CONTENT_TYPE].to_str().unwrap();
    (media_type, std::str::from_utf8(&call.body().0).unwrap())
}

/// The token's claims, unverified.
pub(crate) fn claims(call: &Call) -> serde_json::Value {
    let jwt = authorization(call).strip_prefix("JWT ").unwrap();
    let middle = jwt.split('.').nth(1).unwrap();
    let bits: Vec<u8> = middle
        .bytes()
        .map(|b| {
            let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            u8::try_from(alphabet.iter().position(|a| *a == b).unwrap()).unwrap()
        })
        .collect();
    let bytes: Vec<u8> = bits
        .chunks(4)
        .flat_map(|four| {
            let word = four
                .iter()
                .fold(0_u32, |word, six| word << 6 | u32::from(*six));
            let word = word << (6 * (4 - four.len()));
            word.to_be_bytes()[1..four.len()].to_vec()
        })
        .collect();
    serde_json::from_slice(&bytes).unwrap()
}

impl std::fmt::Debug for Script {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Script")
    }
}
