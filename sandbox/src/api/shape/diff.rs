//! Differences and conflicts.

use serde_json::{Value, json};

use super::{Shapes, tree::attribute};
use crate::git::{Change, ChangeStatus, Conflict, Mode, Range, Scenario};

impl Shapes<'_> {
    /// A file that differs. A binary one has no lines.
    pub(crate) fn diffstat(&self, range: &Range, change: &Change) -> Value {
        let side = |commit: &str, path: &str, mode| match mode {
            Mode::None => Value::Null,
            mode => {
                let binary = change.lines.is_none().then_some("binary");
                self.file(commit, path, attribute(mode).or(binary))
            }
        };
        let old_commit = range.old.as_ref().map_or("", |hash| hash.as_str());
        let lines = change.lines.unwrap_or_default();
        json!({
            "type": "diffstat",
            "status": match change.status {
                ChangeStatus::Added => "added",
                ChangeStatus::Modified => "modified",
                ChangeStatus::Removed => "removed",
                ChangeStatus::Renamed => "renamed",
            },
            "lines_added": lines.added,
            "lines_removed": lines.removed,
            "old": side(old_commit, &change.old_path, change.old_mode),
            "new": side(range.new.as_str(), &change.new_path, change.new_mode),
        })
    }

    /// A path that does not merge.
    pub(crate) fn file_conflict(&self, conflict: &Conflict) -> Value {
        let (scenario, message) = words(conflict.scenario);
        json!({
            "type": "file_conflict",
            "path": conflict.path,
            "scenario": scenario,
            "message": message,
        })
    }
}

fn words(scenario: Scenario) -> (&'static str, &'static str) {
    match scenario {
        Scenario::Binary => (
            "binary",
            "Binary file modified in both source and destination",
        ),
        Scenario::Content => ("content", "File modified in both source and destination"),
        Scenario::DeleteModify => (
            "delete_modify",
            "File deleted in source and modified in destination",
        ),
        Scenario::DeleteRename => (
            "delete_rename",
            "File deleted in source and renamed in destination",
        ),
        Scenario::DirectoryFile => (
            "directory_file",
            "Directory in source and file in destination",
        ),
        Scenario::FileDirectory => (
            "file_directory",
            "File in source and directory in destination",
        ),
        Scenario::ModifyDelete => (
            "modify_delete",
            "File modified in source and deleted in destination",
        ),
        Scenario::Rename => ("rename", "File renamed in both source and destination"),
        Scenario::RenameDelete => (
            "rename_delete",
            "File renamed in source and deleted in destination",
        ),
        Scenario::Subrepo => (
            "subrepo",
            "Submodule modified in both source and destination",
        ),
        Scenario::Symlink => ("symlink", "Link modified in both source and destination"),
        Scenario::Type => ("type", "Type of file differs in source and destination"),
        Scenario::Unknown => ("unknown", "Source and destination cannot be merged here"),
    }
}
