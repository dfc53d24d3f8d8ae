//! Errors of calls to git.

use std::{io::ErrorKind, path::PathBuf};

/// Error of a call to git.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// git ended with an error of its own.
    #[error("git {command} failed with {code:?}: {message}")]
    Failed {
        /// The subcommand.
        command: String,
        /// Exit code; none after a signal.
        code: Option<i32>,
        /// The beginning of what git said.
        message: String,
    },
    /// git answered in a form that is not known.
    #[error("git {command} answered in an unknown form")]
    Malformed {
        /// The subcommand.
        command: &'static str,
    },
    /// There is no branch that pull requests could go to.
    #[error("the repository has no main branch")]
    NoMainBranch,
    /// There is no repository at that path.
    #[error("no git repository at {}", path.display())]
    NoRepository {
        /// Path that was looked at.
        path: PathBuf,
    },
    /// git could not be started or spoken to.
    #[error("git could not be run: {kind}")]
    NotRun {
        /// Kind of the system's error.
        kind: ErrorKind,
    },
    /// git did not answer in time.
    #[error("git {command} took more than {seconds} s")]
    TimedOut {
        /// The subcommand.
        command: String,
        /// Seconds that it had.
        seconds: u64,
    },
    /// The answer is longer than the size limit.
    #[error("git {command} answered more than {ceiling} bytes")]
    TooLarge {
        /// The subcommand.
        command: String,
        /// Bytes allowed.
        ceiling: u64,
    },
    /// There is no such path in that commit.
    #[error("no such path: {path}")]
    UnknownPath {
        /// Path as it was asked for.
        path: String,
    },
    /// There is no such commit, branch or tag.
    #[error("no such revision: {revision}")]
    UnknownRevision {
        /// Revision as it was asked for.
        revision: String,
    },
}
