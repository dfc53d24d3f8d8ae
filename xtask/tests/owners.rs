//! Owners of paths, one JSON object a line.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeSet, fs, process::Command};

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

/// Numbers in an order of their own: the same ones in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        // Constants of Knuth's MMIX.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn one_of<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of.get(self.below(of.len())).unwrap()
    }
}

/// A pattern of the language that CODEOWNERS and `.gitignore` share: no negation, no brackets.
fn pattern(numbers: &mut Numbers) -> String {
    const SEGMENTS: [&str; 19] = [
        "a", "b", "lib", "x.rs", "y.md", "*", "**", "*.rs", "?", "x.*", "*b", "l*b", "a**b",
        "my\\ x", "é*", "**.md", "a#b", "#x", "\\#x",
    ];
    let count = 1 + numbers.below(3);
    let segments: Vec<&str> = (0..count).map(|_| numbers.one_of(&SEGMENTS)).collect();
    let front = numbers.one_of(&["", "", "/"]);
    let back = numbers.one_of(&["", "", "/"]);
    format!("{front}{}{back}", segments.join("/"))
}

#[test]
fn patterns_cover_what_git_check_ignore_says() {
    const NAMES: [&str; 10] = [
        "a", "b", "lib", "x.rs", "y.md", "ab", "my x", "été", "a#b", "#x",
    ];
    let folder = tempfile::tempdir().unwrap();
    let init = Command::new("git")
        .args(["init", "-q"])
        .current_dir(&folder)
        .status();
    assert!(init.unwrap().success());
    let numbers = &mut Numbers(15);
    let paths: BTreeSet<String> = (0..150)
        .map(|_| {
            let depth = 1 + numbers.below(4);
            let names: Vec<&str> = (0..depth).map(|_| numbers.one_of(&NAMES)).collect();
            names.join("/")
        })
        .collect();
    let lines = paths
        .iter()
        .map(|path| format!("{path}\n"))
        .collect::<String>();
    fs::write(folder.path().join("paths"), &lines).unwrap();
    let (mut covered, mut free) = (0, 0);
    for _ in 0..200 {
        let pattern = pattern(numbers);
        fs::write(folder.path().join(".gitignore"), format!("{pattern}\n")).unwrap();
        let ignored = Command::new("git")
            .args([
                "-c",
                "core.quotePath=false",
                "check-ignore",
                "--no-index",
                "--stdin",
            ])
            .current_dir(&folder)
            .stdin(fs::File::open(folder.path().join("paths")).unwrap())
            .output()
            .unwrap();
        let ignored = String::from_utf8(ignored.stdout).unwrap();
        let expected: BTreeSet<&str> = ignored.lines().collect();
        let file = folder.path().join("CODEOWNERS");
        fs::write(&file, format!("{pattern} @ann\n")).unwrap();
        let mut out = Vec::new();
        eval::owners(&file, lines.as_bytes(), &mut out).unwrap();
        let owned: BTreeSet<String> = String::from_utf8(out)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .filter(|line| line.get("owners").unwrap() == &serde_json::json!(["@ann"]))
            .map(|line| line.get("path").unwrap().as_str().unwrap().to_owned())
            .collect();
        let owned: BTreeSet<&str> = owned.iter().map(String::as_str).collect();
        assert_eq!(owned, expected, "{pattern}");
        covered += owned.len();
        free += paths.len() - owned.len();
    }
    // Neither answer is the only one.
    assert!(
        covered > 2_000 && free > 2_000,
        "{covered} covered, {free} free"
    );
}
