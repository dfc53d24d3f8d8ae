//! Commits by their hash, and the way along first parents.

use std::collections::{HashMap, HashSet};

use crate::git::{Commit, CommitHash};

/// Commits of one side of a pull request that are looked at.
const MOST_OF_A_BRANCH: usize = 500;

/// A part of the commits of a repository.
#[derive(Debug)]
pub(super) struct History<'a> {
    by_hash: HashMap<&'a CommitHash, &'a Commit>,
    trunk: Vec<&'a Commit>,
    of_trunk: HashSet<&'a CommitHash>,
}

impl<'a> History<'a> {
    /// Collects those commits. The trunk is the chain of first parents from `head`, if that is
    /// among them.
    pub(super) fn of(commits: &'a [Commit], head: &CommitHash) -> Self {
        let by_hash: HashMap<_, _> = commits
            .iter()
            .map(|commit| (&commit.hash, commit))
            .collect();
        let next = |commit: &&'a Commit| {
            let parent = commit.parents.first()?;
            by_hash.get(parent).copied()
        };
        let trunk: Vec<_> = std::iter::successors(by_hash.get(head).copied(), next).collect();
        let of_trunk = trunk.iter().map(|commit| &commit.hash).collect();
        Self {
            by_hash,
            trunk,
            of_trunk,
        }
    }

    /// The trunk, newest first.
    pub(super) fn trunk(&self) -> &[&'a Commit] {
        &self.trunk
    }

    /// That commit, if it is among them.
    pub(super) fn commit(&self, hash: &CommitHash) -> Option<&'a Commit> {
        self.by_hash.get(hash).copied()
    }

    /// Commits along first parents from a head that are not of the trunk, newest first.
    pub(super) fn branch(&self, head: &CommitHash) -> Vec<&'a Commit> {
        let off_trunk = |hash| self.commit(hash).filter(|_| !self.of_trunk.contains(hash));
        std::iter::successors(off_trunk(head), |commit| off_trunk(commit.parents.first()?))
            .take(MOST_OF_A_BRANCH)
            .collect()
    }
}
