//! Services that everything on a page shares: the client of Bitbucket's API, and the cache.

use std::{ops::Deref, rc::Rc};

use bitbucket_cloud::{Client, Error, FileChange, PullRequest, Repository};
use leptos::prelude::*;

use crate::{
    cache::Cache,
    context::PageContext,
    host::{Host, Session},
};

/// Services of a page.
#[derive(Debug)]
pub struct Services {
    /// Calls Bitbucket as the viewer.
    pub client: Client<Host>,
    /// Facts of the repository that the browser keeps.
    pub cache: Cache,
    /// Context in which the app was opened, with its reader.
    pub context: PageContext,
    /// Stays alive as long as the page.
    pub session: Option<Session>,
}

impl Services {
    /// The repository of the page.
    pub fn repository(&self) -> &Repository {
        &self.context.repository
    }

    /// Files that a pull request changes. One call for 500 files.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn files(&self, pull_request: &PullRequest) -> Result<Vec<FileChange>, Error> {
        self.client.files_of(self.repository(), pull_request).await
    }

    /// Diff of a pull request, without lines of context. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn diff(&self, pull_request: &PullRequest) -> Result<String, Error> {
        let repository = self.repository();
        self.client.diff_of(repository, pull_request, 0).await
    }
}

/// Handle of the page's [`Services`]. It is `Copy` and may be held by any view; what awaits takes
/// [`ServicesHandle::get`] first, since the handle ends with the page.
#[derive(Debug, Clone, Copy)]
pub struct ServicesHandle(StoredValue<SharedServices, LocalStorage>);

/// Services that outlive the page while a call is on its way.
#[derive(Debug, Clone)]
pub struct SharedServices(Rc<Services>);

impl Deref for SharedServices {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.0
    }
}

impl ServicesHandle {
    /// The services themselves.
    pub fn get(self) -> SharedServices {
        self.0.get_value()
    }
}

/// Provides the services to the components below.
pub fn provide_services(services: Services) {
    let shared = SharedServices(Rc::new(services));
    provide_context(ServicesHandle(StoredValue::new_local(shared)));
}

/// The services of this page.
///
/// # Panics
/// Outside of the app's components.
pub fn use_services() -> ServicesHandle {
    expect_context()
}
