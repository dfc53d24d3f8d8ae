//! The host of Atlassian Connect: calls through `window.AP`, in the reader's name.

use std::{
    cell::{Cell, RefCell},
    fmt,
};

use atlassian_bridge::{
    Error as BridgeError,
    connect::{Answer, Bridge, Call as BridgeCall, Method, StartedCall},
};
use bitbucket_cloud::{Error, Request, Transport};
use serde::de::DeserializeOwned;

use super::{
    call::Call,
    call_queue::{CallQueue, Caller},
};

/// Seconds that the host may take to say where the frame stands: views wait for it.
const LOCATION_SECONDS: u32 = 1;

/// Calls through the bridge of Atlassian Connect. Cheap to clone.
///
/// Without a bridge, as where a browser extension blocks its script, each call is
/// [`Error::NoHost`]; the bridge may still come.
#[derive(Clone)]
pub struct Connect(CallQueue<AsReader>);

/// Makes calls through the bridge.
struct AsReader {
    bridge: Bridge,
    /// Whether the reader did not allow the call that was answered last.
    denied: Cell<bool>,
    /// Call that `boot.js` has made.
    started: RefCell<Option<StartedCall>>,
}

impl Connect {
    /// Calls end after as many seconds as are usual. The answer to `started` is that of the first
    /// equal call.
    pub fn new(started: Option<StartedCall>) -> Self {
        Self::through(Bridge::new(), started)
    }

    /// Calls end after that many seconds.
    pub fn with_timeout(seconds: u32) -> Self {
        Self::through(Bridge::new().with_timeout(seconds), None)
    }

    fn through(bridge: Bridge, started: Option<StartedCall>) -> Self {
        Self(CallQueue::new(AsReader {
            bridge,
            denied: Cell::default(),
            started: RefCell::new(started),
        }))
    }

    /// Asks the app's own server, through Bitbucket.
    pub(super) async fn ask_server<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        let path = path.to_owned();
        self.json_of(Call::Server { path }).await
    }

    /// Address of Bitbucket's page around the frame; `None` where the host does not say within
    /// [`LOCATION_SECONDS`].
    pub(super) async fn location(&self) -> Option<String> {
        let bridge = Bridge::new().with_timeout(LOCATION_SECONDS);
        bridge.location().await.ok()
    }

    /// Whether the reader did not allow what was asked for last.
    pub(super) fn is_denied(&self) -> bool {
        self.0.caller().denied.get()
    }

    async fn json_of<T: DeserializeOwned>(&self, call: Call) -> Result<T, Error> {
        let path = call.path().to_owned();
        let answer = self.0.ask(call).await?;
        answer.json().map_err(|error| translated(error, &path))
    }
}

impl Transport for Connect {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        self.json_of(Call::json(request)).await
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        let answer = self.0.ask(Call::text(request)).await?;
        answer
            .text()
            .map_err(|error| translated(error, request.path()))
    }
}

impl fmt::Debug for Connect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Connect")
            .field(&self.0.caller().bridge)
            .finish()
    }
}

impl Caller for AsReader {
    type Answer = Answer;

    async fn call(&self, call: &Call) -> Result<Answer, Error> {
        let answer = match self.started_for(call) {
            Some(started) => self.adopt(started).await,
            None => self.bridge.send(&bridge_call(call)).await,
        };
        let answer = answer.map_err(|error| translated(error, call.path()));
        self.denied.set(matches!(answer, Err(Error::Denied { .. })));
        answer
    }
}

impl AsReader {
    fn started_for(&self, call: &Call) -> Option<StartedCall> {
        let mut started = self.started.borrow_mut();
        if call.writes() {
            // Its answer may be older than what is written.
            *started = None;
        }
        started.take_if(
            |started| matches!(call, Call::Json { path } if path.as_str() == started.path()),
        )
    }

    async fn adopt(&self, started: StartedCall) -> Result<Answer, BridgeError> {
        let answer = self.bridge.adopt(started).await;
        // Whatever its JavaScript threw, the reason is that there is none.
        answer.map_err(|error| match Bridge::detect() {
            None => BridgeError::NoBridge,
            Some(_) => error,
        })
    }
}

fn bridge_call(call: &Call) -> BridgeCall {
    match call {
        Call::Json { path } => BridgeCall::get(path),
        Call::Text { path } => BridgeCall::get(path).as_text(),
        Call::Put { path, json } => BridgeCall::new(Method::Put, path).with_json(json),
        Call::Server { path } => BridgeCall::new(Method::Post, path).via_proxy(),
    }
}

/// The error of a call of `path`, in the client's terms.
fn translated(error: BridgeError, path: &str) -> Error {
    match error {
        BridgeError::Anonymous => Error::Anonymous,
        BridgeError::Decode { member, reason } => Error::Decode {
            path: path.to_owned(),
            reason: match member.as_str() {
                "." => reason,
                _ => format!("{member}: {reason}"),
            },
        },
        BridgeError::Denied { reason } => Error::Denied { code: reason },
        BridgeError::NoAnswer { message } | BridgeError::Thrown { message } => {
            Error::Network { message }
        }
        BridgeError::NoBridge => Error::NoHost,
        BridgeError::NoModule { module } => Error::Refused {
            code: format!("no module {module}"),
        },
        BridgeError::Refused { code } => Error::Refused { code },
        BridgeError::Status { status, message } => Error::from_status(status, message),
        BridgeError::Timeout { seconds } => Error::Timeout { seconds },
        other => Error::Network {
            message: other.to_string(),
        },
    }
}
