//! The host of Atlassian Connect: calls through `window.AP`, in the reader's name.

use std::{
    cell::{Cell, RefCell},
    fmt,
};

use atlassian_bridge::{
    Answer, Error as BridgeError, Method, StartedCall,
    connect::{Bridge, Call as BridgeCall},
};
use bitbucket_cloud::{Error, Request, Transport};
use serde::de::DeserializeOwned;

use super::{
    call::Call,
    call_queue::{CallQueue, Caller},
    failure::{decoded, text_of, translated},
};

/// Seconds that the host may take to say the address around the frame: views wait for it.
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
    /// True if the reader did not allow the call that was answered last.
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
        let call = Call::Server {
            path: path.to_owned(),
        };
        decoded(&self.ask(call).await?, path)
    }

    /// Makes a call, after those before it.
    pub(super) async fn ask(&self, call: Call) -> Result<Answer, Error> {
        self.0.ask(call).await
    }

    /// Address of Bitbucket's page around the frame; `None` where the host does not say within
    /// [`LOCATION_SECONDS`].
    pub(super) async fn location(&self) -> Option<String> {
        let bridge = Bridge::new().with_timeout(LOCATION_SECONDS);
        bridge.location().await.ok()
    }

    /// Returns whether the reader did not allow the call that was answered last.
    pub(super) fn is_denied(&self) -> bool {
        self.0.caller().denied.get()
    }
}

impl Transport for Connect {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        decoded(&self.ask(Call::json(request)).await?, request.path())
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        text_of(&self.ask(Call::text(request)).await?, request.path())
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
