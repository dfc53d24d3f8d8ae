//! Folders of paths, and folders that move.

use super::{FileHunks, PathChange};

/// Folders above a path, innermost first, without the root.
pub(super) fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |folder| parent(folder))
}

/// Returns whether a path lies in a folder, or in one below it.
pub(super) fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Folders that files move out of while no known file stays, each with the index of such a file. git
/// takes such a folder for renamed if it is gone, and then asks about what others add to it. No diff
/// tells whether it is gone: files that nobody touches are not in it.
pub(super) fn moved(files: &[FileHunks]) -> Vec<(&str, usize)> {
    let mut found: Vec<(&str, usize)> = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let Some(PathChange::Renamed { from, to }) = file.path() else {
            continue;
        };
        for folder in renamed(from, to) {
            let is_known = found.iter().any(|(other, _)| *other == folder);
            let mut new = files.iter().filter_map(|file| file.path()?.after());
            if !is_known && !new.any(|path| is_below(path, folder)) {
                found.push((folder, at));
            }
        }
    }
    found
}

/// Folders that may have been renamed if this file was: with `a/b/c` to `x/b/c` both `a/b` and `a`.
fn renamed<'a>(from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    let mut pair = Some((from, to));
    std::iter::from_fn(move || {
        let (from, to) = pair?;
        let folder = parent(from)?;
        let target = parent(to).unwrap_or_default();
        let is_same = name(folder) == name(target);
        pair = is_same.then_some((folder, target));
        (folder != target).then_some(folder)
    })
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
