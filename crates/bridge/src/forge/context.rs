//! Page that the app was opened on, and its reader.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

/// Answer of `view.getContext()`, as far as an app in Bitbucket needs it. Forge vouches for it towards
/// the page, not towards a server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Context {
    /// Atlassian account of the reader, which is not their UUID in Bitbucket; `None` for nobody.
    pub account_id: Option<String>,
    /// UUID of the workspace.
    pub workspace_id: Option<String>,
    /// Key of the module in the app's manifest.
    pub module_key: Option<String>,
    /// Theme of the page around the frame.
    pub theme: Option<Theme>,
    /// Page that the module stands on.
    pub extension: Extension,
}

/// Theme of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Theme {
    /// Light or dark.
    pub color_mode: Option<ColorMode>,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColorMode {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
    /// Mode of the operating system, or one that is not known here.
    #[serde(other)]
    Auto,
}

/// Page that a module of Bitbucket stands on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Extension {
    /// Module, such as `bitbucket:repoPullRequestCard`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Repository of the page, where it has one.
    pub repository: Option<RepositoryRef>,
    /// Pull request of the page, where it has one.
    pub pull_request: Option<PullRequestRef>,
}

/// Repository of a page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RepositoryRef {
    /// Identifies it even after it was renamed.
    pub uuid: String,
}

/// Pull request of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct PullRequestRef {
    /// Its number in the repository.
    #[serde(deserialize_with = "number")]
    pub id: u32,
}

/// A number, or a text that is one: its type is not documented.
fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    struct Number;

    impl de::Visitor<'_> for Number {
        type Value = u32;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number")
        }

        fn visit_i64<E: de::Error>(self, value: i64) -> Result<u32, E> {
            let wrong = || E::invalid_value(de::Unexpected::Signed(value), &self);
            value.try_into().map_err(|_| wrong())
        }

        fn visit_u64<E: de::Error>(self, value: u64) -> Result<u32, E> {
            let wrong = || E::invalid_value(de::Unexpected::Unsigned(value), &self);
            value.try_into().map_err(|_| wrong())
        }

        fn visit_str<E: de::Error>(self, value: &str) -> Result<u32, E> {
            let wrong = || E::invalid_value(de::Unexpected::Str(value), &self);
            value.parse().map_err(|_| wrong())
        }
    }

    deserializer.deserialize_any(Number)
}
