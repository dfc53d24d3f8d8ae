//! Which files a change touches, and by how many lines.

use crate::{FromJson, Reader};

/// One file of a diffstat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    added: u32,
    removed: u32,
    old: Option<String>,
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

    /// Whether the file is gone.
    pub fn is_removed(&self) -> bool {
        self.new.is_none()
    }

    /// Where the file was, if it has moved.
    pub fn old_path(&self) -> Option<&str> {
        let old = self.old.as_deref()?;
        (old != self.path()).then_some(old)
    }

    /// Where the file is, or was if it is gone; empty only if the API says neither.
    pub fn path(&self) -> &str {
        self.new.as_deref().or(self.old.as_deref()).unwrap_or("")
    }
}

impl FromJson for FileChange {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            added: from.or_default("lines_added"),
            removed: from.or_default("lines_removed"),
            old: from.or_default::<File>("old").0,
            new: from.or_default::<File>("new").0,
        }
    }
}

#[derive(Default)]
struct File(Option<String>);

impl FromJson for File {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self(from.maybe("path"))
    }
}
