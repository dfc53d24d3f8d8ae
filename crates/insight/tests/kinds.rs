//! Kinds of files and reading times.

use sightline_insight::{
    kinds::{Kind, by_kind, kind, reading_minutes},
    size::{File, Lines},
};

#[test]
fn files_are_told_apart_by_widely_used_names() {
    for (path, expected) in [
        ("src/lib.rs", Kind::Code),
        ("src/latest.rs", Kind::Code),
        ("src/contest/entry.ts", Kind::Code),
        ("generator/main.go", Kind::Code),
        ("Cargo.lock", Kind::Lock),
        ("web/Package-Lock.json", Kind::Lock),
        ("third_party/zlib/inflate.c", Kind::Vendored),
        ("web/node_modules/x/test/a.js", Kind::Vendored),
        ("api/v1/user.pb.go", Kind::Generated),
        ("web/dist/app.js", Kind::Generated),
        ("web/app.min.js", Kind::Generated),
        ("test/test-fs.c", Kind::Test),
        ("src/user_test.go", Kind::Test),
        ("web/src/Button.spec.tsx", Kind::Test),
        ("integration-tests/run.sh", Kind::Test),
    ] {
        assert_eq!(kind(path), expected, "{path}");
    }
}

#[test]
fn kinds_are_added_up_apart() {
    let file = |path, added| File {
        path,
        lines: Lines { added, removed: 1 },
    };
    let kinds = by_kind(&[
        file("src/a.rs", 10),
        file("Cargo.lock", 900),
        file("b.rs", 5),
    ]);
    let brief: Vec<_> = kinds
        .iter()
        .map(|(kind, size)| (*kind, size.files, size.lines.changed()))
        .collect();
    assert_eq!(brief, [(Kind::Code, 2, 17), (Kind::Lock, 1, 901)]);
}

#[test]
fn reading_time_follows_the_cited_rates() {
    // 1,000 lines at 500 and at 300 lines an hour.
    assert_eq!(reading_minutes(1_000), (120, 200));
    assert_eq!(reading_minutes(1), (1, 1));
    assert_eq!(reading_minutes(0), (0, 0));
}
