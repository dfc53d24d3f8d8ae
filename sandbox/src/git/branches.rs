//! Branches.

use std::collections::BTreeMap;

use super::{CommitHash, Git, GitError, command::Invocation};

/// A branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Name without any prefix.
    pub name: String,
    /// Its newest commit.
    pub head: CommitHash,
}

pub(super) const LOCAL: &str = "refs/heads/";
pub(super) const REMOTE: &str = "refs/remotes/origin/";

impl Git {
    /// The branches by name: the local ones, and those of the remote `origin` that are not local.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn branches(&self) -> Result<Vec<Branch>, GitError> {
        Ok(self.moved(self.branches_with(&[]).await?))
    }

    /// Branches with commits that `commit` does not have.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn branches_ahead_of(&self, commit: &CommitHash) -> Result<Vec<Branch>, GitError> {
        let moved: Vec<String> = self.heads().keys().cloned().collect();
        let filter = [format!("--no-merged={commit}")];
        let mut ahead = self.moved(self.branches_with(&filter).await?);
        for name in moved {
            let at = ahead.iter().position(|branch| branch.name == name);
            let head = at.and_then(|at| Some((at, ahead.get(at)?.head.clone())));
            if let Some((at, head)) = head
                && self.contains(commit, &head).await?
            {
                ahead.remove(at);
            }
        }
        Ok(ahead)
    }

    /// Branches of the repository itself.
    async fn branches_with(
        &self,
        filter: &[String],
    ) -> Result<BTreeMap<String, CommitHash>, GitError> {
        let invocation = Invocation::new(["for-each-ref", "--format=%(objectname) %(refname)"])
            .with(filter)
            .with([LOCAL, REMOTE]);
        let output = self.run(invocation).await?;
        let output = String::from_utf8_lossy(&output);
        let mut branches = BTreeMap::new();
        for line in output.lines() {
            let malformed = GitError::Malformed {
                command: "for-each-ref",
            };
            let (hash, name) = line.split_once(' ').ok_or(malformed.clone())?;
            let head = CommitHash::from_git(hash).ok_or(malformed)?;
            if let Some(name) = name.strip_prefix(LOCAL) {
                branches.insert(name.to_owned(), head);
            } else if let Some(name) = name.strip_prefix(REMOTE).filter(|name| *name != "HEAD") {
                branches.entry(name.to_owned()).or_insert(head);
            }
        }
        Ok(branches)
    }

    /// Returns whether a commit has all commits of another.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn contains(&self, one: &CommitHash, other: &CommitHash) -> Result<bool, GitError> {
        let range = format!("{one}..{other}");
        let missing = Invocation::new(["rev-list", "--max-count=1", &range]);
        Ok(self.run_once(missing).await?.is_empty())
    }

    /// The branch that pull requests go to: that of the remote `origin`, else the one that is
    /// checked out, else `main` or `master`.
    ///
    /// # Errors
    ///
    /// [`GitError::NoMainBranch`] if there is none of these.
    pub async fn main_branch(&self) -> Result<Branch, GitError> {
        let branches = self.branches().await?;
        let of_origin = self.symbolic("refs/remotes/origin/HEAD").await?;
        let checked_out = self.symbolic("HEAD").await?;
        let candidates = [
            of_origin
                .as_deref()
                .and_then(|name| name.strip_prefix(REMOTE)),
            checked_out
                .as_deref()
                .and_then(|name| name.strip_prefix(LOCAL)),
            Some("main"),
            Some("master"),
        ];
        candidates
            .into_iter()
            .flatten()
            .find_map(|name| branches.iter().find(|branch| branch.name == name))
            .cloned()
            .ok_or(GitError::NoMainBranch)
    }

    async fn symbolic(&self, name: &str) -> Result<Option<String>, GitError> {
        let invocation = Invocation::new(["symbolic-ref", "--quiet", name]).or_no();
        let output = self.run(invocation).await?;
        let target = String::from_utf8_lossy(&output).trim().to_owned();
        Ok(Some(target).filter(|target| !target.is_empty()))
    }
}
