//! Promises of the documents about the code: tests that the threats name, lines that are logged.

use std::{fs, path::Path};

fn sources(dir: &Path, text: &mut String) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_test_that_the_threats_name_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut tests = String::new();
    for dir in [
        "app/tests",
        "crates/bitbucket/tests",
        "crates/connect/tests",
        "server/tests",
        "tests/tests",
    ] {
        sources(&root.join(dir), &mut tests);
    }
    let threats = fs::read_to_string(root.join("docs/THREATS.md")).unwrap();
    let rows = threats.split("## Threats").nth(1).unwrap().lines();
    let rows: Vec<&str> = rows.filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 20, "{}", rows.len());
    for row in rows {
        let column = row.trim_end_matches('|').rsplit('|').next().unwrap();
        let names: Vec<&str> = column.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "no test: {row}");
        for name in names {
            assert!(
                tests.contains(&format!("fn {name}(")),
                "{name} is not there"
            );
        }
    }
}

#[test]
fn every_line_that_is_logged_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    sources(&root.join("src"), &mut code);
    let logging = fs::read_to_string(root.join("../docs/LOGGING.md")).unwrap();
    let mut lines = 0;
    for level in ["info", "warn", "error"] {
        for call in code.split(&format!("tracing::{level}!(")).skip(1) {
            let message = call.split('"').nth(1).unwrap();
            // What changes, or goes into detail.
            let message = message.split(['{', ':']).next().unwrap().trim_end();
            let told = logging.lines().find(|line| {
                line.starts_with(&format!("| {level} |")) && line.contains(&format!("`{message}"))
            });
            assert!(told.is_some(), "{level} {message:?}");
            lines += 1;
        }
    }
    assert!(lines > 20, "{lines}");
}
