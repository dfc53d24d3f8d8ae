//! Branches that moved since the repository was opened. Their commits lie beside it.

use std::{
    collections::BTreeMap,
    sync::{MutexGuard, PoisonError},
};

use super::{Branch, CommitHash, Git};

/// Heads by branch; none for a branch that was deleted.
pub(super) type Heads = BTreeMap<String, Option<CommitHash>>;

impl Git {
    /// Moves a branch, or makes it. The repository itself stays as it is.
    pub fn move_branch(&self, name: &str, head: &CommitHash) {
        self.heads().insert(name.to_owned(), Some(head.clone()));
    }

    /// Deletes a branch. The repository itself stays as it is.
    pub fn delete_branch(&self, name: &str) {
        self.heads().insert(name.to_owned(), None);
    }

    pub(super) fn heads(&self) -> MutexGuard<'_, Heads> {
        self.heads.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Branches as the repository has them, and what moved since.
    pub(super) fn moved(&self, mut branches: BTreeMap<String, CommitHash>) -> Vec<Branch> {
        for (name, head) in self.heads().iter() {
            match head {
                Some(head) => branches.insert(name.clone(), head.clone()),
                None => branches.remove(name),
            };
        }
        let branches = branches.into_iter();
        branches.map(|(name, head)| Branch { name, head }).collect()
    }
}
