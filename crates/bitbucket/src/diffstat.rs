//! Which files a change touches, and by how many lines.

use serde::Deserialize;

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct File {
    path: Option<String>,
}

/// One file of a diffstat.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FileChange {
    lines_added: Option<u32>,
    lines_removed: Option<u32>,
    old: Option<File>,
    new: Option<File>,
}

impl FileChange {
    pub(crate) const FIELDS: &str = "lines_added,lines_removed,old.path,new.path";

    /// Lines that are new; 0 for binary files.
    pub fn added(&self) -> u32 {
        self.lines_added.unwrap_or_default()
    }

    /// Lines that are gone; 0 for binary files.
    pub fn removed(&self) -> u32 {
        self.lines_removed.unwrap_or_default()
    }

    /// Where the file is, or was if it is gone; empty only if the API says neither.
    pub fn path(&self) -> &str {
        [&self.new, &self.old]
            .into_iter()
            .flatten()
            .find_map(|file| file.path.as_deref())
            .unwrap_or_default()
    }
}
