//! Patterns of paths, decided by hand by the rules of `gitignore(5)`.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::{Duration, Instant};

use sightline_insight::pattern::Pattern;

fn fits(pattern: &str, path: &str) -> bool {
    Pattern::parse(pattern).unwrap().fits(path)
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
    ] {
        assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
    }
}

#[test]
fn what_is_no_pattern_is_refused() {
    for pattern in ["", "/", "!a", "[Section]"] {
        assert_eq!(Pattern::parse(pattern), None, "{pattern}");
    }
}

#[test]
fn no_pattern_takes_long() {
    let pattern = "**/a/".repeat(200) + "b";
    let path = "a/".repeat(2_000) + "c";
    let start = Instant::now();
    assert!(!fits(&pattern, &path));
    assert!(start.elapsed() < Duration::from_secs(2));
}
