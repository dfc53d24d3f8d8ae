//! `atlassian-connect.json`: what the app is, wants and adds to Bitbucket's pages.

mod check;
mod known;
mod modules;
mod ours;
mod rules;
pub mod scopes;

use serde::{Deserialize, Serialize};

pub use modules::{
    ConfigurePage, Method, Modules, Name, OauthConsumer, Proxy, RepoPage, WebPanel, Webhook,
};
pub use ours::{REPORT_EVENTS, Reports, Settings, Writing};

use crate::{AppKey, Error};

/// A descriptor. What [`Descriptor::new`] and [`Descriptor::parse`] return keeps within the
/// documented limits; one that is put together by hand passes through [`Descriptor::check`].
///
/// Members that are not used here are ignored when one is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor {
    /// Names the app among all apps.
    pub key: AppKey,
    /// Shown name.
    pub name: String,
    /// Shown text.
    #[serde(default)]
    pub description: String,
    /// Maker of the app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<Vendor>,
    /// URL that other URLs are relative to: `https` (on loopback also `http`), without a trailing slash.
    pub base_url: String,
    /// Authentication between Bitbucket and the app.
    pub authentication: Authentication,
    /// URLs that receive lifecycle events.
    pub lifecycle: Lifecycle,
    /// Kinds of account that it can be installed into.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<String>,
    /// Scopes that it asks for. Never empty: an absent list asks for everything.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Additions to Bitbucket's pages.
    #[serde(default)]
    pub modules: Modules,
    /// Installation link of the equivalent Forge app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forge_app_link: Option<String>,
    /// Full ARI of the equivalent Forge app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forge_app_id: Option<String>,
}

impl Descriptor {
    /// Reads a descriptor and checks it.
    ///
    /// # Errors
    /// [`Error::Descriptor`] names the first place that breaks a documented limit.
    pub fn parse(json: &[u8]) -> Result<Self, Error> {
        let descriptor: Self = serde_json::from_slice(json).map_err(|error| Error::Descriptor {
            place: "JSON".to_owned(),
            problem: format!("cannot be read: {error}"),
        })?;
        descriptor.check()?;
        Ok(descriptor)
    }

    /// Checks the documented limits.
    ///
    /// # Errors
    /// [`Error::Descriptor`] names the first place that breaks one.
    pub fn check(&self) -> Result<(), Error> {
        check::check(self)
    }
}

/// Maker of the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vendor {
    /// Shown name.
    pub name: String,
    /// Their site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Authentication between Bitbucket and the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    /// `jwt` or `none`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// URLs that lifecycle events are POSTed to; absolute, or relative to the base URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifecycle {
    /// URL for installs and updates.
    pub installed: String,
    /// URL for uninstalls.
    pub uninstalled: String,
}
