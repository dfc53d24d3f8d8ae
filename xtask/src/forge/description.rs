//! Description of the app, from its manifest.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The app as the manifest describes it, for the sandbox to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Description {
    /// ARI of the app.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Granular scopes.
    pub scopes: Vec<String>,
    /// Modules, in the order of the manifest.
    pub modules: Vec<Module>,
    /// Folders of files, by key.
    pub resources: BTreeMap<String, Resource>,
    /// Checks of pull requests before they are merged.
    pub merge_checks: Vec<MergeCheck>,
    /// Functions, by key.
    pub functions: BTreeMap<String, Function>,
}

/// A check of pull requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeCheck {
    /// Names it within the app.
    pub key: String,
    /// Name on the screen.
    pub name: String,
    /// Purpose, in a sentence.
    pub description: String,
    /// Key of its function.
    pub function: String,
    /// Events that it runs at, such as `on-merge`.
    pub triggers: Vec<String>,
}

/// A function for Node.js.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Its bundle, below `forge/build`.
    pub file: String,
    /// Name by which the bundle exports it.
    pub name: String,
    /// True if the bundle does.
    pub callable: bool,
}

/// A module that shows a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    /// Kind, such as `bitbucket:repoPullRequestCard`.
    pub kind: String,
    /// Names it within the app.
    pub key: String,
    /// Heading.
    pub title: String,
    /// Key of the resource.
    pub resource: String,
}

/// A folder of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// Its name in `forge/build`.
    pub folder: String,
    /// Content security policy that Forge writes for its page.
    pub policy: String,
}
