//! Reads a repository through the `git` command, and never writes into it.
//!
//! Text from outside becomes a [`CommitHash`] first, by [`Git::resolve`]. Every other question
//! takes full hashes, so no text of a caller is ever read by git as an option or an expression. No
//! configuration but the repository's own is read, nothing that it could name is run (filters,
//! external diffs, hooks, fetches of missing objects), and every answer has a size limit.

mod branches;
mod command;
mod conflicts;
mod diff;
mod error;
mod heads;
mod history;
mod memory;
mod merge;
mod push;
mod revision;
mod tree;

use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use tempfile::TempDir;
use tokio::sync::Semaphore;

pub use branches::Branch;
pub use conflicts::{Conflict, Scenario};
pub use diff::{Change, ChangeStatus, DiffOptions, Lines, Range, Renames, Whitespace};
pub use error::GitError;
pub use history::{Commit, FileCommit, Renamed, Signature, Walk};
pub use merge::Merged;
pub use push::Author;
pub use revision::CommitHash;
pub use tree::{Entry, EntryKind, Mode};

use command::Invocation;
use heads::Heads;
use memory::Memory;

/// Processes at the same time; more wait.
const PROCESSES: usize = 4;

/// A repository's objects.
#[derive(Debug)]
pub struct Git {
    directory: PathBuf,
    objects: PathBuf,
    // Where what is made goes, instead of the repository.
    scratch: TempDir,
    heads: Mutex<Heads>,
    memory: Mutex<Memory>,
    permits: Semaphore,
    indexes: AtomicU32,
}

impl Git {
    /// Opens a clone (its work tree's root) or a bare repository.
    ///
    /// # Errors
    ///
    /// [`GitError::NoRepository`] if there is none at that path, [`GitError::NotRun`] if there is no
    /// git.
    pub fn open(path: &Path) -> Result<Self, GitError> {
        let (directory, objects) = command::locate(path)?;
        let scratch = TempDir::with_prefix("sightline-objects-")
            .map_err(|error| GitError::NotRun { kind: error.kind() })?;
        Ok(Self {
            directory,
            objects,
            scratch,
            heads: Mutex::default(),
            memory: Mutex::default(),
            permits: Semaphore::new(PROCESSES),
            indexes: AtomicU32::new(0),
        })
    }

    /// The git directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// A file that no other call uses.
    fn index_file(&self) -> PathBuf {
        let n = self.indexes.fetch_add(1, Ordering::Relaxed);
        self.scratch.path().join(format!("index-{n}"))
    }

    async fn run(&self, invocation: Invocation) -> Result<Vec<u8>, GitError> {
        // The semaphore is never closed.
        let _permit = self.permits.acquire().await.ok();
        command::run(self, invocation).await
    }

    /// Runs what depends on full hashes only, and therefore always says the same.
    async fn run_once(&self, invocation: Invocation) -> Result<Vec<u8>, GitError> {
        let key = invocation.arguments().join("\0");
        let memory = || self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(output) = memory().recall(&key) {
            return Ok(output);
        }
        let output = self.run(invocation).await?;
        memory().keep(key, &output);
        Ok(output)
    }
}
