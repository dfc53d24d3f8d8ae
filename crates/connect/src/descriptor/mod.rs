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
    /// Who makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<Vendor>,
    /// `https` (on loopback also `http`), without a trailing slash.
    pub base_url: String,
    /// How Bitbucket and the app authenticate.
    pub authentication: Authentication,
    /// Where lifecycle events go.
    pub lifecycle: Lifecycle,
    /// What it is installed into.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<String>,
    /// Never empty: an absent list asks for everything.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// What it adds to pages.
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

/// Who makes the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vendor {
    /// Shown name.
    pub name: String,
    /// Their site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// How Bitbucket and the app authenticate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    /// `jwt` or `none`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// Where lifecycle events are POSTed; absolute, or relative to the base URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifecycle {
    /// After an install or update.
    pub installed: String,
    /// After an uninstall.
    pub uninstalled: String,
}
