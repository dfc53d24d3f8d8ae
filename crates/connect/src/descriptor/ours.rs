//! Sightline's own descriptor.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Authentication, ConfigurePage, Descriptor, Lifecycle, Method, Modules, Name, OauthConsumer,
    Proxy, RepoPage, Vendor, WebPanel, Webhook,
};
use crate::{AppKey, Error};

/// Parameters that identify the repository in the URLs of its pages.
const REPOSITORY: &str = "repository={repository.uuid}&full_name={repository.full_name}";

/// State of the features that write to Bitbucket.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Writing {
    /// Reads only.
    #[default]
    Off,
    /// Asks for `pullrequest:write`, which also grants pushing.
    On,
}

/// State of the reports on the commits of pull requests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reports {
    /// Nothing is published, and no event is subscribed to.
    #[default]
    Off,
    /// Subscribes to [`REPORT_EVENTS`].
    On,
}

/// Events that reports need: those after which a pull request, or the branch that it goes to with the
/// team's settings, may be another.
pub const REPORT_EVENTS: [&str; 5] = [
    "pullrequest:created",
    "pullrequest:updated",
    "pullrequest:fulfilled",
    "pullrequest:rejected",
    "repo:push",
];

/// Settings of the descriptor that the operator decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Key under which the app is registered.
    pub app_key: AppKey,
    /// Shown name.
    pub name: String,
    /// URL of the server: `https`, no trailing slash.
    pub base_url: String,
    /// State of the writing features.
    pub writing: Writing,
    /// State of the reports.
    pub reports: Reports,
    /// Key of an OAuth consumer; not needed.
    pub oauth_client_id: Option<String>,
    /// Installation link of the equivalent Forge app.
    pub forge_app_link: Option<String>,
    /// ARI of the equivalent Forge app.
    pub forge_app_id: Option<String>,
}

impl Settings {
    /// The defaults for a server at `base_url`.
    pub fn new(app_key: AppKey, base_url: impl Into<String>) -> Self {
        Self {
            app_key,
            name: "Sightline".to_owned(),
            base_url: base_url.into(),
            writing: Writing::Off,
            reports: Reports::Off,
            oauth_client_id: None,
            forge_app_link: None,
            forge_app_id: None,
        }
    }
}

impl Descriptor {
    /// Sightline's descriptor.
    ///
    /// # Errors
    /// [`Error::Descriptor`] when a setting breaks a documented limit.
    pub fn new(settings: &Settings) -> Result<Self, Error> {
        let descriptor = Self {
            key: settings.app_key.clone(),
            name: settings.name.clone(),
            description: "Shows reviewers what the diff does not.".to_owned(),
            vendor: Some(Vendor {
                name: "Sightline".to_owned(),
                url: None,
            }),
            base_url: settings.base_url.clone(),
            authentication: Authentication {
                kind: "jwt".to_owned(),
            },
            lifecycle: Lifecycle {
                installed: "/connect/installed".to_owned(),
                uninstalled: "/connect/uninstalled".to_owned(),
            },
            contexts: vec!["account".to_owned()],
            scopes: scopes(settings.writing),
            modules: modules(settings),
            forge_app_link: settings.forge_app_link.clone(),
            forge_app_id: settings.forge_app_id.clone(),
        };
        descriptor.check()?;
        Ok(descriptor)
    }
}

fn scopes(writing: Writing) -> Vec<String> {
    let pull_request = match writing {
        Writing::Off => "pullrequest",
        Writing::On => "pullrequest:write",
    };
    ["account", "repository", pull_request]
        .map(str::to_owned)
        .to_vec()
}

fn modules(settings: &Settings) -> Modules {
    Modules {
        web_panels: vec![WebPanel {
            key: "pull-request".to_owned(),
            name: Name::new(&settings.name),
            location: "org.bitbucket.pullrequest.overview.informationPanel".to_owned(),
            url: format!(
                "/pull-request?{REPOSITORY}&pull_request={{pullrequest.id}}&user={{user.uuid}}"
            ),
            conditions: Vec::new(),
        }],
        repo_pages: vec![RepoPage {
            key: "repository".to_owned(),
            name: Name::new(&settings.name),
            location: "org.bitbucket.repository.navigation".to_owned(),
            url: format!("/repository?{REPOSITORY}&user={{user.uuid}}"),
            params: BTreeMap::from([("auiIcon".to_owned(), "aui-iconfont-view".to_owned())]),
            conditions: Vec::new(),
        }],
        configure_page: Some(ConfigurePage {
            key: "configure".to_owned(),
            name: Name::new(&settings.name),
            url: "/configure?workspace={principal.uuid}&user={user.uuid}".to_owned(),
        }),
        webhooks: webhooks(settings.reports),
        proxy: BTreeMap::from([
            renewal("/session/{repository}", "repository", "repository", ""),
            renewal(
                "/session/{repository}/{pullrequest}",
                "pull-request",
                "pullrequest",
                "&pull_request={pullrequest.id}",
            ),
        ]),
        oauth_consumer: settings
            .oauth_client_id
            .as_ref()
            .map(|client_id| OauthConsumer {
                client_id: client_id.clone(),
                scopes: scopes(settings.writing),
            }),
    }
}

fn webhooks(reports: Reports) -> Vec<Webhook> {
    let events: &[&str] = match reports {
        Reports::Off => &[],
        Reports::On => &REPORT_EVENTS,
    };
    let webhook = |event: &&str| Webhook {
        event: (*event).to_owned(),
        url: "/connect/webhook".to_owned(),
    };
    events.iter().map(webhook).collect()
}

/// Proxied path for a new session once that of a page has ended: Bitbucket forwards the call and signs
/// for the reader.
fn renewal(path: &str, page: &str, scope: &str, rest: &str) -> (String, Proxy) {
    let proxy = Proxy {
        destination: format!("/connect/session?page={page}&{REPOSITORY}{rest}&user={{user.uuid}}"),
        scopes: vec![scope.to_owned()],
        conditions: Vec::new(),
        methods: BTreeMap::from([("POST".to_owned(), Method::default())]),
    };
    (path.to_owned(), proxy)
}
