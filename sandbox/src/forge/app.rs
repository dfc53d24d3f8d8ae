//! An app, as it was built.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::checks::Trigger;

/// File in which `cargo xtask forge` describes the app, in the folder of what it built.
const DESCRIPTION: &str = "app.json";

/// An app for Forge, installed in the workspace.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForgeApp {
    /// Names the app: an ARI that ends in a UUID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Granular scopes, such as `read:pullrequest:bitbucket`.
    pub scopes: Vec<String>,
    /// Its modules, in the order of the manifest.
    pub modules: Vec<Module>,
    /// Folders of files, by key.
    pub resources: BTreeMap<String, Resource>,
    /// Checks of pull requests.
    #[serde(default)]
    pub merge_checks: Vec<MergeCheck>,
    /// Functions, by key.
    #[serde(default)]
    pub functions: BTreeMap<String, Function>,
    #[serde(skip)]
    folder: PathBuf,
    #[serde(skip)]
    origin: String,
}

/// A place of Bitbucket that the app fills.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Module {
    /// Kind of the place.
    pub kind: Kind,
    /// Names the module within the app.
    pub key: String,
    /// Heading of the place.
    pub title: String,
    /// Key of the resource that is shown.
    pub resource: String,
}

/// Kinds of modules that are shown here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Kind {
    /// Card beside a pull request.
    #[serde(rename = "bitbucket:repoPullRequestCard")]
    Card,
    /// Panel on the overview of a pull request.
    #[serde(rename = "bitbucket:repoPullRequestOverviewPanel")]
    Panel,
    /// Page in the side navigation of a repository.
    #[serde(rename = "bitbucket:repoMainMenuPage")]
    RepositoryPage,
    /// Page of the workspace's settings.
    #[serde(rename = "bitbucket:workspaceSettingsMenuPage")]
    WorkspaceSettings,
}

/// A folder of files with an `index.html`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Resource {
    /// Name of the folder, beside the description.
    pub folder: String,
    /// Content security policy that Forge writes for it on bitbucket.org.
    pub policy: String,
}

/// A check of pull requests before they are merged.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MergeCheck {
    /// Names it within the app.
    pub key: String,
    /// Name on the page of a pull request.
    pub name: String,
    /// Key of its function.
    pub function: String,
    /// Events that it runs at.
    pub(crate) triggers: Vec<Trigger>,
}

/// A function for Node.js.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Function {
    /// Its bundle, below the folder of the description.
    pub file: String,
    /// Name by which the bundle exports it.
    pub name: String,
}

impl Resource {
    /// Flags of the policy's directive `sandbox`, which the frame's attribute repeats.
    pub(super) fn sandbox(&self) -> &str {
        let directives = self.policy.split(';').map(str::trim);
        let mut flags = directives.filter_map(|directive| directive.strip_prefix("sandbox "));
        flags.next().unwrap_or_default()
    }
}

/// Reason why there is no app.
#[derive(Debug, thiserror::Error)]
pub enum ForgeError {
    /// The description cannot be read.
    #[error("{}: {source}. Run `cargo xtask forge` first.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Answer of the system.
        source: io::Error,
    },
    /// The description is of another shape.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Message of the decoder.
        source: serde_json::Error,
    },
}

impl ForgeApp {
    /// Reads the app that was built into `folder`. Its frames are served at `origin`.
    ///
    /// # Errors
    /// [`ForgeError`]
    pub fn read(folder: &Path, origin: impl Into<String>) -> Result<Self, ForgeError> {
        let path = folder.join(DESCRIPTION);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(source) => return Err(ForgeError::Unreadable { path, source }),
        };
        let read = serde_json::from_slice(&text);
        let app: Self = read.map_err(|source| ForgeError::Malformed { path, source })?;
        Ok(Self {
            folder: folder.to_owned(),
            origin: origin.into(),
            ..app
        })
    }

    /// Origin of the frames, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// UUID that the app's id ends in.
    pub fn uuid(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or_default()
    }

    /// Resource that a module shows.
    pub(super) fn resource_of(&self, module: &Module) -> Option<&Resource> {
        self.resources.get(&module.resource)
    }

    /// The brotli file of a resource's file, where one was made. That Forge's content network compresses
    /// is assumed.
    pub(super) fn packed(&self, resource: &Resource, path: &Path) -> PathBuf {
        let mut name = self.folder.join("packed").join(&resource.folder).join(path);
        name.as_mut_os_string().push(".br");
        name
    }

    /// The bundle of a function, as Node.js finds it from anywhere.
    pub(super) fn path_of(&self, function: &Function) -> PathBuf {
        let path = self.folder.join(&function.file);
        path.canonicalize().unwrap_or(path)
    }

    /// The folder of a resource.
    pub(super) fn folder_of(&self, resource: &Resource) -> PathBuf {
        self.folder.join(&resource.folder)
    }
}
