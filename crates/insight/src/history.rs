//! Merged pull requests with interned paths and people.

use serde::{Deserialize, Serialize};

use crate::interner::Interner;

/// A file's number within one [`History`]. It stays the same when the file is renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A person's number within one [`History`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(u32);

impl PersonId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// One file of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileChange {
    /// Path after the change (before it, for a removed file).
    pub path: String,
    /// Path before the change, if it was another.
    pub old_path: Option<String>,
    /// Lines added; 0 for binary files.
    pub lines_added: u64,
    /// Lines removed; 0 for binary files.
    pub lines_removed: u64,
}

/// A merged pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// Its number.
    pub id: u64,
    /// Author: any name that identifies the person.
    pub author: String,
    /// Reviewers: people other than the author who approved, asked for changes or commented.
    pub reviewers: Vec<String>,
    /// Time of opening in seconds.
    pub created_on: i64,
    /// Time of the merge in seconds.
    pub merged_on: i64,
    /// Changed files.
    pub files: Vec<FileChange>,
}

/// Change under analysis: an open pull request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<'a> {
    /// Author.
    pub author: &'a str,
    /// Changed files.
    pub files: &'a [FileChange],
}

/// One merged pull request with interned paths and people.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: u64,
    pub(crate) author: PersonId,
    pub(crate) files: Vec<FileId>,
    pub(crate) folders: Vec<u32>,
    /// Lines added and removed, by file.
    pub(crate) lines: Vec<u32>,
    pub(crate) merged_on: i64,
    pub(crate) reviewers: Vec<PersonId>,
}

/// Merged pull requests, oldest first.
#[derive(Debug, Clone, Default)]
pub struct History {
    pub(crate) entries: Vec<Entry>,
    files: Interner,
    folders: Interner,
    people: Interner,
    /// True for removed files, by file. Files after the end of the list were not removed.
    removed: Vec<bool>,
}

impl History {
    /// Number of pull requests.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds the pull request that was merged after all others.
    pub fn push(&mut self, merged: &Merged) {
        let folders = merged.files.iter().map(|file| folder(&file.path));
        let folders = folders.map(|folder| self.folders.intern(folder)).collect();
        let files = merged.files.iter().map(|file| match &file.old_path {
            Some(old) if *old != file.path => FileId(self.files.rename(old, &file.path)),
            _ => FileId(self.files.intern(&file.path)),
        });
        let files: Vec<FileId> = files.collect();
        for file in &files {
            if let Some(removed) = self.removed.get_mut(file.index()) {
                *removed = false;
            }
        }
        let lines = merged.files.iter().map(|file| {
            u32::try_from(file.lines_added.saturating_add(file.lines_removed)).unwrap_or(u32::MAX)
        });
        let lines = lines.collect();
        let author = PersonId(self.people.intern(&merged.author));
        let reviewers = merged
            .reviewers
            .iter()
            .filter(|name| **name != merged.author);
        let reviewers = reviewers
            .map(|name| PersonId(self.people.intern(name)))
            .collect();
        self.entries.push(Entry {
            id: merged.id,
            author,
            files,
            folders,
            lines,
            merged_on: merged.merged_on,
            reviewers,
        });
    }

    /// Marks a file as removed by the pull request that was added last.
    pub fn remove(&mut self, path: &str) {
        let Some(file) = self.find_path(path) else {
            return;
        };
        if self.removed.len() <= file.index() {
            self.removed.resize(file.index() + 1, false);
        }
        if let Some(removed) = self.removed.get_mut(file.index()) {
            *removed = true;
        }
    }

    /// Returns whether a file still exists after all merges.
    pub fn has(&self, file: FileId) -> bool {
        // Of two files of which one was moved over the other, one is left.
        let removed = self.removed.get(file.index()) == Some(&true);
        !removed && self.find_path(self.path(file)) == Some(file)
    }

    /// A person's name.
    pub fn person(&self, id: PersonId) -> &str {
        self.people.resolve(id.0)
    }

    /// A file's newest path.
    pub fn path(&self, id: FileId) -> &str {
        self.files.resolve(id.0)
    }

    pub(crate) fn find_person(&self, name: &str) -> Option<PersonId> {
        self.people.get(name).map(PersonId)
    }

    /// The file's number, by its path before the change.
    pub(crate) fn find_file(&self, file: &FileChange) -> Option<FileId> {
        let path = file.old_path.as_ref().unwrap_or(&file.path);
        self.files.get(path).map(FileId)
    }

    /// The number of a path.
    pub(crate) fn find_path(&self, path: &str) -> Option<FileId> {
        self.files.get(path).map(FileId)
    }

    pub(crate) fn find_folder(&self, file: &FileChange) -> Option<usize> {
        self.folders
            .get(folder(&file.path))
            .map(|number| number as usize)
    }

    pub(crate) fn people_count(&self) -> usize {
        self.people.len()
    }

    pub(crate) fn file_count(&self) -> usize {
        self.files.len()
    }

    pub(crate) fn folder_count(&self) -> usize {
        self.folders.len()
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = FileId> {
        (0..self.files.len())
            .filter_map(|n| u32::try_from(n).ok())
            .map(FileId)
    }

    pub(crate) fn people(&self) -> impl Iterator<Item = PersonId> {
        (0..self.people.len())
            .filter_map(|n| u32::try_from(n).ok())
            .map(PersonId)
    }
}

/// The folder that a file is in; empty at the top.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
