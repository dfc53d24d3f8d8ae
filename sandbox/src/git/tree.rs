//! Files and folders of a commit.

use super::{CommitHash, Git, GitError, command::Invocation};

/// Kind of a file in git.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A file that can be run.
    Executable,
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// Nothing.
    None,
    /// A commit of another repository.
    Submodule,
}

impl Mode {
    /// Reads git's six digits.
    pub(super) fn parse(digits: &str) -> Self {
        match digits {
            "000000" => Self::None,
            "040000" => Self::Folder,
            "100755" => Self::Executable,
            "120000" => Self::Link,
            "160000" => Self::Submodule,
            _ => Self::File,
        }
    }
}

/// Something in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path from the root.
    pub path: String,
    /// Kind of the entry.
    pub kind: EntryKind,
    /// Name of the content.
    pub object: String,
}

/// Kind of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A file, or what is listed like one.
    File {
        /// Kind of the file.
        mode: Mode,
        /// Bytes; none for a submodule.
        size: Option<u64>,
    },
    /// A folder.
    Folder,
}

impl Git {
    /// Entry at a path; the root is a folder with an empty path and no name.
    ///
    /// # Errors
    ///
    /// [`GitError::UnknownPath`] if nothing does.
    pub async fn entry(&self, commit: &CommitHash, path: &str) -> Result<Entry, GitError> {
        let path = normal(path)?;
        if path.is_empty() {
            return Ok(Entry {
                path: String::new(),
                kind: EntryKind::Folder,
                object: String::new(),
            });
        }
        let entries = self.ls_tree(commit, &[], Some(path)).await?;
        entries
            .into_iter()
            .find(|entry| entry.path == path)
            .ok_or_else(|| unknown(path))
    }

    /// Entries of a folder, and of its folders down to that depth (at least 1), the nearer first
    /// and otherwise in git's order.
    ///
    /// # Errors
    ///
    /// [`GitError::UnknownPath`] if there is no such folder.
    pub async fn entries(
        &self,
        commit: &CommitHash,
        folder: &str,
        depth: usize,
    ) -> Result<Vec<Entry>, GitError> {
        let folder = normal(folder)?;
        let inside = match folder {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let recursive: &[&str] = if depth > 1 { &["-r", "-t"] } else { &[] };
        let path = Some(inside.as_str()).filter(|path| !path.is_empty());
        let mut entries = self.ls_tree(commit, recursive, path).await?;
        let depth_of = |entry: &Entry| {
            let rest = entry.path.strip_prefix(&inside)?;
            Some(rest.matches('/').count() + 1)
        };
        entries.retain(|entry| depth_of(entry).is_some_and(|is| is <= depth));
        if entries.is_empty() && !folder.is_empty() {
            return Err(unknown(folder));
        }
        entries.sort_by_key(depth_of);
        Ok(entries)
    }

    /// Content of a file: for a link its target, for a submodule its commit.
    ///
    /// # Errors
    ///
    /// [`GitError::UnknownPath`] if it is no file.
    pub async fn file(&self, entry: &Entry) -> Result<Vec<u8>, GitError> {
        match entry.kind {
            EntryKind::Folder => Err(unknown(&entry.path)),
            EntryKind::File {
                mode: Mode::Submodule,
                ..
            } => Ok(entry.object.clone().into_bytes()),
            EntryKind::File { .. } => {
                let blob = Invocation::new(["cat-file", "blob", &entry.object]);
                self.run_once(blob).await
            }
        }
    }

    async fn ls_tree(
        &self,
        commit: &CommitHash,
        options: &[&str],
        path: Option<&str>,
    ) -> Result<Vec<Entry>, GitError> {
        let invocation = Invocation::new(["ls-tree", "-z", "--long", "--full-tree"])
            .with(options.iter().copied())
            .with([commit.as_str(), "--"])
            .with(path);
        let output = self.run_once(invocation).await?;
        let output = String::from_utf8_lossy(&output);
        let entries = output.split_terminator('\0').map(parsed);
        entries
            .collect::<Option<_>>()
            .ok_or(GitError::Malformed { command: "ls-tree" })
    }
}

// `100644 blob 1234…      10\tsrc/lib.rs`, `040000 tree 1234…       -\tsrc`
fn parsed(line: &str) -> Option<Entry> {
    let (head, path) = line.split_once('\t')?;
    let mut words = head.split_whitespace();
    let (mode, object, size) = (words.next()?, words.nth(1)?, words.next()?);
    let kind = match Mode::parse(mode) {
        Mode::Folder => EntryKind::Folder,
        mode => EntryKind::File {
            mode,
            size: size.parse().ok(),
        },
    };
    Some(Entry {
        path: path.to_owned(),
        kind,
        object: object.to_owned(),
    })
}

/// A path without slashes at its ends, for git to take literally.
///
/// # Errors
///
/// [`GitError::UnknownPath`] for what cannot be one in a repository.
pub(super) fn normal(path: &str) -> Result<&str, GitError> {
    let trimmed = path.trim_matches('/');
    let odd = |part: &str| part.is_empty() || part == "." || part == ".." || part.contains('\0');
    if !trimmed.is_empty() && trimmed.split('/').any(odd) {
        return Err(unknown(path));
    }
    Ok(trimmed)
}

fn unknown(path: &str) -> GitError {
    GitError::UnknownPath {
        path: path.to_owned(),
    }
}
