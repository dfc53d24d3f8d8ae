//! Merges of one branch into another. The commit lies beside the repository.

use super::{CommitHash, Conflict, Git, GitError, push::Author};

/// End of an attempt to merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// Commit with the destination as its first parent and the source as its second.
    Commit(CommitHash),
    /// Paths at which the two do not merge.
    Conflicts(Vec<Conflict>),
}

impl Git {
    /// Returns whether git can merge the source into the destination.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn merges(
        &self,
        source: &CommitHash,
        destination: &CommitHash,
    ) -> Result<bool, GitError> {
        Ok(self.try_merge(source, destination).await?.is_clean)
    }

    /// Merges the source into the destination. Branches stay where they are.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn merge(
        &self,
        source: &CommitHash,
        destination: &CommitHash,
        message: &str,
        author: Author<'_>,
    ) -> Result<Merged, GitError> {
        let trial = self.try_merge(source, destination).await?;
        if !trial.is_clean {
            return Ok(Merged::Conflicts(trial.conflicts));
        }
        let parents = [destination, source];
        let commit = self.commit_tree(&trial.tree, &parents, message, author);
        Ok(Merged::Commit(commit.await?))
    }
}
