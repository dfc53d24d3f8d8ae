//! Files that a change touches, and their numbers of lines.

use serde::{Deserialize, Serialize};

use crate::wire::null_to_default;

/// One file of a diffstat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileChange {
    #[serde(rename = "lines_added", default, deserialize_with = "null_to_default")]
    added: u32,
    #[serde(
        rename = "lines_removed",
        default,
        deserialize_with = "null_to_default"
    )]
    removed: u32,
    #[serde(default, with = "file")]
    old: Option<String>,
    #[serde(default, with = "file")]
    new: Option<String>,
}

impl FileChange {
    pub(crate) const FIELDS: &str = "lines_added,lines_removed,old.path,new.path";

    /// A file by its paths before and after the change, and its lines.
    pub const fn new(old: Option<String>, new: Option<String>, added: u32, removed: u32) -> Self {
        Self {
            added,
            removed,
            old,
            new,
        }
    }

    /// Lines that are new; 0 for binary files.
    pub fn added(&self) -> u32 {
        self.added
    }

    /// Lines that are gone; 0 for binary files.
    pub fn removed(&self) -> u32 {
        self.removed
    }

    /// Returns whether the file is new.
    pub fn is_added(&self) -> bool {
        self.old.is_none()
    }

    /// Returns whether the file is gone.
    pub fn is_removed(&self) -> bool {
        self.new.is_none()
    }

    /// Path of the file before the change; `None` for a new one.
    pub fn before(&self) -> Option<&str> {
        self.old.as_deref()
    }

    /// Old path of the file, if it has moved.
    pub fn old_path(&self) -> Option<&str> {
        let old = self.old.as_deref()?;
        (old != self.path()).then_some(old)
    }

    /// Path of the file, or its last one if it is gone; empty only if the API gives neither.
    pub fn path(&self) -> &str {
        self.new.as_deref().or(self.old.as_deref()).unwrap_or("")
    }
}

/// One side of a file: `{"path": …}`.
mod file {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct File<P> {
        path: Option<P>,
    }

    pub(super) fn deserialize<'de, D>(deserializer: D) -> Result<Option<String>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let file: Option<File<String>> = Option::deserialize(deserializer)?;
        Ok(file.and_then(|file| file.path))
    }

    pub(super) fn serialize<S>(path: &Option<String>, serializer: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
    {
        let file = path.as_deref().map(|path| File { path: Some(path) });
        file.serialize(serializer)
    }
}
