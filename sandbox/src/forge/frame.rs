//! Frames of modules.

use serde_json::{Value, json};

use super::{ForgeApp, Kind, Module, app::Resource};
use crate::{
    state::Sandbox,
    world::{PersonId, World},
};

/// Environment that the app is deployed to.
pub(crate) const ENVIRONMENT: &str = "development";

/// One module, ready to be shown to one reader.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    /// Absolute address of its page. It carries no parameters: the frame asks for its context.
    pub(crate) url: String,
    /// Origin of that address.
    pub(crate) origin: String,
    /// Names the module.
    pub(crate) key: String,
    /// Attribute `sandbox` of the frame.
    pub(crate) sandbox: String,
    /// Heading.
    pub(crate) title: String,
    /// Answer to `view.getContext()`, but for the theme.
    pub(crate) context: Value,
}

/// Places for modules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The pull request with that number.
    PullRequest(u64),
    /// The repository.
    Repository,
    /// The workspace.
    Workspace,
}

/// The modules of a kind at a place, for a reader; none where no app for Forge is installed. Takes the
/// world's lock.
pub(crate) fn frames(
    sandbox: &Sandbox,
    kind: Kind,
    place: Place,
    reader: Option<PersonId>,
) -> Vec<Frame> {
    let Some(app) = &sandbox.forge else {
        return Vec::new();
    };
    let world = sandbox.world();
    let modules = app.modules.iter().filter(|module| module.kind == kind);
    modules
        .map(|module| Frame {
            url: format!("{}/{}/index.html", app.origin(), module.resource),
            origin: app.origin().to_owned(),
            key: module.key.clone(),
            sandbox: app
                .resource_of(module)
                .map_or("", Resource::sandbox)
                .to_owned(),
            title: module.title.clone(),
            context: context(sandbox, app, &world, module, place, reader),
        })
        .collect()
}

/// The module of a kind with that key.
pub(crate) fn frame(
    sandbox: &Sandbox,
    kind: Kind,
    place: Place,
    key: &str,
    reader: Option<PersonId>,
) -> Option<Frame> {
    let all = frames(sandbox, kind, place, reader);
    all.into_iter().find(|frame| frame.key == key)
}

/// Members as the documentation of `view.getContext` and the types of `@forge/bridge` name them:
/// <https://developer.atlassian.com/platform/forge/apis-reference/ui-api-bridge/view/#getcontext>
fn context(
    sandbox: &Sandbox,
    app: &ForgeApp,
    world: &World,
    module: &Module,
    place: Place,
    reader: Option<PersonId>,
) -> Value {
    let account = reader.and_then(|reader| world.person(reader));
    let kind = match module.kind {
        Kind::Card => "bitbucket:repoPullRequestCard",
        Kind::Panel => "bitbucket:repoPullRequestOverviewPanel",
        Kind::RepositoryPage => "bitbucket:repoMainMenuPage",
        Kind::WorkspaceSettings => "bitbucket:workspaceSettingsMenuPage",
    };
    let repository = match place {
        Place::PullRequest(_) | Place::Repository => Some(json!({ "uuid": world.repository.uuid })),
        Place::Workspace => None,
    };
    let pull_request = match place {
        Place::PullRequest(id) => Some(json!({ "id": id })),
        Place::Repository | Place::Workspace => None,
    };
    let extension = json!({
        "type": kind,
        "location": sandbox.addresses.web,
        "repository": repository,
        "pullRequest": pull_request,
    });
    json!({
        "accountId": account.map(|person| &person.account_id),
        "workspaceId": world.workspace.uuid,
        "localId": format!("{}/{}", app.uuid(), module.key),
        "locale": "en_US",
        "timezone": "UTC",
        "siteUrl": sandbox.addresses.web,
        "moduleKey": module.key,
        "environmentType": ENVIRONMENT.to_uppercase(),
        "extension": extension,
    })
}
