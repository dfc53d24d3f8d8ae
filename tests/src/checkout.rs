//! A copy of this project that a test may change.

use std::{
    fs,
    path::{Path, PathBuf},
};

use xtask::workspace;

use crate::git;

/// A copy of the project's files, as they are on the disk. It stays between runs, so that only what
/// changed is built again.
#[derive(Debug)]
pub struct Checkout {
    root: PathBuf,
}

impl Checkout {
    /// Brings the copy up to date. Files that are the same keep their times.
    pub fn copy() -> Self {
        let root = workspace::target().join("checkout");
        let list = [
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ];
        for name in git::run(&workspace::root(), &list).split_terminator('\0') {
            let Ok(content) = fs::read(workspace::root().join(name)) else {
                // Git still lists what was removed.
                continue;
            };
            let copy = root.join(name);
            if fs::read(&copy).is_ok_and(|old| old == content) {
                continue;
            }
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::write(copy, content).unwrap();
        }
        Self { root }
    }

    /// Root of the copy.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Folder for what is built from it. Not that of the project, whose crates have the same names.
    pub fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// Replaces a text in a file of the copy.
    pub fn replace(&self, file: &str, old: &str, new: &str) {
        let path = self.root.join(file);
        let content = fs::read_to_string(&path).unwrap();
        assert!(content.contains(old), "{file} does not contain {old}");
        fs::write(path, content.replace(old, new)).unwrap();
    }
}
