//! A commit that somebody pushes. It lies beside the repository, which stays as it is.

use super::{CommitHash, Git, GitError, command::Invocation};

/// Author and committer of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author<'a> {
    /// Name.
    pub name: &'a str,
    /// Address.
    pub email: &'a str,
}

const SANDBOX: Author<'_> = Author {
    name: "Sandbox",
    email: "sandbox@example.com",
};

impl Git {
    /// A commit on top of another that gives one file another content. Branches stay where they are.
    ///
    /// # Errors
    ///
    /// [`GitError::Failed`] if the path cannot be one.
    pub async fn commit_file(
        &self,
        parent: &CommitHash,
        path: &str,
        text: &str,
        message: &str,
    ) -> Result<CommitHash, GitError> {
        let blob = Invocation::new(["hash-object", "-w", "--stdin"]).reading(text.lines());
        let blob = self.made(blob.in_scratch()).await?;
        let index = self.index_file();
        let read = Invocation::new(["read-tree", parent.as_str()]);
        self.run(read.in_index(&index)).await?;
        let entry = format!("100644,{blob},{path}");
        let update = Invocation::new(["update-index", "--add", "--cacheinfo", &entry]);
        self.run(update.in_index(&index)).await?;
        let tree = self
            .made(Invocation::new(["write-tree"]).in_index(&index))
            .await?;
        self.commit_tree(&tree, &[parent], message, SANDBOX).await
    }

    /// A commit of a tree.
    pub(super) async fn commit_tree(
        &self,
        tree: &str,
        parents: &[&CommitHash],
        message: &str,
        author: Author<'_>,
    ) -> Result<CommitHash, GitError> {
        let name = format!("user.name={}", author.name);
        let email = format!("user.email={}", author.email);
        let parents = parents.iter().flat_map(|parent| ["-p", parent.as_str()]);
        let commit = Invocation::new(["-c", &name, "-c", &email, "commit-tree", tree, "-F", "-"])
            .with(parents)
            .reading([message]);
        let commit = self.made(commit.in_scratch()).await?;
        CommitHash::from_git(&commit).ok_or(GitError::Malformed {
            command: "commit-tree",
        })
    }

    async fn made(&self, invocation: Invocation) -> Result<String, GitError> {
        let output = self.run(invocation).await?;
        Ok(String::from_utf8_lossy(&output).trim().to_owned())
    }
}
