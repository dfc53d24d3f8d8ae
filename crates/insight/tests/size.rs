//! Sizes and folders, worked out by hand.
#![allow(clippy::unwrap_used, reason = "tests")]

use sightline_insight::size::{File, Folder, Lines, Size, by_folder};

fn files<'a>(list: &[(&'a str, u32, u32)]) -> Vec<File<'a>> {
    list.iter()
        .map(|&(path, added, removed)| File {
            path,
            lines: Lines { added, removed },
        })
        .collect()
}

fn brief(folders: &[Folder]) -> Vec<(&str, u32, u32)> {
    folders
        .iter()
        .map(|Folder { path, size }| (path.as_str(), size.files, size.lines.changed()))
        .collect()
}

#[test]
fn a_size_adds_up() {
    let size: Size = files(&[("a", 3, 1), ("b", 0, 7), ("logo.png", 0, 0)])
        .into_iter()
        .collect();
    let lines = Lines {
        added: 3,
        removed: 8,
    };
    assert_eq!(size, Size { files: 3, lines });
}

#[test]
fn no_files_are_no_folders() {
    assert_eq!(by_folder(&[], 6), []);
}

#[test]
fn a_long_way_down_is_one_folder() {
    let list = files(&[("a/b/c/x.rs", 1, 0), ("a/b/c/y.rs", 2, 0)]);
    assert_eq!(brief(&by_folder(&list, 6)), [("a/b/c/", 2, 3)]);
}

#[test]
fn the_largest_folder_is_opened_first() {
    let list = files(&[
        ("README.md", 1, 0),
        ("web/css/a.css", 10, 0),
        ("web/js/a.js", 50, 0),
        ("api/routes/a.rs", 20, 0),
        ("api/schema/a.json", 10, 0),
    ]);
    let expected = [
        ("web/js/", 1, 50),
        ("api/", 2, 30),
        ("web/css/", 1, 10),
        ("", 1, 1),
    ];
    assert_eq!(brief(&by_folder(&list, 4)), expected);
}

#[test]
fn files_beside_opened_folders_keep_their_folder() {
    let list = files(&[
        ("src/main.rs", 5, 0),
        ("src/api/a.rs", 3, 0),
        ("src/web/b.rs", 2, 0),
    ]);
    let expected = [("src/", 1, 5), ("src/api/", 1, 3), ("src/web/", 1, 2)];
    assert_eq!(brief(&by_folder(&list, 6)), expected);
}

#[test]
fn a_wide_change_lists_all_its_top_folders() {
    let paths: Vec<String> = (0..20).map(|n| format!("f{n:02}/a/x")).collect();
    let list: Vec<_> = paths.iter().map(|path| (path.as_str(), 1, 0)).collect();
    let folders = by_folder(&files(&list), 6);
    assert_eq!(folders.len(), 20);
    assert_eq!(folders.first().unwrap().path, "f00/a/");
}

#[test]
fn every_file_is_counted_once() {
    let paths: Vec<String> = (0..600_u32)
        .map(|n| format!("{}/{}/é{}/f{n}", n % 3, n % 7, n % 11))
        .collect();
    let list: Vec<_> = paths
        .iter()
        .zip(0..)
        .map(|(path, n)| (path.as_str(), n, 1))
        .collect();
    let list = files(&list);
    let total: Size = list.iter().copied().collect();
    for at_most in [1, 3, 6, 30, 1_000] {
        let folders = by_folder(&list, at_most);
        let count: u32 = folders.iter().map(|folder| folder.size.files).sum();
        let lines: u32 = folders
            .iter()
            .map(|folder| folder.size.lines.changed())
            .sum();
        assert_eq!((count, lines), (600, total.lines.changed()));
        assert!(folders.len() <= at_most.max(3));
    }
}
