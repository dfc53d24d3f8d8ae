//! Size of a change by folder.

use std::{cmp::Reverse, collections::HashMap, ops::AddAssign};

/// Lines of a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    /// Number of added lines.
    pub added: u32,
    /// Number of removed lines.
    pub removed: u32,
}

impl Lines {
    /// Added and removed lines together.
    pub const fn changed(self) -> u32 {
        self.added.saturating_add(self.removed)
    }
}

impl AddAssign for Lines {
    fn add_assign(&mut self, other: Self) {
        self.added = self.added.saturating_add(other.added);
        self.removed = self.removed.saturating_add(other.removed);
    }
}

/// One changed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File<'a> {
    /// Path with slashes.
    pub path: &'a str,
    /// Changed lines.
    pub lines: Lines,
}

/// Several changed files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Number of files.
    pub files: u32,
    /// Changed lines of all files.
    pub lines: Lines,
}

impl AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.files = self.files.saturating_add(other.files);
        self.lines += other.lines;
    }
}

impl<'a> FromIterator<File<'a>> for Size {
    fn from_iter<I: IntoIterator<Item = File<'a>>>(files: I) -> Self {
        let mut size = Self::default();
        for file in files {
            size.files = size.files.saturating_add(1);
            size.lines += file.lines;
        }
        size
    }
}

/// The changed files of one folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Path with a slash at its end; empty for the repository's top folder.
    pub path: String,
    /// All files below it, but for those of folders that are listed themselves.
    pub size: Size,
}

/// The folders that a change touches, most changed lines first.
///
/// Folders are opened from the top, the one with the most lines first, as long as no more than
/// `at_most` are listed. The first folder that says anything is always opened, so a change that
/// spreads widely lists more.
pub fn by_folder(files: &[File<'_>], at_most: usize) -> Vec<Folder> {
    let mut closed = vec![Group::new(String::new(), files.to_vec())];
    let mut open = Vec::new();
    let mut first = true;
    while let Some(group) = take_largest(&mut closed) {
        let parts = group.parts();
        let descends = parts.len() == 1;
        if descends && parts.iter().all(|part| part.path == group.path) {
            open.push(group);
        } else if descends || first || closed.len() + open.len() + parts.len() <= at_most {
            first &= descends;
            let (own, below) = parts
                .into_iter()
                .partition::<Vec<_>, _>(|part| part.path == group.path);
            open.extend(own);
            closed.extend(below);
        } else {
            open.push(group);
        }
    }
    let mut folders: Vec<Folder> = open.into_iter().map(Group::into_folder).collect();
    folders.sort_by(|a, b| {
        let lines = |folder: &Folder| Reverse(folder.size.lines.changed());
        lines(a).cmp(&lines(b)).then_with(|| a.path.cmp(&b.path))
    });
    folders
}

struct Group<'a> {
    path: String,
    files: Vec<File<'a>>,
    changed: u32,
}

impl<'a> Group<'a> {
    fn new(path: String, files: Vec<File<'a>>) -> Self {
        let size: Size = files.iter().copied().collect();
        Self {
            path,
            files,
            changed: size.lines.changed(),
        }
    }

    // The folders directly below, and the files that lie directly in it under its own path.
    fn parts(&self) -> Vec<Self> {
        let mut parts: Vec<(&str, Vec<File<'a>>)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for file in &self.files {
            let rest = file.path.get(self.path.len()..).unwrap_or_default();
            let end = rest.find('/').map_or(0, |slash| slash + 1);
            let path = file.path.get(..self.path.len() + end).unwrap_or_default();
            let place = *places.entry(path).or_insert(parts.len());
            match parts.get_mut(place) {
                Some((_, files)) => files.push(*file),
                None => parts.push((path, vec![*file])),
            }
        }
        parts
            .into_iter()
            .map(|(path, files)| Group::new(path.to_owned(), files))
            .collect()
    }

    fn into_folder(self) -> Folder {
        Folder {
            size: self.files.into_iter().collect(),
            path: self.path,
        }
    }
}

fn take_largest<'a>(groups: &mut Vec<Group<'a>>) -> Option<Group<'a>> {
    let (at, _) = groups
        .iter()
        .enumerate()
        .max_by_key(|(_, group)| group.changed)?;
    Some(groups.swap_remove(at))
}
