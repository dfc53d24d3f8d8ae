//! Files that two pull requests share.

use std::collections::HashMap;

use super::{
    Conflict, FileHunks, FileMerge, SharedFile, Side, Unknown,
    collision::{at_one_path, of_one_file},
    folders::{above, is_below, moved},
};

/// Our files, to be found by their paths. Values are places in `files`.
pub(super) struct Ours<'a> {
    files: &'a [FileHunks],
    /// Files by the path before the change.
    old: HashMap<&'a str, usize>,
    /// Files by the path after the change.
    new: HashMap<&'a str, usize>,
    /// Files by each folder above a path that holds a file only since the change.
    folders: HashMap<&'a str, usize>,
    /// Folders that lose files, and keep none that is known.
    moved: Vec<(&'a str, usize)>,
}

impl<'a> Ours<'a> {
    pub(super) fn of(files: &'a [FileHunks]) -> Self {
        let mut ours = Self {
            files,
            old: HashMap::new(),
            new: HashMap::new(),
            folders: HashMap::new(),
            moved: moved(files),
        };
        for (at, file) in files.iter().enumerate() {
            let Some(path) = file.path() else {
                continue;
            };
            if let Some(old) = path.before() {
                ours.old.entry(old).or_insert(at);
            }
            if let Some(new) = path.after() {
                ours.new.entry(new).or_insert(at);
            }
            for folder in path.taken().into_iter().flat_map(above) {
                ours.folders.entry(folder).or_insert(at);
            }
        }
        ours
    }

    pub(super) fn shared_with(&self, theirs: &[FileHunks]) -> Vec<SharedFile> {
        let mut found = Found {
            ours: self.files,
            shared: vec![None; self.files.len()],
        };
        for file in theirs {
            self.meet(file, &mut found);
        }
        self.meet_in_moved_folders(theirs, &mut found);
        let mut shared: Vec<SharedFile> = found.shared.into_iter().flatten().collect();
        shared.sort_by_key(|file| file.merge.verdict());
        shared
    }

    fn meet(&self, file: &FileHunks, found: &mut Found<'_>) {
        let Some(path) = file.path() else {
            return;
        };
        let (old, new) = (path.before(), path.after());
        let same_file = old.and_then(|old| self.old.get(old));
        if let Some(at) = same_file {
            found.add(*at, file, |own| of_one_file(own, file));
        }
        let same_place = new.and_then(|new| self.new.get(new));
        if let Some(at) = same_place.filter(|at| Some(*at) != same_file) {
            let is_taken =
                |file: &FileHunks| file.path().is_some_and(|path| path.taken().is_some());
            found.add(*at, file, |own| match (is_taken(own), is_taken(file)) {
                (true, true) => at_one_path(own, file),
                // The file is there for one of them alone, and the other one did not move it away.
                _ if same_file.is_none() => FileMerge::Unknown(Unknown::Versions),
                _ => FileMerge::Clean,
            });
        }
        if same_file.is_none() && same_place.is_none() {
            // Here a file is removed that one adds, or the other way round.
            let removed = new.and_then(|new| self.old.get(new));
            let added = old.and_then(|old| self.new.get(old));
            if let Some(at) = removed.or(added) {
                found.add(*at, file, |_| FileMerge::Unknown(Unknown::Versions));
            }
        }
        if let Some(taken) = path.taken() {
            let folder = |side| FileMerge::Conflict(Conflict::FolderAndFile(side));
            if let Some(at) = self.folders.get(taken) {
                found.add(*at, file, |_| folder(Side::This));
            }
            let files = above(taken).filter_map(|above| self.new.get(above));
            for at in files {
                let is_new = |own: &FileHunks| own.path().is_some_and(|own| own.taken().is_some());
                if self.files.get(*at).is_some_and(is_new) {
                    found.add(*at, file, |_| folder(Side::Other));
                }
            }
        }
    }

    fn meet_in_moved_folders(&self, theirs: &[FileHunks], found: &mut Found<'_>) {
        let merge = |_: &FileHunks| FileMerge::Unknown(Unknown::Folder);
        let is_left = |folder: &str, other: &HashMap<&str, usize>, files: &[FileHunks]| {
            let mut paths = files.iter().filter_map(|file| file.path()?.before());
            paths.all(|path| !is_below(path, folder) || other.contains_key(path))
        };
        for (folder, at) in &self.moved {
            if !is_left(folder, &self.old, theirs) {
                continue;
            }
            for file in theirs {
                let taken = file.path().and_then(|path| path.taken());
                if taken.is_some_and(|path| is_below(path, folder)) {
                    found.add(*at, file, merge);
                }
            }
        }
        let their_moved = moved(theirs);
        if their_moved.is_empty() {
            return;
        }
        let old = theirs.iter().enumerate();
        let old = old.filter_map(|(at, file)| Some((file.path()?.before()?, at)));
        let old: HashMap<&str, usize> = old.collect();
        for (folder, their_at) in their_moved {
            let Some(file) = theirs
                .get(their_at)
                .filter(|_| is_left(folder, &old, self.files))
            else {
                continue;
            };
            for (at, own) in self.files.iter().enumerate() {
                let taken = own.path().and_then(|path| path.taken());
                if taken.is_some_and(|path| is_below(path, folder)) {
                    found.add(at, file, merge);
                }
            }
        }
    }
}

/// Findings by now, by our files.
struct Found<'a> {
    ours: &'a [FileHunks],
    shared: Vec<Option<SharedFile>>,
}

impl Found<'_> {
    /// Adds a result of merging. If a file has several, the worst counts.
    fn add(&mut self, at: usize, file: &FileHunks, merge: impl Fn(&FileHunks) -> FileMerge) {
        let (Some(own), Some(shared)) = (self.ours.get(at), self.shared.get_mut(at)) else {
            return;
        };
        let (Some(path), Some(other_path)) = (own.path(), file.path()) else {
            return;
        };
        let merge = merge(own);
        let is_worse = |known: &SharedFile| merge.verdict() < known.merge.verdict();
        if shared.as_ref().is_none_or(is_worse) {
            let line = match &merge {
                FileMerge::Conflict(Conflict::Lines(lines)) => {
                    lines.iter().find_map(|lines| own.new_line(*lines))
                }
                _ => None,
            };
            *shared = Some(SharedFile {
                path: path.shown().to_owned(),
                other_path: other_path.shown().to_owned(),
                merge,
                line,
            });
        }
    }
}
