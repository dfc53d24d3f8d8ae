//! The host of Forge: calls through `@forge/bridge`, in the reader's name.

use std::{cell::RefCell, fmt};

use atlassian_bridge::{
    Answer, Error as BridgeError, Method, StartedCall,
    forge::{Bridge, ColorMode, Context},
};
use bitbucket_cloud::{Budget, Client, Error, Repository, Request, Transport};
use futures_util::future::join;
use leptos::prelude::document;
use serde::de::DeserializeOwned;

use super::{
    call::Call,
    call_queue::{CallQueue, Caller},
    failure::{decoded, text_of, translated},
    found::context_of,
    links,
};
use crate::context::{Page, PageContext};

/// Variable in which the page's script leaves the calls that it has made.
const STARTED: &str = "sightlineStarted";
/// Name of the bridge's own call, where an error names one.
const CONTEXT: &str = "view.getContext()";
/// Module that shows the headline alone.
const CARD: &str = "repoPullRequestCard";
/// Calls that finding the page takes: the repository by its UUIDs, and the reader.
const CALLS: u32 = 2;

/// Calls through the bridge of Forge. Cheap to clone.
#[derive(Clone)]
pub struct Forge(CallQueue<AsReader>);

/// Makes calls through the bridge.
struct AsReader {
    bridge: Bridge,
    /// Calls that the page's script has made, until the app makes the same.
    started: RefCell<Vec<StartedCall>>,
}

/// Page that a module of the app shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgePage {
    /// Context of the page, with its reader.
    pub context: PageContext,
    /// Part of it that is shown.
    pub extent: Extent,
}

/// Part of a page that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// The line on top.
    Headline,
}

impl Default for Forge {
    fn default() -> Self {
        Self::new()
    }
}

impl Forge {
    /// Calls end after as many seconds as are usual.
    pub fn new() -> Self {
        Self(CallQueue::new(AsReader {
            bridge: Bridge::new(),
            started: RefCell::default(),
        }))
    }

    /// Hands the document's links to the host, and takes over its theme.
    pub async fn settle_in(&self) {
        let bridge = self.0.caller().bridge;
        links::follow_through(bridge);
        if bridge.enable_theme().await.is_ok() {
            return;
        }
        let theme = bridge.context().await.ok().and_then(|it| it.theme);
        let mode = match theme.and_then(|theme| theme.color_mode) {
            Some(ColorMode::Dark) => "dark",
            Some(ColorMode::Light) => "light",
            Some(ColorMode::Auto) | None => return,
        };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-color-mode", mode);
        }
    }

    /// Finds what the module is to show. Two calls, which the page's script may have made by then.
    ///
    /// # Errors
    /// Any [`Error`]; [`Error::Refused`] for a module outside of a repository.
    pub async fn find_page(&self) -> Result<ForgePage, Error> {
        let caller = self.0.caller();
        let context = caller.bridge.context().await;
        let context = context.map_err(|error| translated(error, CONTEXT))?;
        let by_uuid =
            repository(&context).ok_or_else(|| refused("the module has no repository"))?;
        let page = page(&context);
        // The script asked for the same context before, and was answered before.
        caller.started.replace(StartedCall::take_all(STARTED));

        let client = Client::new(self.clone(), Budget::of(CALLS));
        let (found, reader) = join(client.repository(&by_uuid), client.viewer()).await;
        let found = found?;
        let reader = match reader {
            Err(Error::Anonymous) => None,
            reader => Some(reader?),
        };
        let named = first_call(page, &found.full_name);
        caller.rename(first_call(page, &by_uuid).path(), named.path());
        let context_of_page = context_of(&found, page, reader.as_ref());
        Ok(ForgePage {
            context: context_of_page.ok_or_else(|| refused("the repository has no name"))?,
            extent: extent(&context),
        })
    }

    /// Makes a call, after those before it.
    pub(super) async fn ask(&self, call: Call) -> Result<Answer, Error> {
        self.0.ask(call).await
    }
}

impl Transport for Forge {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        decoded(&self.ask(Call::json(request)).await?, request.path())
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        text_of(&self.ask(Call::text(request)).await?, request.path())
    }
}

impl fmt::Debug for Forge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Forge")
            .field(&self.0.caller().bridge)
            .finish()
    }
}

impl Caller for AsReader {
    async fn call(&self, call: &Call) -> Result<Answer, Error> {
        let answer = match self.started_for(call) {
            Some(started) => self.bridge.adopt(started).await,
            None => self.send(call).await,
        };
        answer.map_err(|error| translated(error, call.path()))
    }
}

impl AsReader {
    async fn send(&self, call: &Call) -> Result<Answer, BridgeError> {
        match call {
            Call::Json { path } | Call::Text { path } => {
                self.bridge.send(Method::Get, path, None).await
            }
            Call::Put { path, json } => self.bridge.send(Method::Put, path, Some(json)).await,
            // No page has a session there.
            Call::Server { .. } => Err(BridgeError::NoBridge),
        }
    }

    fn started_for(&self, call: &Call) -> Option<StartedCall> {
        let mut started = self.started.borrow_mut();
        if call.writes() {
            // Their answers may be older than what is written.
            started.clear();
        }
        let at = started.iter().position(|it| it.path() == call.path())?;
        Some(started.swap_remove(at))
    }

    /// Lets the call of one path be found by another that means the same.
    fn rename(&self, from: &str, to: &str) {
        let started = self.started.take().into_iter();
        let renamed = started.map(|call| match call.path() == from {
            true => call.by(to),
            false => call,
        });
        self.started.replace(renamed.collect());
    }
}

/// The call that a page makes first.
fn first_call(page: Page, repository: &Repository) -> Request {
    match page {
        Page::PullRequest { id } => Request::pull_request(repository, id),
        Page::Repository => Request::open_pull_requests(repository),
    }
}

/// Repository of a module, by UUIDs.
fn repository(context: &Context) -> Option<Repository> {
    let workspace = context.workspace_id.as_deref().map(braced)?;
    let repository = context.extension.repository.as_ref()?;
    Repository::parse(&format!("{workspace}/{}", braced(&repository.uuid)))
}

/// UUID as Bitbucket's API takes it, in whatever form the host writes it.
fn braced(uuid: &str) -> String {
    let plain = uuid.trim_start_matches('{').trim_end_matches('}');
    format!("{{{plain}}}")
}

fn page(context: &Context) -> Page {
    let pull_request = context.extension.pull_request;
    pull_request.map_or(Page::Repository, |one| Page::PullRequest { id: one.id })
}

fn extent(context: &Context) -> Extent {
    match context.extension.kind.as_deref() {
        Some(kind) if kind.ends_with(CARD) => Extent::Headline,
        _ => Extent::Whole,
    }
}

fn refused(code: &str) -> Error {
    Error::Refused {
        code: code.to_owned(),
    }
}
