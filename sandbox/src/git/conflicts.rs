//! Merge conflicts.

use super::{CommitHash, Git, GitError, Mode, command::Invocation};

/// A path at which two commits do not merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The path.
    pub path: String,
    /// Kind of the conflict.
    pub scenario: Scenario,
}

/// Kind of a conflict. In names of two words, the first is what the source did, the second what the
/// destination did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// Both changed a binary file.
    Binary,
    /// Both changed the same lines.
    Content,
    /// Removed, and changed.
    DeleteModify,
    /// Removed, and moved.
    DeleteRename,
    /// A folder, and a file.
    DirectoryFile,
    /// A file, and a folder.
    FileDirectory,
    /// Changed, and removed.
    ModifyDelete,
    /// Both moved files, to different places or to the same.
    Rename,
    /// Moved, and removed.
    RenameDelete,
    /// Both changed the commit of a submodule.
    Subrepo,
    /// Both changed where a link leads.
    Symlink,
    /// A file of different sorts.
    Type,
    /// Any other.
    Unknown,
}

impl Git {
    /// Merges the source into the destination, on trial, and tells what stops it, by path.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub async fn conflicts(
        &self,
        source: &CommitHash,
        destination: &CommitHash,
    ) -> Result<Vec<Conflict>, GitError> {
        let trial = self.try_merge(source, destination).await?;
        Ok(trial.conflicts)
    }

    /// Merges the source into the destination, on trial.
    pub(super) async fn try_merge(
        &self,
        source: &CommitHash,
        destination: &CommitHash,
    ) -> Result<Trial, GitError> {
        let invocation = Invocation::new(["merge-tree", "--write-tree", "-z", "--messages"])
            .with(["--allow-unrelated-histories"])
            .with([destination.as_str(), source.as_str()])
            .or_no()
            .in_scratch();
        let output = self.run_once(invocation).await?;
        let output = String::from_utf8_lossy(&output);
        parsed(&output, &[source, destination]).ok_or(GitError::Malformed {
            command: "merge-tree",
        })
    }
}

/// End of a merge on trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trial {
    /// Tree with what could be merged.
    pub(super) tree: String,
    /// Paths that could not, by path.
    pub(super) conflicts: Vec<Conflict>,
    /// True if nothing stops it.
    pub(super) is_clean: bool,
}

/// One version of a path that takes part in a conflict.
#[derive(Debug, Clone, Copy)]
struct Stage<'a> {
    mode: Mode,
    number: &'a str,
    path: &'a str,
}

const OF_DESTINATION: &str = "2";
const OF_SOURCE: &str = "3";

// The tree; `100644 1234… 2\tpath` for each stage; an empty piece; then for each message the number
// of its paths, the paths, what sort it is, and the text.
fn parsed(output: &str, ends: &[&CommitHash]) -> Option<Trial> {
    let mut pieces = output.split_terminator('\0');
    let tree = pieces.next()?.to_owned();
    let stages: Vec<Stage<'_>> = pieces
        .by_ref()
        .take_while(|piece| !piece.is_empty())
        .map(stage)
        .collect::<Option<_>>()?;
    let mut conflicts: Vec<Conflict> = Vec::new();
    while let Some(count) = pieces.next() {
        let count: usize = count.parse().ok()?;
        let paths: Vec<&str> = pieces.by_ref().take(count).collect();
        let (sort, _text) = (pieces.next()?, pieces.next()?);
        let path = *paths.first()?;
        let Some(scenario) = scenario(sort, path, &stages) else {
            continue;
        };
        let path = before_moved_aside(path, ends);
        if conflicts.iter().all(|conflict| conflict.path != path) {
            let path = path.to_owned();
            conflicts.push(Conflict { path, scenario });
        }
    }
    conflicts.sort_by(|left, right| left.path.cmp(&right.path));
    let is_clean = stages.is_empty() && conflicts.is_empty();
    Some(Trial {
        tree,
        conflicts,
        is_clean,
    })
}

// A file in the way of another becomes `path~{hash of its end}`.
fn before_moved_aside<'a>(path: &'a str, ends: &[&CommitHash]) -> &'a str {
    ends.iter()
        .find_map(|end| path.split_once(&format!("~{end}")))
        .map_or(path, |(before, _)| before)
}

fn stage(piece: &str) -> Option<Stage<'_>> {
    let (head, path) = piece.split_once('\t')?;
    let mut words = head.split(' ');
    let (mode, number) = (words.next()?, words.nth(1)?);
    Some(Stage {
        mode: Mode::parse(mode),
        number,
        path,
    })
}

// The sorts are those of git's merge-ort; what is not a conflict is only said, such as
// `Auto-merging`.
fn scenario(sort: &str, path: &str, stages: &[Stage<'_>]) -> Option<Scenario> {
    let sort = sort.strip_prefix("CONFLICT")?.trim();
    let has = |number| {
        stages
            .iter()
            .any(|stage| stage.path == path && stage.number == number)
    };
    let is = |mode| {
        stages
            .iter()
            .any(|stage| stage.path == path && stage.mode == mode)
    };
    Some(match sort {
        "(binary)" => Scenario::Binary,
        "(contents)" if is(Mode::Link) => Scenario::Symlink,
        "(contents)" => Scenario::Content,
        "(distinct modes)" => Scenario::Type,
        "(file/directory)" if has(OF_SOURCE) => Scenario::FileDirectory,
        "(file/directory)" => Scenario::DirectoryFile,
        "(modify/delete)" if has(OF_SOURCE) => Scenario::ModifyDelete,
        "(modify/delete)" => Scenario::DeleteModify,
        "(rename/delete)" if has(OF_DESTINATION) => Scenario::DeleteRename,
        "(rename/delete)" => Scenario::RenameDelete,
        sort if sort.starts_with("(submodule") => Scenario::Subrepo,
        sort if sort.contains("rename") => Scenario::Rename,
        _ => Scenario::Unknown,
    })
}
