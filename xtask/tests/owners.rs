//! Owners of paths, one JSON object a line.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;

use xtask::eval;

#[test]
fn each_path_is_answered_on_a_line_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("CODEOWNERS");
    fs::write(
        &file,
        "\u{feff}*.rs @ann\n/docs/my\\ notes/ @\"Jane Doe\" @team:random(1)\n",
    )
    .unwrap();
    let mut out = Vec::new();
    eval::owners(&file, &b"src/a.rs\ndocs/my notes/a.md\nx\n"[..], &mut out).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        concat!(
            r#"{"owners":["@ann"],"path":"src/a.rs"}"#,
            "\n",
            r#"{"owners":["@Jane Doe","@team"],"path":"docs/my notes/a.md"}"#,
            "\n",
            r#"{"owners":[],"path":"x"}"#,
            "\n",
        )
    );
}
