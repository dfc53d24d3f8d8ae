//! Admins of the workspace that the app is installed into. Bitbucket is asked for the role of a reader, in
//! the name of the installation.

use std::time::Duration;

use atlassian_connect::{ClientKey, context::Uuid};
use axum::http::Method;
use bitbucket_cloud::{
    AccountId, Page,
    installed::{Body, Permit, Scope},
};
use moka::sync::Cache;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tokio::time::timeout;

use crate::{AppState, PageError, account, store::Installation};

/// Readers whose roles are kept.
const CAPACITY: u64 = 10_000;

/// Roles older than this are asked for again.
const LIFETIME: Duration = Duration::from_secs(5 * 60);

/// Bitbucket's time to answer. Together with the time for scopes, less than a whole request may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// Scope that lists the people of a workspace.
const SCOPE: &str = "account";

/// Pages of admins that are read at most, of a hundred each.
const PAGES: u32 = 5;

/// Admins of a workspace, by Bitbucket's word for their permission. Source: its OpenAPI document,
/// `GET /workspaces/{workspace}/permissions`.
const ADMINS: &str = "?q=permission%3D%22owner%22&pagelen=100&fields=next,values.user.uuid";

/// Role of a reader in a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Admin,
    Other,
}

/// Roles of readers that were asked for lately.
#[derive(Debug)]
pub(crate) struct Roles(Cache<(ClientKey, Uuid), Role>);

#[derive(Deserialize)]
struct Membership {
    user: Option<Member>,
}

#[derive(Deserialize)]
struct Member {
    uuid: Option<AccountId>,
}

impl Default for Roles {
    fn default() -> Self {
        let cache = Cache::builder().max_capacity(CAPACITY);
        Self(cache.time_to_live(LIFETIME).build())
    }
}

impl Roles {
    /// Refuses everybody but admins of the installation's workspace.
    ///
    /// # Errors
    /// [`PageError::NoAdmin`], and [`PageError::RoleUnknown`] where Bitbucket does not say.
    pub(crate) async fn require_admin(
        &self,
        app: &AppState,
        installation: &Installation,
        reader: &Uuid,
    ) -> Result<(), PageError> {
        let key = (installation.client_key.clone(), reader.clone());
        let role = match self.0.get(&key) {
            Some(role) => role,
            None => {
                let asked = timeout(PATIENCE, ask(app, installation, reader)).await;
                let asked = asked.unwrap_or_else(|elapsed| Err(elapsed.to_string()));
                let role = asked.map_err(|reason| PageError::RoleUnknown { reason })?;
                self.0.insert(key, role);
                role
            }
        };
        match role {
            Role::Admin => Ok(()),
            Role::Other => Err(PageError::NoAdmin),
        }
    }
}

/// Looks for the reader among the admins. The error is the reason why Bitbucket does not say.
async fn ask(app: &AppState, installation: &Installation, reader: &Uuid) -> Result<Role, String> {
    let workspace = installation.principal_uuid.as_ref();
    let workspace = workspace.ok_or("the installation names no workspace")?;
    let workspace = utf8_percent_encode(workspace, NON_ALPHANUMERIC);
    let mut path = format!("/2.0/workspaces/{workspace}/permissions{ADMINS}");
    let identity = account::identity(&app.config, installation);
    let permit = Permit::anywhere(Scope::parse(SCOPE));
    for _ in 0..PAGES {
        let call = app
            .account
            .call(&identity, &permit, Method::GET, &path, None);
        let Body(text) = call.await.map_err(|error| error.to_string())?.into_body();
        let page: Page<Membership> =
            serde_json::from_slice(&text).map_err(|error| error.to_string())?;
        if page.values.iter().any(|one| one.is(reader)) {
            return Ok(Role::Admin);
        }
        match page.next().map_err(|error| error.to_string())? {
            Some(next) => next.path().clone_into(&mut path),
            None => return Ok(Role::Other),
        }
    }
    Err(format!("more than {PAGES} pages of admins"))
}

impl Membership {
    fn is(&self, reader: &Uuid) -> bool {
        let uuid = self.user.as_ref().and_then(|user| user.uuid.as_ref());
        uuid.is_some_and(|uuid| uuid.as_str().eq_ignore_ascii_case(reader.as_str()))
    }
}
