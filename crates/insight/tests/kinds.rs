//! Kinds of files and reading times.

#![allow(clippy::unwrap_used, reason = "tests")]

use sightline_insight::{
    FileChange, History, Merged,
    kinds::{Kind, Kinds, reading_minutes},
    pattern::Pattern,
    size::{File, Lines, Size},
};

#[test]
fn files_are_told_apart_by_widely_used_names() {
    for (path, expected) in [
        ("src/lib.rs", Kind::Code),
        ("src/latest.rs", Kind::Code),
        ("src/contest/entry.ts", Kind::Code),
        ("generator/main.go", Kind::Code),
        ("docs/guides/claims.MD", Kind::Docs),
        ("CHANGELOG.rst", Kind::Docs),
        ("vendor/zlib/README.md", Kind::Vendored),
        ("requirements.txt", Kind::Code),
        ("readme", Kind::Code),
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
        assert_eq!(Kinds::default().of(path), expected, "{path}");
    }
}

#[test]
fn continuous_integration_and_settings_of_tools_are_no_code() {
    for (path, expected) in [
        (".github/workflows/x.yml", Kind::Config),
        (".github/workflows/test.yml", Kind::Config),
        (".github/CODEOWNERS", Kind::Config),
        (".github/CONTRIBUTING.md", Kind::Docs),
        ("bitbucket-pipelines.yml", Kind::Config),
        ("ci/Jenkinsfile", Kind::Config),
        (".gitlab-ci.yml", Kind::Config),
        (".circleci/config.yml", Kind::Config),
        (".editorconfig", Kind::Config),
        (".gitignore", Kind::Config),
        ("web/.eslintrc.cjs", Kind::Config),
        ("tsconfig.json", Kind::Config),
        ("web/tsconfig.spec.json", Kind::Config),
        ("vite.config.ts", Kind::Config),
        ("package.json", Kind::Config),
        ("Cargo.toml", Kind::Config),
        ("deploy/values.yaml", Kind::Config),
        ("tests/fixtures/values.yaml", Kind::Test),
        ("src/config.rs", Kind::Code),
        ("src/config/mod.rs", Kind::Code),
        ("data/cities.json", Kind::Code),
        ("package-lock.json", Kind::Lock),
    ] {
        assert_eq!(Kinds::default().of(path), expected, "{path}");
    }
}

#[test]
fn kinds_are_added_up_apart() {
    let file = |path, added| File {
        path,
        lines: Lines { added, removed: 1 },
    };
    let sizes = Kinds::default().sizes(&[
        file("src/a.rs", 10),
        file("Cargo.lock", 900),
        file("b.rs", 5),
        file("tests/b.rs", 7),
        file("a.md", 2),
    ]);
    let brief = |size: Size| (size.files, size.lines.changed());
    assert_eq!(brief(sizes.of(Kind::Code)), (2, 17));
    assert_eq!(brief(sizes.of(Kind::Lock)), (1, 901));
    assert_eq!(brief(sizes.of(Kind::Generated)), (0, 0));
    assert_eq!(brief(sizes.read()), (4, 28));
}

#[test]
fn a_repository_may_know_better() {
    let pattern = |text| Pattern::parse(text).unwrap();
    let kinds = Kinds::new(vec![
        (Kind::Code, pattern("/gen/")),
        (Kind::Generated, pattern("*.api.ts")),
        (Kind::Test, pattern("checks/")),
    ]);
    for (path, expected) in [
        ("gen/main.go", Kind::Code),
        ("web/gen/main.go", Kind::Generated),
        ("web/user.api.ts", Kind::Generated),
        ("gen/user.api.ts", Kind::Code),
        ("api/checks/user.rs", Kind::Test),
        ("Cargo.lock", Kind::Lock),
    ] {
        assert_eq!(kinds.of(path), expected, "{path}");
    }
}

#[test]
fn merged_pull_requests_are_measured_by_what_is_read() {
    let file = |path: &str, old: Option<&str>, lines_added| FileChange {
        path: path.to_owned(),
        old_path: old.map(str::to_owned),
        lines_added,
        lines_removed: 1,
    };
    let mut history = History::default();
    for (id, files) in [
        (
            1,
            vec![file("a.rs", None, 9), file("Cargo.lock", None, 500)],
        ),
        (2, vec![]),
        (
            3,
            vec![file("tests/b.rs", None, 3), file("dist/app.js", None, 70)],
        ),
        (4, vec![file("vendor/a.rs", Some("a.rs"), 0)]),
    ] {
        history.push(&Merged {
            id,
            author: format!("author-{id}"),
            reviewers: Vec::new(),
            created_on: 0,
            merged_on: 0,
            files,
        });
    }
    let kinds = Kinds::default();
    let read = kinds.merged(&history);
    let brief: Vec<_> = read.map(|one| (one.id, one.author, one.lines)).collect();
    // The first one's file is vendored by now.
    assert_eq!(
        brief,
        [(1, "author-1", 0), (3, "author-3", 4), (4, "author-4", 0)]
    );
}

#[test]
fn reading_time_follows_the_cited_rates() {
    // 1,000 lines at 500 and at 300 lines an hour.
    assert_eq!(reading_minutes(1_000), (120, 200));
    assert_eq!(reading_minutes(1), (1, 1));
    assert_eq!(reading_minutes(0), (0, 0));
}

#[test]
fn a_name_may_say_before_its_type_that_a_tool_wrote_the_file() {
    for (path, expected) in [
        ("src/routeTree.gen.ts", Kind::Generated),
        ("api/types.generated.ts", Kind::Generated),
        ("api/client.gen.go", Kind::Generated),
        ("src/gen.rs", Kind::Code),
        ("src/regen.ts", Kind::Code),
        ("src/a.gen", Kind::Code),
    ] {
        assert_eq!(Kinds::default().of(path), expected, "{path}");
    }
}
