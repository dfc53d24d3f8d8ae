//! Files and folders.

use serde_json::{Value, json};

use super::Shapes;
use crate::{
    api::fields::merge,
    git::{CommitHash, Entry, EntryKind, FileCommit, Mode},
};

/// Fields that the history of a file leaves out unless they are asked for by name.
pub(crate) const COSTLY_IN_HISTORY: &[&str] = &[
    "values.commit.author",
    "values.commit.committer",
    "values.commit.date",
    "values.commit.message",
    "values.commit.parents",
    "values.commit.rendered",
    "values.commit.repository",
    "values.commit.summary",
];

impl Shapes<'_> {
    /// A file or folder of a commit.
    pub(crate) fn tree_entry(&self, commit: &CommitHash, entry: &Entry) -> Value {
        match entry.kind {
            EntryKind::File { mode, size } => {
                let mut body = self.file(commit.as_str(), &entry.path, attribute(mode));
                let commit = self.commit_in_short(commit.as_str());
                merge(&mut body, json!({ "commit": commit }));
                if let Some(size) = size {
                    merge(&mut body, json!({ "size": size }));
                }
                body
            }
            EntryKind::Folder => {
                // The root's path is empty, and its link still ends with one slash.
                let path = format!("{}/", entry.path);
                json!({
                    "type": "commit_directory",
                    "path": entry.path,
                    "commit": self.commit_in_short(commit.as_str()),
                    "links": self.source_links(commit.as_str(), path.trim_start_matches('/')),
                })
            }
        }
    }

    /// A file as a commit names it, with the whole commit.
    pub(crate) fn file_in_history(&self, file: &FileCommit) -> Value {
        let mut body = self.file(file.commit.hash.as_str(), &file.path, None);
        merge(&mut body, json!({ "commit": self.commit(&file.commit) }));
        body
    }

    /// A file at a path of a commit. Bitbucket's contract has one attribute where git can have two,
    /// and none where there is nothing to say.
    pub(crate) fn file(&self, commit: &str, path: &str, attribute: Option<&str>) -> Value {
        let mut body = json!({
            "type": "commit_file",
            "path": path,
            "escaped_path": escaped(path),
            "links": self.source_links(commit, path),
        });
        if let Some(attribute) = attribute {
            merge(&mut body, json!({ "attributes": attribute }));
        }
        body
    }

    fn source_links(&self, commit: &str, path: &str) -> Value {
        let source = self.repository_link(&format!("/src/{commit}/{path}"));
        let href = source
            .get("href")
            .and_then(Value::as_str)
            .unwrap_or_default();
        json!({
            "meta": { "href": format!("{href}?format=meta") },
            "history": self.repository_link(&format!("/filehistory/{commit}/{path}")),
            "self": source,
        })
    }
}

/// Bitbucket's word for a mode that is not a plain file's.
pub(crate) fn attribute(mode: Mode) -> Option<&'static str> {
    match mode {
        Mode::Executable => Some("executable"),
        Mode::Link => Some("link"),
        Mode::Submodule => Some("subrepository"),
        Mode::File | Mode::Folder | Mode::None => None,
    }
}

// As the path stands in a diff: between quotes, with C's escapes, if it has characters that need
// them.
fn escaped(path: &str) -> String {
    let mut text = String::new();
    for char in path.chars() {
        match char {
            '"' | '\\' => text.extend(['\\', char]),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            char if char.is_ascii_control() => {
                text.push_str(&format!("\\{:03o}", u32::from(char)));
            }
            char => text.push(char),
        }
    }
    if text == path {
        return text;
    }
    format!("\"{text}\"")
}
