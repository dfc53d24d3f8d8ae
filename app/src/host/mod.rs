//! Hosts of the app, which make its calls: the only place that knows which of them the app runs in.
//!
//! Each host is one file with a type that implements [`Transport`]; [`Host`] is the one of this
//! page. `call_queue` is the same for all of them: at most four calls at a time, equal reads once.

mod call;
mod call_queue;
mod connect;
mod failure;
mod fetch;
mod forge;
mod found;
mod links;
mod own_server;
mod session;
mod standalone;

use atlassian_bridge::{Answer, StartedCall, connect::Bridge, forge::Bridge as ForgeBridge};
use bitbucket_cloud::{Error, Request, Transport};
use serde::de::DeserializeOwned;
use web_sys::window;

use crate::{
    browser::file::Delivery,
    context::{Opening, PageContext},
};

use call::Call;
use failure::{decoded, text_of};

pub use call_queue::AT_ONCE;
pub use connect::Connect;
pub use forge::{Extent, Forge, ForgePage};
pub use own_server::OwnServer;
pub use session::Session;
pub use standalone::Standalone;

/// Variable in which `boot.js` leaves the first call.
const FIRST_CALL: &str = "sightlineFirst";

/// Host that the page runs in.
#[derive(Debug, Clone)]
pub enum Host {
    /// Bitbucket, through the bridge of Atlassian Connect.
    Connect(Connect),
    /// Bitbucket, through the bridge of Forge.
    Forge(Forge),
    /// None: the page is opened by itself.
    Standalone(Standalone),
}

impl Host {
    /// Host of this document: the one whose bridge it offers. A page that the server prepared is in Bitbucket
    /// even while the bridge is missing; only a page that nobody prepared, without a bridge, is standalone.
    pub fn detect() -> Self {
        if ForgeBridge::detect().is_some() {
            return Self::Forge(Forge::new());
        }
        if Bridge::detect().is_some() || Opening::is_in_document() {
            return Self::Connect(Connect::new(StartedCall::take(FIRST_CALL)));
        }
        let query = window().and_then(|window| window.location().search().ok());
        Self::Standalone(Standalone::new(&query.unwrap_or_default()))
    }

    /// Way in which files leave the page.
    pub const fn delivery(&self) -> Delivery {
        match self {
            Self::Connect(_) => Delivery::Tab,
            // The sandbox of Forge's frames has `allow-downloads`.
            Self::Forge(_) | Self::Standalone(_) => Delivery::Download,
        }
    }

    /// Address that readers see and can send; `None` where the host does not say.
    pub async fn location(&self) -> Option<String> {
        match self {
            Self::Connect(host) => host.location().await,
            // Its context names the repository, and no address.
            Self::Forge(_) => None,
            Self::Standalone(_) => window()?.location().href().ok(),
        }
    }

    /// Keeps the session of a page alive, where there is one and Bitbucket can vouch for the reader.
    pub fn keep_session(&self, context: &PageContext) -> Option<Session> {
        match self {
            Self::Connect(host) => {
                let granted = context.session.clone()?;
                Some(Session::keep(host, granted, context.session_path()))
            }
            // No server is behind the page.
            Self::Forge(_) | Self::Standalone(_) => None,
        }
    }

    // One function for all types of answers, so that a program holds it once.
    async fn ask(&self, call: Call) -> Result<Answer, Error> {
        match self {
            Self::Connect(host) => host.ask(call).await,
            Self::Forge(host) => host.ask(call).await,
            Self::Standalone(host) => host.ask(call).await,
        }
    }
}

impl Transport for Host {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        decoded(&self.ask(Call::json(request)).await?, request.path())
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        text_of(&self.ask(Call::text(request)).await?, request.path())
    }
}
