//! Patterns of paths, decided by hand by the rules of `gitignore(5)`.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::{Duration, Instant};

use globset::GlobBuilder;
use proptest::{collection::vec, prelude::*, sample::select};
use sightline_insight::pattern::{MAX_LENGTH, Pattern, PatternSet};

fn fits(pattern: &str, path: &str) -> bool {
    set(&[pattern]).fits(path)
}

fn set(patterns: &[&str]) -> PatternSet {
    let patterns = patterns.iter().map(|text| Pattern::parse(text).unwrap());
    patterns.collect()
}

#[test]
fn patterns_fit_as_in_gitignore() {
    for (pattern, path, expected) in [
        ("*.pb.go", "api/v1/user.pb.go", true),
        ("*.pb.go", "api/user.go", false),
        ("docs", "web/docs/a.md", true),
        ("/docs", "web/docs/a.md", false),
        ("docs/", "web/docs/a.md", true),
        ("docs/", "web/docs", false),
        ("web/docs", "api/web/docs/a.md", false),
        ("a/**/z", "a/z", true),
        ("a/**/z", "a/b/c/z", true),
        ("a/**/z", "a/b/c/y", false),
        ("**/x/**/y", "x/a/x/b/y", true),
        ("a/**", "a", false),
        ("a/**", "a/b", true),
        ("file-?.txt", "d/file-1.txt", true),
        ("file-?.txt", "d/file-12.txt", false),
        ("a**b", "axb", true),
        ("a**b", "a/b", false),
        ("***/b", "a/b", true),
        ("***/b", "a/c/b", false),
        ("a/**/**/b", "a/b", true),
        ("**", "a/b", true),
    ] {
        assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
    }
}

/// Brackets and marks unlike in `gitignore(5)`, as in Bitbucket's own files; backslashes as there.
#[test]
fn brackets_braces_and_marks_stand_for_themselves_and_so_does_what_follows_a_backslash() {
    for (pattern, path, expected) in [
        ("a[bc].txt", "a[bc].txt", true),
        ("a[bc].txt", "ab.txt", false),
        ("{a,b}.txt", "{a,b}.txt", true),
        ("{a,b}.txt", "a.txt", false),
        ("a}", "a}", true),
        ("a\\*", "a*", true),
        ("a\\*", "ab", false),
        ("a\\**", "a*b", true),
        ("a\\**", "ab", false),
        ("/!a", "!a", true),
        ("/!a", "b", false),
        ("x/{a", "x/{a", true),
        ("x\\n", "xn", true),
        ("x\\\\n", "x\\n", true),
        ("{{{{{{{{{{{{", "{{{{{{{{{{{{", true),
        ("/a,b}", "a,b}", true),
    ] {
        assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
    }
}

#[test]
fn sets_say_which_pattern_is_the_first_and_which_the_last() {
    let many: Vec<String> = (0..3_000).map(|at| format!("/folder-{at}/*.rs")).collect();
    let mut patterns = vec!["*.rs"];
    patterns.extend(many.iter().map(String::as_str));
    patterns.push("/folder-2999/");
    let set = set(&patterns);
    for (path, first, last) in [
        ("a.rs", Some(0), Some(0)),
        ("folder-0/a.rs", Some(0), Some(1)),
        ("folder-2999/a.rs", Some(0), Some(3_001)),
        ("folder-2999/a.md", Some(3_001), Some(3_001)),
        ("folder-1/a.md", None, None),
    ] {
        assert_eq!((set.first(path), set.last(path)), (first, last), "{path}");
        assert_eq!(set.fits(path), first.is_some(), "{path}");
    }
    assert_eq!(PatternSet::default().first("a"), None);
}

/// Result of another matcher for a pattern with a leading slash.
fn by_globset(pattern: &str, path: &str) -> bool {
    let is_match = |glob: &str| {
        let glob = GlobBuilder::new(glob).literal_separator(true).build();
        glob.unwrap().compile_matcher().is_match(path)
    };
    let glob = pattern.trim_start_matches('/');
    is_match(glob) || !glob.ends_with("**") && is_match(&format!("{glob}/**"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn another_matcher_says_the_same(
        segments in vec(
            select(vec!["**", "*", "?", "a", "b", "ab", "*a", "a*", "?b", "*a*b", "a?*", "\u{e9}", "?\u{e9}"]),
            1..6,
        ),
        path in vec(select(vec!["a", "b", "ab", "ba", "aab", "\u{e9}", "a\u{e9}", "abab"]), 1..6),
    ) {
        let (pattern, path) = (format!("/{}", segments.join("/")), path.join("/"));
        prop_assert_eq!(fits(&pattern, &path), by_globset(&pattern, &path), "{} {}", pattern, path);
    }
}

#[test]
fn what_is_no_pattern_is_refused() {
    for pattern in ["", "/", "!a", "[Section]"] {
        assert_eq!(Pattern::parse(pattern), None, "{pattern}");
    }
    assert_eq!(Pattern::parse(&"a".repeat(MAX_LENGTH + 1)), None);
}

#[test]
fn no_pattern_takes_long() {
    let pattern = "**/a/".repeat(200) + "b";
    let path = "a/".repeat(2_000) + "c";
    let start = Instant::now();
    assert!(!fits(&pattern, &path));
    assert!(start.elapsed() < Duration::from_secs(2));
}
