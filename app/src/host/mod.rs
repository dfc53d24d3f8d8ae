//! Who makes the app's calls: the only place that knows in which host the app runs.

mod connect;
mod failure;
mod flight;
mod gate;
mod session;
pub(crate) mod timer;

use bitbucket_cloud::{Error, Method, Request, Transport, decode, decode_text};
use js_sys::JSON;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::context::PageContext;

use flight::Flight;

pub use session::Session;

/// What is asked, and what the answer is to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// JSON of Bitbucket's API.
    Json,
    /// The same, for a write.
    Put,
    /// JSON of the app's own server, to which Bitbucket forwards the call.
    Server,
    /// Text of Bitbucket's API.
    Text,
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Call {
    kind: Kind,
    path: String,
    /// JSON, for a write.
    body: Option<String>,
}

impl Call {
    fn read(kind: Kind, path: &str) -> Self {
        Self {
            kind,
            path: path.to_owned(),
            body: None,
        }
    }

    fn of(request: &Request) -> Self {
        match request.method() {
            Method::Get => Self::read(Kind::Json, request.path()),
            Method::Put(json) => Self {
                body: Some(json.clone()),
                ..Self::read(Kind::Put, request.path())
            },
        }
    }

    fn writes(&self) -> bool {
        self.kind == Kind::Put
    }
}

/// How the app reaches Bitbucket.
#[derive(Debug, Clone)]
pub enum Host {
    /// Through the bridge of Atlassian Connect, in the reader's name.
    Connect(Bridge),
    /// Not at all.
    Standalone,
}

/// Calls through the host's bridge: at most four at a time, equal reads once.
#[derive(Debug, Clone)]
pub struct Bridge(Flight);

impl Host {
    /// Seconds that a call may take. Bitbucket's own question whether the app may act in the
    /// reader's name counts too, so this is long.
    const PATIENCE: u32 = 30;

    /// The host that the page runs in.
    pub fn detect() -> Self {
        if connect::is_present() {
            Self::Connect(Bridge::giving_up_after(Self::PATIENCE))
        } else {
            Self::Standalone
        }
    }

    /// Keeps the session of a page alive, where there is one and Bitbucket can vouch for the reader.
    pub fn keep_session(&self, context: &PageContext) -> Option<Session> {
        let Self::Connect(bridge) = self else {
            return None;
        };
        let granted = context.session.clone()?;
        Some(Session::keep(bridge, granted, context.session_path()))
    }

    async fn answer(&self, call: Call) -> Result<JsValue, Error> {
        match self {
            Self::Connect(Bridge(flight)) => flight.ask(&call).await,
            Self::Standalone => Err(Error::NoHost),
        }
    }
}

impl Bridge {
    /// A bridge whose calls end after that many seconds.
    pub fn giving_up_after(seconds: u32) -> Self {
        Self(Flight::new(seconds))
    }
}

impl Transport for Host {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        let answer = self.answer(Call::of(request)).await?;
        match answer.as_string() {
            // Some hosts hand the text over.
            Some(text) => decode_text(&text, request),
            None => decode(serde_wasm_bindgen::Deserializer::from(answer), request),
        }
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        let answer = self.answer(Call::read(Kind::Text, request.path())).await?;
        answer.as_string().ok_or_else(|| Error::Decode {
            path: request.path().to_owned(),
            reason: failure::NO_TEXT.to_owned(),
        })
    }
}

// Some hosts hand the text over.
fn parsed(answer: JsValue) -> Option<JsValue> {
    match answer.as_string() {
        Some(text) => JSON::parse(&text).ok(),
        None => Some(answer),
    }
}
