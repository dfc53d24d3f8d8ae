//! Size of a change: by kind of file and by folder.

use bitbucket_cloud::FileChange;
use sightline_insight::{
    kinds::{Kind, Kinds, Sizes},
    size::{File, Folder, Lines, Size, by_folder},
};

/// Folders that are listed before the others are folded away.
pub const FOLDERS: usize = 6;

/// Size of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSize {
    /// Size of all files.
    pub total: Size,
    /// Sizes by kind of file.
    pub kinds: Sizes,
    /// Sizes by folder, most changed lines first.
    pub folders: Vec<Folder>,
    /// Number of files that were moved.
    pub moved: usize,
    /// Number of files without lines to count.
    pub without_lines: usize,
}

impl ChangeSize {
    /// Size of these files.
    pub fn of(files: &[FileChange], kinds: &Kinds) -> Self {
        let plain: Vec<File<'_>> = files.iter().map(plain).collect();
        let count =
            |which: fn(&FileChange) -> bool| files.iter().filter(|file| which(file)).count();
        Self {
            total: total(files),
            kinds: kinds.sizes(&plain),
            folders: by_folder(&plain, FOLDERS),
            moved: count(|file| file.old_path().is_some()),
            without_lines: count(|file| file.added() == 0 && file.removed() == 0),
        }
    }

    /// Kinds that occur; and tests without a size where there is code, since it matters that they do
    /// not change with it.
    pub fn listed(&self) -> Vec<(Kind, Option<Size>)> {
        let code = self.kinds.of(Kind::Code).files > 0;
        let listed = Kind::ALL.into_iter().filter_map(|kind| {
            let size = self.kinds.of(kind);
            match (size.files, kind) {
                (0, Kind::Test) if code => Some((kind, None)),
                (0, _) => None,
                _ => Some((kind, Some(size))),
            }
        });
        listed.collect()
    }

    /// Lines that somebody has to read.
    pub fn lines_to_read(&self) -> u64 {
        self.kinds.read().lines.changed().into()
    }
}

/// Number of files and lines.
pub fn total(files: &[FileChange]) -> Size {
    files.iter().map(plain).collect()
}

/// A file as the analysis wants it.
pub fn plain(file: &FileChange) -> File<'_> {
    File {
        path: file.path(),
        lines: Lines {
            added: file.added(),
            removed: file.removed(),
        },
    }
}
