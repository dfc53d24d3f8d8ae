//! The pages of apps within Bitbucket's, at signed addresses.

use atlassian_connect::{
    AppKey,
    descriptor::{Modules, WebPanel},
};
use serde_json::Value;

use super::{
    ConnectError, Installation,
    conditions::Asked,
    random,
    signing::{self, Purpose, append, resolve},
    template::Context,
};
use crate::{
    state::{Sandbox, unix_now},
    world::{PersonId, World},
};

const PANEL: &str = "org.bitbucket.pullrequest.overview.informationPanel";
/// Bundle of the bridge that the page runs with.
const BRIDGE: &str = "sandbox/dist/connect/v5";

/// One page of an app, ready to be shown to one reader for a few minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Signed; an absolute address on the app's server.
    pub url: String,
    /// Names the app.
    pub app_key: AppKey,
    /// Names the module within the app.
    pub module_key: String,
    /// Names the module in Bitbucket.
    pub module_id: String,
    /// Origin of the app's pages.
    pub origin: String,
    /// Untrusted text.
    pub title: String,
}

/// Places for pages of apps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Dialog above a page of the repository.
    Dialog {
        /// The module.
        module_key: String,
        /// The pull request, on its page.
        pull_request: Option<u64>,
    },
    /// Page behind *Configure* in the list of installed apps.
    ConfigurePage,
    /// Panel on the pull request with that number.
    PullRequestPanel(u64),
    /// A page of the repository: the module with that key.
    RepositoryPage(String),
}

/// The frames of all installed apps at a place, for a reader. Takes both locks of the sandbox.
pub fn frames(sandbox: &Sandbox, place: Place, reader: Option<PersonId>) -> Vec<Frame> {
    let connect = sandbox.connect();
    let world = sandbox.world();
    let now = unix_now();
    let mut frames = Vec::new();
    for installation in connect.installations() {
        let context = context(sandbox, &world, &place, installation, reader);
        let asked = Asked {
            world: &world,
            context: &context,
            scopes: &installation.descriptor.scopes,
            reader,
        };
        for module in modules(&installation.descriptor.modules, &place) {
            if !asked.all_hold(module.conditions) {
                continue;
            }
            match frame(sandbox, installation, &module, &context, now) {
                Ok(frame) => frames.push(frame),
                Err(error) => tracing::warn!(%error, module = module.key, "no frame"),
            }
        }
    }
    frames
}

/// Returns whether an installation has the module with that Bitbucket id.
pub(crate) fn has_module(installation: &Installation, module_id: &str) -> bool {
    all(&installation.descriptor.modules)
        .iter()
        .any(|module| self::module_id(installation, module.key) == module_id)
}

fn module_id(installation: &Installation, module_key: &str) -> String {
    format!("{}__{module_key}", installation.app_key)
}

struct Module<'a> {
    key: &'a str,
    name: &'a str,
    url: &'a str,
    conditions: &'a [Value],
}

fn modules<'a>(modules: &'a Modules, place: &Place) -> Vec<Module<'a>> {
    match place {
        Place::ConfigurePage => configure_pages(modules).collect(),
        Place::Dialog { module_key, .. } => {
            let mut all = all(modules);
            all.retain(|module| module.key == module_key);
            all
        }
        Place::PullRequestPanel(_) => {
            let panels = modules.web_panels.iter();
            panels
                .filter(|panel| panel.location == PANEL)
                .map(panel)
                .collect()
        }
        Place::RepositoryPage(key) => {
            let pages = repository_pages(modules);
            pages.filter(|page| page.key == key).collect()
        }
    }
}

/// All modules with a page.
fn all(modules: &Modules) -> Vec<Module<'_>> {
    let panels = modules.web_panels.iter().map(panel);
    let pages = panels.chain(repository_pages(modules));
    pages.chain(configure_pages(modules)).collect()
}

fn configure_pages(modules: &Modules) -> impl Iterator<Item = Module<'_>> {
    modules.configure_page.iter().map(|page| Module {
        key: &page.key,
        name: &page.name.value,
        url: &page.url,
        conditions: &[],
    })
}

fn panel(panel: &WebPanel) -> Module<'_> {
    Module {
        key: &panel.key,
        name: &panel.name.value,
        url: &panel.url,
        conditions: &panel.conditions,
    }
}

fn repository_pages(modules: &Modules) -> impl Iterator<Item = Module<'_>> {
    modules.repo_pages.iter().map(|page| Module {
        key: &page.key,
        name: &page.name.value,
        url: &page.url,
        conditions: &page.conditions,
    })
}

fn context(
    sandbox: &Sandbox,
    world: &World,
    place: &Place,
    installation: &Installation,
    reader: Option<PersonId>,
) -> Context {
    let context = Context::new(sandbox, world, &installation.app_key, reader);
    match place {
        Place::ConfigurePage => context,
        Place::Dialog {
            pull_request: Some(id),
            ..
        }
        | Place::PullRequestPanel(id) => context
            .with_repository(sandbox, world)
            .with_pull_request(sandbox, world, *id),
        Place::Dialog { .. } | Place::RepositoryPage(_) => context.with_repository(sandbox, world),
    }
}

fn frame(
    sandbox: &Sandbox,
    installation: &Installation,
    module: &Module<'_>,
    context: &Context,
    now: u64,
) -> Result<Frame, ConnectError> {
    let descriptor = &installation.descriptor;
    let mut url = resolve(
        &descriptor.base_url,
        &context.fill(module.url, &descriptor.scopes),
    )?;
    append(&mut url, "xdm_e", &sandbox.addresses.web);
    append(&mut url, "xdm_c", &format!("channel-{}", random::hex()));
    append(&mut url, "crev", BRIDGE);
    let jwt = signing::token(
        Purpose::Page,
        "GET",
        &url,
        &descriptor.base_url,
        &installation.client_key,
        &installation.shared_secret,
        now,
    )?;
    append(&mut url, "jwt", &jwt);
    Ok(Frame {
        app_key: installation.app_key.clone(),
        module_key: module.key.to_owned(),
        module_id: module_id(installation, module.key),
        origin: url.origin().ascii_serialization(),
        title: module.name.to_owned(),
        url: url.into(),
    })
}
