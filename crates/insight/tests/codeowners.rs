//! CODEOWNERS patterns; what a pattern covers is checked against git's own `.gitignore` rules.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::{fs, process::Command};

use sightline_insight::codeowners::{CodeOwners, Missing, Owner, Person, Voted};

const PATTERNS: &[&str] = &[
    "*",
    "*.rs",
    "docs/",
    "/docs/",
    "docs/*",
    "/src/**/gen.rs",
    "src/**",
    "**/tests/",
    "a?c.txt",
    "/README.md",
    "api/v*/user.rs",
    "src/api",
];
const PATHS: &[&str] = &[
    "README.md",
    "docs/a.md",
    "docs/deep/b.md",
    "src/docs/c.md",
    "src/lib.rs",
    "src/gen.rs",
    "src/a/b/gen.rs",
    "src/a/tests/x.txt",
    "tests/y.txt",
    "abc.txt",
    "ac.txt",
    "x/abc.txt",
    "api/v1/user.rs",
    "api/v/x/user.rs",
    "src/README.md",
    "src/api/mod.rs",
    "lib/src/api/mod.rs",
];

#[test]
fn patterns_cover_what_git_would_ignore() {
    let folder = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        Command::new("git")
            .current_dir(folder.path())
            .args(arguments)
            .output()
            .unwrap()
    };
    git(&["init", "-q"]);
    let mut covered = 0;
    for pattern in PATTERNS {
        fs::write(folder.path().join(".gitignore"), format!("{pattern}\n")).unwrap();
        let owners = CodeOwners::parse(&format!("{pattern} @ann"));
        for path in PATHS {
            let ignored = git(&["check-ignore", "-q", "--no-index", path])
                .status
                .success();
            assert_eq!(!owners.of(path).is_empty(), ignored, "{pattern} and {path}");
            covered += u32::from(ignored);
        }
    }
    assert!(covered > 30, "{covered}");
}

#[test]
fn the_last_rule_that_fits_decides() {
    let owners = CodeOwners::parse(
        "# people\n* @team/all\nsrc/ ann@example.com @bo  # code\n\nsrc/free.rs\n",
    );
    assert_eq!(owners.of("x.md"), ["@team/all"]);
    assert_eq!(owners.of("src/a.rs"), ["ann@example.com", "@bo"]);
    assert!(owners.of("src/free.rs").is_empty());
    assert!(CodeOwners::parse("!x @a\n[section]\n").of("x").is_empty());
}

/// Account ids of the names that identify somebody.
fn identify(name: &str) -> Option<String> {
    let known = [
        ("ann", "{1}"),
        ("cy", "{2}"),
        ("dee", "{3}"),
        ("deborah", "{3}"),
        ("eve", "{4}"),
    ];
    let found = known
        .iter()
        .find(|(known, _)| name.eq_ignore_ascii_case(known));
    found.map(|(_, id)| (*id).to_owned())
}

fn owner(id: &str, name: &str) -> Owner {
    Owner {
        id: id.to_owned(),
        name: name.to_owned(),
    }
}

fn people<'a>() -> [Person<'a>; 3] {
    let person = |id, voted| Person { id, voted };
    [
        person("{1}", Voted::Author),
        person("{2}", Voted::Approved),
        person("{3}", Voted::Not),
    ]
}

#[test]
fn one_approval_is_enough_for_each_rule() {
    let owners = CodeOwners::parse(
        "* @ann\napi/ @bo @Cy random(1)\ndb/ @dee @eve\nweb/ @acme/web\ndocs/ ed@example.com\n",
    );
    let paths = [
        "a.rs",
        "api/b.rs",
        "db/c.sql",
        "db/d.sql",
        "web/e.js",
        "docs/f.md",
    ];
    let missing = Missing {
        people: vec![vec![owner("{3}", "dee"), owner("{4}", "eve")]],
        unknown: vec![vec!["acme/web".into()], vec!["ed@example.com".into()]],
    };
    assert_eq!(owners.missing(paths, &people(), identify), missing);
}

#[test]
fn a_name_that_identifies_nobody_is_unknown_and_never_missing() {
    // Somebody with the nickname "jdoe" may have approved, or not: nobody can tell.
    let owners = CodeOwners::parse("* @jdoe @dee\ndb/ @dee\n");
    let missing = Missing {
        people: vec![vec![owner("{3}", "dee")]],
        unknown: vec![vec!["dee".into(), "jdoe".into()]],
    };
    assert_eq!(owners.missing(["a", "db/b"], &people(), identify), missing);
    assert_eq!(
        owners.missing(["db/b"], &people(), |_| None).people,
        Vec::<Vec<Owner>>::new()
    );
}

#[test]
fn nobody_stands_twice_whatever_the_file_calls_them() {
    let owners = CodeOwners::parse("a @dee @deborah\nb @eve @dee\nc @eve\n");
    let missing = owners.missing(["a"], &people(), identify);
    assert_eq!(missing.people, [[owner("{3}", "dee")]]);
    // Either of two is enough for one file, and one of them has to approve another one anyway.
    let missing = owners.missing(["b", "c"], &people(), identify);
    assert_eq!(missing.people, [[owner("{4}", "eve")]]);
    let missing = owners.missing(["c", "b"], &people(), identify);
    assert_eq!(missing.people, [[owner("{4}", "eve")]]);
}

#[test]
fn blanks_quotes_strategies_and_marks_are_read_as_people_write_them() {
    let owners = CodeOwners::parse(
        "\u{feff}* @all\n/docs/my\\ notes/ @ann\n/api/ @\"Jane Doe\" @bo\n/web/ @acme/web:random(1)\n",
    );
    assert_eq!(owners.of("x.rs"), ["@all"]);
    assert_eq!(owners.of("docs/my notes/a.md"), ["@ann"]);
    assert_eq!(owners.of("docs/my"), ["@all"]);
    assert_eq!(owners.of("api/a.rs"), ["@Jane Doe", "@bo"]);
    assert_eq!(owners.of("web/a.ts"), ["@acme/web"]);
}
