//! The modules that this crate knows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Everything that an app adds to Bitbucket.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Modules {
    /// Panels within Bitbucket's pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub web_panels: Vec<WebPanel>,
    /// Full pages of a repository.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repo_pages: Vec<RepoPage>,
    /// The page behind *Configure* in the list of installed apps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configure_page: Option<ConfigurePage>,
    /// Events that are POSTed to the app.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<Webhook>,
    /// Paths under which Bitbucket forwards its readers' calls to the app.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub proxy: BTreeMap<String, Proxy>,
    /// The older way to `AP.request`; not needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oauth_consumer: Option<OauthConsumer>,
}

/// A shown name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The text.
    pub value: String,
}

impl Name {
    /// A name that reads `value`.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
        }
    }
}

/// A panel within one of Bitbucket's pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebPanel {
    /// Names the module.
    pub key: String,
    /// Shown name.
    pub name: Name,
    /// Place within Bitbucket's pages.
    pub location: String,
    /// URI template of the page that it loads.
    pub url: String,
    /// Conditions under which it is shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Value>,
}

/// A full page of a repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepoPage {
    /// Names the module.
    pub key: String,
    /// Shown name.
    pub name: Name,
    /// Place of the link to it.
    pub location: String,
    /// URI template of the page that it loads.
    pub url: String,
    /// Parameters, such as `auiIcon`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
    /// Conditions under which it is shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Value>,
}

/// The page behind *Configure*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigurePage {
    /// Names the module.
    pub key: String,
    /// Shown name.
    pub name: Name,
    /// URI template of the page that it loads.
    pub url: String,
}

/// An event that is POSTed to the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhook {
    /// Name of the event, such as `pullrequest:created`.
    pub event: String,
    /// URL that receives it.
    pub url: String,
}

/// Rule for the calls that Bitbucket forwards under one path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proxy {
    /// URI template that calls are forwarded to.
    pub destination: String,
    /// Scopes that the call needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// Conditions under which calls are forwarded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Value>,
    /// HTTP methods that are forwarded, by name.
    #[serde(default)]
    pub methods: BTreeMap<String, Method>,
}

/// One HTTP method of a proxied path. It may override the values of the path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// URI template for this method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<String>,
    /// Scopes that the call needs with this method.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
}

/// The OAuth consumer that `AP.request` once needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OauthConsumer {
    /// The consumer's key.
    pub client_id: String,
    /// Scopes that it may ask for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
}
