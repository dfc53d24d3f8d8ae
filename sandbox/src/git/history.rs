//! Commits.

use jiff::Timestamp;

use super::{CommitHash, Git, GitError, command::Invocation, tree::normal};

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its name.
    pub hash: CommitHash,
    /// Parents in their order; the first is the branch that was merged into.
    pub parents: Vec<CommitHash>,
    /// Author of the change.
    pub author: Signature,
    /// Person who made the commit.
    pub committer: Signature,
    /// Subject and body, untrusted text.
    pub message: String,
}

impl Commit {
    /// The first line of the message.
    pub fn subject(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }

    /// Message after the first line, trimmed.
    pub fn body(&self) -> &str {
        self.message
            .split_once('\n')
            .map_or("", |(_, body)| body.trim())
    }
}

/// Person and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Name, untrusted text.
    pub name: String,
    /// E-mail address, untrusted text.
    pub email: String,
    /// The moment; 1970 where git has none that can be.
    pub at: Timestamp,
}

/// Selection of commits, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    /// Commits that can be reached from these; from every branch and tag if empty.
    pub include: Vec<CommitHash>,
    /// Commits whose history is left out.
    pub exclude: Vec<CommitHash>,
    /// File or folder that the commits must change.
    pub path: Option<String>,
    /// Number of commits to skip.
    pub skip: usize,
    /// Maximum number of commits; no limit if none.
    pub most: Option<usize>,
}

/// A commit and the name that it gives a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCommit {
    /// The commit.
    pub commit: Commit,
    /// The file's path in it.
    pub path: String,
}

/// Handling of renames in the history of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renamed {
    /// It does.
    Followed,
    /// It ends at a rename.
    NotFollowed,
}

impl Git {
    /// One commit.
    ///
    /// # Errors
    ///
    /// [`GitError::UnknownRevision`] if it is not there.
    pub async fn commit(&self, hash: &CommitHash) -> Result<Commit, GitError> {
        let commits = self.commits(std::slice::from_ref(hash)).await?;
        commits
            .into_iter()
            .next()
            .ok_or_else(|| GitError::UnknownRevision {
                revision: hash.to_string(),
            })
    }

    /// Reads those commits, in that order.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn commits(&self, hashes: &[CommitHash]) -> Result<Vec<Commit>, GitError> {
        if hashes.is_empty() {
            return Ok(Vec::new());
        }
        let invocation = Invocation::new(["log", "-z", FORMAT, "--no-walk=unsorted", "--stdin"])
            .reading(hashes.iter().map(CommitHash::as_str));
        parsed(&self.run(invocation).await?)
    }

    /// Walks through history.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn log(&self, walk: &Walk) -> Result<Vec<Commit>, GitError> {
        let mut invocation = Invocation::new(["log", "-z", FORMAT, "--stdin"])
            .with([format!("--skip={}", walk.skip)])
            .with(walk.most.map(|most| format!("--max-count={most}")));
        if walk.include.is_empty() {
            invocation = invocation.with(["--all"]);
        }
        let excluded = walk.exclude.iter().map(|hash| format!("^{hash}"));
        let ends = walk.include.iter().map(ToString::to_string).chain(excluded);
        let path = walk.path.as_deref().map(normal).transpose()?;
        let invocation = invocation
            .reading(ends)
            .with(["--"])
            .with(path.filter(|path| !path.is_empty()));
        parsed(&self.run(invocation).await?)
    }

    /// The commits that changed a file, newest first, each with the file's name then.
    ///
    /// # Errors
    ///
    /// See [`GitError`]; a path that never was has no commits.
    pub async fn file_history(
        &self,
        from: &CommitHash,
        path: &str,
        renamed: Renamed,
    ) -> Result<Vec<FileCommit>, GitError> {
        let invocation = Invocation::new(["log", "-z", FORMAT, "--date-order", "--name-only"])
            .with(match renamed {
                Renamed::Followed => Some("--follow"),
                Renamed::NotFollowed => None,
            })
            .with([from.as_str(), "--", normal(path)?]);
        parsed_with_paths(&self.run_once(invocation).await?, path)
    }

    /// The best common ancestor of two commits, if they have one.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn merge_base(
        &self,
        one: &CommitHash,
        other: &CommitHash,
    ) -> Result<Option<CommitHash>, GitError> {
        let invocation = Invocation::new(["merge-base", one.as_str(), other.as_str()]).or_no();
        let output = self.run_once(invocation).await?;
        let output = String::from_utf8_lossy(&output);
        Ok(output.lines().next().and_then(CommitHash::from_git))
    }
}

const FORMAT: &str = "--format=%H%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%B";
const FIELDS: usize = 9;
const MALFORMED: GitError = GitError::Malformed { command: "log" };

fn parsed(output: &[u8]) -> Result<Vec<Commit>, GitError> {
    let fields = fields(output);
    let commits = fields.chunks(FIELDS).map(commit);
    commits.collect::<Option<_>>().ok_or(MALFORMED)
}

// After the fields of a commit follows `\n` and the path, but not for a merge.
fn parsed_with_paths(output: &[u8], path: &str) -> Result<Vec<FileCommit>, GitError> {
    let fields = fields(output);
    let mut rest = fields.as_slice();
    let mut commits = Vec::new();
    let mut path = path.to_owned();
    while !rest.is_empty() {
        let (first, mut after) = rest.split_at_checked(FIELDS).ok_or(MALFORMED)?;
        if let Some((name, tail)) = after.split_first()
            && let Some(name) = name.strip_prefix('\n')
        {
            path = name.to_owned();
            after = tail;
        }
        commits.push(FileCommit {
            commit: commit(first).ok_or(MALFORMED)?,
            path: path.clone(),
        });
        rest = after;
    }
    Ok(commits)
}

fn fields(output: &[u8]) -> Vec<String> {
    let mut fields: Vec<String> = output
        .split(|byte| *byte == 0)
        .map(|field| String::from_utf8_lossy(field).into_owned())
        .collect();
    // Every field is ended by a NUL, so the last piece is empty.
    fields.pop();
    fields
}

fn commit(fields: &[String]) -> Option<Commit> {
    let [
        hash,
        parents,
        author,
        author_email,
        authored,
        committer,
        committer_email,
        committed,
        message,
    ] = fields
    else {
        return None;
    };
    Some(Commit {
        hash: CommitHash::from_git(hash)?,
        parents: parents
            .split_whitespace()
            .map(CommitHash::from_git)
            .collect::<Option<_>>()?,
        author: signature(author, author_email, authored),
        committer: signature(committer, committer_email, committed),
        message: message.clone(),
    })
}

fn signature(name: &str, email: &str, at: &str) -> Signature {
    Signature {
        name: name.to_owned(),
        email: email.to_owned(),
        at: at
            .parse()
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .unwrap_or_default(),
    }
}
