//! The whole page, and what its parts share.

use std::rc::Rc;

use bitbucket_cloud::{Budget, Client, Error, FileChange, PullRequest, Repository};

use crate::{
    context::{Context, Place},
    element::{Element, Mounted, document},
    host::{Host, Session},
    signal::Signal,
    store::Store,
    views,
};

/// The server's JSON script tag.
const CONTEXT: &str = "sightline-context";

/// Where the app was opened, and how it makes calls.
#[derive(Debug)]
pub struct Opened {
    /// `None` when the server did not say, or not in a way that can be read.
    pub context: Option<Context>,
    /// Who makes the calls.
    pub host: Host,
}

impl Opened {
    /// As this page says.
    pub fn here() -> Self {
        let context = document().get_element_by_id(CONTEXT);
        let context = context.and_then(|element| element.text_content());
        Self {
            context: context.and_then(|text| Context::from_json(&text).ok()),
            host: Host::detect(),
        }
    }
}

/// Which pages an app can show. Each program has only the code of its own, so that a panel does not
/// load the charts of a repository.
#[derive(Debug, Clone, Copy)]
pub struct Program(fn(App, Place) -> Option<Element>);

impl Program {
    /// The panel on a pull request.
    pub const PANEL: Self = Self(|app, place| match place {
        Place::PullRequest(id) => Some(views::panel::view(app, id)),
        Place::Repository => None,
    });
    /// The page of a repository.
    pub const REPOSITORY: Self = Self(|app, place| match place {
        Place::Repository => Some(views::repository::view(app)),
        Place::PullRequest(_) => None,
    });
}

/// Shows the app in `parent`.
pub fn show(parent: &web_sys::Element, program: Program, opened: Opened) -> Mounted {
    Mounted::new(parent, || view(program, opened))
}

/// What the parts of a page share: cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct App(Signal<Shared>);

/// See [`App`].
pub(crate) struct Shared {
    pub(crate) client: Client<Host>,
    pub(crate) context: Context,
    /// Facts of the repository that the browser keeps.
    pub(crate) store: Store,
    /// Stays alive as long as the page.
    _session: Option<Session>,
}

impl Shared {
    /// The one that the page is about.
    pub(crate) fn repository(&self) -> &Repository {
        &self.context.repository
    }

    /// What a pull request changes.
    pub(crate) async fn files(&self, pull: &PullRequest) -> Result<Vec<FileChange>, Error> {
        let at = self.repository();
        match pull.range() {
            Some(range) => self.client.files_between(at, &range).await,
            None => self.client.pull_request_files(at, pull.id).await,
        }
    }

    /// The same, line by line and without context.
    pub(crate) async fn diff(&self, pull: &PullRequest) -> Result<String, Error> {
        let at = self.repository();
        match pull.range() {
            Some(range) => self.client.diff_between(at, &range, 0).await,
            None => self.client.pull_request_diff(at, pull.id, 0).await,
        }
    }
}

impl App {
    pub(crate) fn shared(self) -> Rc<Shared> {
        self.0.now()
    }
}

/// The view of the page that was opened.
fn view(Program(pages): Program, opened: Opened) -> Element {
    let Opened { context, host } = opened;
    let Some(context) = context else {
        return views::outside::view();
    };
    let app = App(Signal::new(Shared {
        _session: host.keep_session(&context),
        store: Store::open(context.scope()),
        client: Client::new(host, Budget::of(Budget::HOURLY)),
        context,
    }));
    pages(app, app.shared().context.place).unwrap_or_else(views::outside::view)
}
