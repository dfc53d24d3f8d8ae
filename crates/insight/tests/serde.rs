//! Stored values are read again as they were.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use sightline_insight::{
    Error, FileChange, Merged,
    kinds::Kind,
    overlap::hunks,
    pattern::{Pattern, PatternSet},
};

fn assert_is_read_as_it_was<T: Serialize + DeserializeOwned + PartialEq + Debug>(stored: &T) {
    let text = serde_json::to_string(stored).unwrap();
    let read: T = serde_json::from_str(&text).unwrap();
    assert_eq!(&read, stored, "{text}");
}

#[test]
fn pull_requests_diffs_and_kinds_are_read_as_they_were_stored() {
    let file = |old_path: Option<&str>| FileChange {
        path: "src/a b\t\"é\".rs".to_owned(),
        old_path: old_path.map(str::to_owned),
        lines_added: 3,
        lines_removed: 0,
    };
    assert_is_read_as_it_was(&Merged {
        id: 7,
        author: "{1}".to_owned(),
        reviewers: vec!["{2}".to_owned(), String::new()],
        created_on: -1,
        merged_on: 1_700_000_000,
        files: vec![file(None), file(Some("b.rs"))],
    });
    let files = hunks(
        "diff --git a/new b/new\nnew file mode 100644\n--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+x\n\
         diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n x\n-y\n+z\n",
    );
    assert_eq!(files.len(), 2);
    // All but the code itself.
    let mut stored = files;
    for file in &mut stored {
        assert!(!std::mem::take(&mut file.excerpts).is_empty());
    }
    assert_is_read_as_it_was(&stored);
    assert_is_read_as_it_was(&Kind::ALL);
}

#[test]
fn a_text_that_is_no_pattern_is_named_in_the_error() {
    let error = Pattern::try_from("!a".to_owned()).unwrap_err();
    assert_eq!(error, Error::NoPattern("!a".to_owned()));
    let error = serde_json::from_str::<Pattern>("\"[Section]\"").unwrap_err();
    assert!(error.to_string().contains("this is no pattern: [Section]"));
}

#[test]
fn lists_of_patterns_are_read_as_sets() {
    let read: PatternSet = serde_json::from_str(r#"["docs/", "*.md"]"#).unwrap();
    let set: PatternSet = ["docs/", "*.md"]
        .into_iter()
        .filter_map(Pattern::parse)
        .collect();
    assert_eq!(read, set);
    assert_eq!(read.first("docs/a.md"), Some(0));
    assert_eq!(read.last("docs/a.md"), Some(1));
    assert!(serde_json::from_str::<PatternSet>(r#"["docs/", "/"]"#).is_err());
}
