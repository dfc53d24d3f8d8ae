//! Repositories and their paths.

use std::fmt;

use percent_encoding::{AsciiSet, utf8_percent_encode};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, Unexpected},
};

use crate::request::COMPONENT;

/// Encoded in a path whose slashes stay.
const PATH: &AsciiSet = &COMPONENT.remove(b'/');

/// The full name of a repository: `workspace/repository`, slugs or UUIDs in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    workspace: String,
    slug: String,
}

impl Repository {
    /// Reads a full name; `None` if it is not two names with a slash between them.
    pub fn parse(full_name: &str) -> Option<Self> {
        let (workspace, slug) = full_name.split_once('/')?;
        let named = |name: &str| !matches!(name, "" | "." | "..");
        (named(workspace) && named(slug) && !slug.contains('/')).then(|| Self {
            workspace: workspace.to_owned(),
            slug: slug.to_owned(),
        })
    }

    /// The encoded path of something below the repository; `rest` begins with a slash.
    pub(crate) fn path(&self, rest: &str) -> String {
        let (workspace, slug) = (segment(&self.workspace), segment(&self.slug));
        ["/2.0/repositories/", &workspace, "/", &slug, rest].concat()
    }
}

/// One segment of a path, encoded.
pub(crate) fn segment(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// A path, encoded: its slashes stay.
pub(crate) fn segments(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

impl Serialize for Repository {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Repository {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let expected = &"the full name of a repository";
        Self::parse(&name).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&name), expected))
    }
}

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.workspace, self.slug)
    }
}
