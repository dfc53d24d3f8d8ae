//! The table of threats names tests: each of them must be there.

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
