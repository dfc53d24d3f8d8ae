//! Kinds of files, sizes, percentiles.

use sightline_insight::{
    FileChange,
    quantile::{percentile, quantile},
    size::{Amount, Kind, kind, measure, reading_minutes},
};

fn file(path: &str, lines_added: u64, lines_removed: u64) -> FileChange {
    FileChange {
        path: path.into(),
        old_path: None,
        lines_added,
        lines_removed,
    }
}

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
fn only_what_is_read_counts_by_folder() {
    let files = [
        file("src/api/a.rs", 10, 2),
        file("src/api/deep/b.rs", 5, 5),
        file("tests/a.rs", 30, 0),
        file("Cargo.lock", 900, 800),
        file("README.md", 1, 1),
    ];
    let size = measure(&files, 2);
    assert_eq!(
        size.all,
        Amount {
            files: 5,
            added: 946,
            removed: 808
        }
    );
    assert_eq!(
        size.read,
        Amount {
            files: 4,
            added: 46,
            removed: 8
        }
    );
    let names: Vec<(&str, u64)> = size
        .folders
        .iter()
        .map(|(name, amount)| (name.as_str(), amount.lines()))
        .collect();
    assert_eq!(names, [("tests", 30), ("src/api", 22), ("", 2)]);
    assert_eq!(size.kinds.get(&Kind::Lock).map(Amount::lines), Some(1_700));
}

#[test]
fn reading_time_follows_the_cited_rates() {
    // 1,000 lines at 500 and at 300 lines an hour.
    assert_eq!(reading_minutes(1_000), (120, 200));
    assert_eq!(reading_minutes(1), (1, 1));
    assert_eq!(reading_minutes(0), (0, 0));
}

#[test]
fn quantiles_agree_with_numpy() {
    // numpy.quantile([1, 2, 4, 8, 16], [0, .25, .5, .9, 1])
    let sorted = [1.0, 2.0, 4.0, 8.0, 16.0];
    let found = [0.0, 0.25, 0.5, 0.9, 1.0].map(|share| quantile(&sorted, share));
    assert_eq!(
        found,
        [Some(1.0), Some(2.0), Some(4.0), Some(12.8), Some(16.0)]
    );
    assert_eq!(quantile(&[], 0.5), None);
    assert_eq!(percentile(&[1, 5, 5, 9], 5), Some(25));
    assert_eq!(percentile(&[1, 5, 5, 9], 10), Some(100));
    assert_eq!(percentile(&[], 1), None);
}
