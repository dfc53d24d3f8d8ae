//! Who makes the app's calls: the only place that knows in which host the app runs.

mod connect;
pub mod decode;
mod failure;
mod flight;
mod gate;
mod timer;

use bitbucket_cloud::{Error, Request, Transport};
use js_sys::JSON;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use flight::Flight;

/// What an answer is to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Json,
    Text,
}

/// How the app reaches Bitbucket.
#[derive(Debug, Clone)]
pub enum Host {
    /// Through the bridge of Atlassian Connect, in the reader's name.
    Connect(Bridge),
    /// Not at all.
    Standalone,
}

/// Calls through the host's bridge: at most four at a time, equal ones once.
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

    async fn answer(&self, kind: Kind, request: &Request) -> Result<JsValue, Error> {
        match self {
            Self::Connect(Bridge(flight)) => flight.ask(kind, request.path()).await,
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
        let answer = self.answer(Kind::Json, request).await?;
        let unreadable = |reason: String| Error::Decode {
            path: request.path().to_owned(),
            reason,
        };
        // Some hosts hand the text over.
        let answer = match answer.as_string() {
            Some(text) => {
                JSON::parse(&text).map_err(|_| unreadable(failure::NO_JSON.to_owned()))?
            }
            None => answer,
        };
        decode::decode(answer).map_err(unreadable)
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        let answer = self.answer(Kind::Text, request).await?;
        answer.as_string().ok_or_else(|| Error::Decode {
            path: request.path().to_owned(),
            reason: failure::NO_TEXT.to_owned(),
        })
    }
}
