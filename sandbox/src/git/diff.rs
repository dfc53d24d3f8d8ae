//! Differences between two commits.

use std::collections::HashMap;

use super::{Commit, CommitHash, Git, GitError, Mode, command::Invocation, tree::normal};

/// Two states to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The state before; nothing at all if absent.
    pub old: Option<CommitHash>,
    /// The state after.
    pub new: CommitHash,
}

impl Range {
    /// The change that a commit made to its first parent.
    pub fn of(commit: &Commit) -> Self {
        Self {
            old: commit.parents.first().cloned(),
            new: commit.hash.clone(),
        }
    }

    fn arguments(&self) -> Vec<String> {
        match &self.old {
            Some(old) => vec![old.to_string(), self.new.to_string()],
            None => ["--root", "--no-commit-id", self.new.as_str()]
                .map(str::to_owned)
                .to_vec(),
        }
    }
}

/// Options of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DiffOptions {
    /// Files and folders to compare; all if empty.
    pub paths: Vec<String>,
    /// Handling of files that moved.
    pub renames: Renames,
    /// Handling of white space.
    pub whitespace: Whitespace,
}

impl DiffOptions {
    fn arguments(&self) -> impl Iterator<Item = &'static str> {
        let renames = match self.renames {
            Renames::Detected => "--find-renames",
            Renames::Ignored => "--no-renames",
        };
        let whitespace = match self.whitespace {
            Whitespace::Compared => None,
            Whitespace::Ignored => Some("--ignore-all-space"),
        };
        [renames].into_iter().chain(whitespace)
    }

    fn paths(&self) -> Result<Vec<&str>, GitError> {
        let mut arguments = vec!["--"];
        for path in &self.paths {
            arguments.extend(Some(normal(path)?).filter(|path| !path.is_empty()));
        }
        Ok(arguments)
    }
}

/// Handling of files that moved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Renames {
    /// They are one change.
    #[default]
    Detected,
    /// They are a removal and an addition.
    Ignored,
}

/// Handling of white space.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whitespace {
    /// It counts.
    #[default]
    Compared,
    /// It does not.
    Ignored,
}

/// Change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Kind of the change.
    pub status: ChangeStatus,
    /// Path before; the same as after unless the file moved.
    pub old_path: String,
    /// Mode before; none where the file was not.
    pub old_mode: Mode,
    /// Path after.
    pub new_path: String,
    /// Mode after; none where the file is no more.
    pub new_mode: Mode,
    /// Lines added and removed; none for a binary file.
    pub lines: Option<Lines>,
}

/// Kind of a change of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeStatus {
    /// It is new.
    Added,
    /// Its content, mode or kind changed.
    Modified,
    /// It is gone.
    Removed,
    /// It moved, and perhaps changed.
    Renamed,
}

/// Numbers of lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    /// New or changed ones after.
    pub added: u64,
    /// Gone or changed ones before.
    pub removed: u64,
}

impl Git {
    /// The files that differ, by path.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn changes(
        &self,
        range: &Range,
        options: &DiffOptions,
    ) -> Result<Vec<Change>, GitError> {
        let invocation = Invocation::new(["diff-tree", "-r", "-z", "--raw", "--numstat"])
            .with(options.arguments())
            .with(range.arguments())
            .with(options.paths()?);
        let output = self.run_once(invocation).await?;
        let output = String::from_utf8_lossy(&output);
        parsed(&output).ok_or(GitError::Malformed {
            command: "diff-tree",
        })
    }

    /// The difference as text with that many lines of context, in whatever encoding the files have.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn diff(
        &self,
        range: &Range,
        options: &DiffOptions,
        context: usize,
    ) -> Result<Vec<u8>, GitError> {
        let invocation = Invocation::new(["diff-tree", "-r", "--patch"])
            .with(["--no-ext-diff", "--no-textconv", "--no-color"])
            .with([format!("--unified={context}")])
            .with(options.arguments())
            .with(range.arguments())
            .with(options.paths()?);
        self.run_once(invocation).await
    }

    /// Range of the changes that the source made since it left the destination: from their merge
    /// base or, without one, from the destination itself.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn since_fork(
        &self,
        source: &CommitHash,
        destination: &CommitHash,
    ) -> Result<Range, GitError> {
        let base = self.merge_base(destination, source).await?;
        Ok(Range {
            old: Some(base.unwrap_or_else(|| destination.clone())),
            new: source.clone(),
        })
    }
}

// First all files with modes and status, then all with their numbers of lines:
// `:100644 100755 1234 5678 M\0path\0`, `…R090\0old\0new\0`; `3\t1\tpath\0`, `3\t1\t\0old\0new\0`,
// `-\t-\tbinary\0`.
fn parsed(output: &str) -> Option<Vec<Change>> {
    let mut pieces = output.split_terminator('\0').peekable();
    let mut changes = Vec::new();
    while let Some(head) = pieces.next_if(|piece| piece.starts_with(':')) {
        let mut words = head.strip_prefix(':')?.split(' ');
        let (old_mode, new_mode) = (words.next()?, words.next()?);
        let status = status(words.nth(2)?)?;
        let old_path = pieces.next()?;
        let new_path = match status {
            ChangeStatus::Renamed => pieces.next()?,
            _ => old_path,
        };
        changes.push(Change {
            status,
            old_path: old_path.to_owned(),
            old_mode: Mode::parse(old_mode),
            new_path: new_path.to_owned(),
            new_mode: Mode::parse(new_mode),
            lines: None,
        });
    }
    let mut lines = HashMap::new();
    while let Some(head) = pieces.next() {
        let mut words = head.splitn(3, '\t');
        let (added, removed, path) = (words.next()?, words.next()?, words.next()?);
        let path = match path {
            "" => pieces.nth(1)?,
            path => path,
        };
        lines.insert(path, counted(added, removed)?);
    }
    // Where white space is ignored, git lists files that differ in nothing else, but does not count
    // them.
    changes.retain_mut(|change| match lines.get(change.new_path.as_str()) {
        Some(counted) => {
            change.lines = *counted;
            true
        }
        None => false,
    });
    Some(changes)
}

fn counted(added: &str, removed: &str) -> Option<Option<Lines>> {
    if (added, removed) == ("-", "-") {
        return Some(None);
    }
    Some(Some(Lines {
        added: added.parse().ok()?,
        removed: removed.parse().ok()?,
    }))
}

fn status(letter: &str) -> Option<ChangeStatus> {
    match letter.chars().next()? {
        'A' => Some(ChangeStatus::Added),
        'D' => Some(ChangeStatus::Removed),
        'M' | 'T' => Some(ChangeStatus::Modified),
        'R' => Some(ChangeStatus::Renamed),
        _ => None,
    }
}
