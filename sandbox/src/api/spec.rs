//! The commits that a diff is about, as they stand in a path.

use super::{access::is_repository, error::ApiError};
use crate::world::World;

/// Revisions as written: hashes, branches, tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spec {
    /// Source and destination: the opposite of git's order.
    Pair {
        /// The revision with the change.
        source: String,
        /// The revision that it is compared to.
        destination: String,
    },
    /// One commit, to be compared with its first parent.
    Single(String),
}

impl Spec {
    /// Reads `source..destination`, `workspace/repository:source\rdestination` (either end with or
    /// without the repository) or a single revision.
    ///
    /// # Errors
    ///
    /// A 404 if an end is empty or in another repository.
    pub(crate) fn parse(text: &str, world: &World) -> Result<Self, ApiError> {
        let ends = text.split_once('\r').or_else(|| text.split_once(".."));
        match ends {
            Some((source, destination)) => Ok(Self::Pair {
                source: revision(source, world)?,
                destination: revision(destination, world)?,
            }),
            None => Ok(Self::Single(revision(text, world)?)),
        }
    }
}

// No branch name holds a colon, so one ends the repository's name.
fn revision(text: &str, world: &World) -> Result<String, ApiError> {
    let revision = match text.split_once(':') {
        None => text,
        Some((name, revision)) => {
            let (workspace, repository) = name.split_once('/').unwrap_or((name, ""));
            if !is_repository(world, workspace, repository) {
                return Err(ApiError::NoRepository);
            }
            revision
        }
    };
    if revision.is_empty() || revision.starts_with('.') {
        return Err(ApiError::not_found(format!("Commit not found: {text}")));
    }
    Ok(revision.to_owned())
}
