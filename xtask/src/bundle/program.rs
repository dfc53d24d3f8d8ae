//! Programs that the app is built as.

use std::path::PathBuf;

use crate::workspace;

/// Program of one page: what a reader of that page downloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Panel of a pull request.
    Panel,
    /// Page of a repository.
    Repository,
}

impl Program {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Panel, Self::Repository];

    /// Feature of the package `sightline-app` that it is built with, and its folder in `dist`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Panel => "panel",
            Self::Repository => "repository",
        }
    }

    /// Folder that it is built into.
    pub fn folder(self) -> PathBuf {
        workspace::dist().join(self.name())
    }

    /// Bytes of HTML, JavaScript, WebAssembly and CSS after brotli that it may come to.
    pub const fn ceiling(self) -> u64 {
        match self {
            Self::Panel => 524_000,
            Self::Repository => 627_000,
        }
    }
}
