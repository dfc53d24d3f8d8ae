use std::collections::{BTreeMap, BTreeSet};

use sightline_sandbox::world::{EventKind, PersonId, PullRequestState};

use crate::git::SAMPLE;

/// The files of every merged pull request, as git shows them against the main branch.
fn changes() -> Vec<BTreeSet<String>> {
    let log = SAMPLE.git(&[
        "log",
        "--first-parent",
        "-m",
        "--no-renames",
        "--name-only",
        "-z",
        "--format=%x1e",
        "main",
    ]);
    log.split('\x1e')
        .map(|entry| {
            let names = entry.split(['\0', '\n']).filter(|name| !name.is_empty());
            names.map(str::to_owned).collect::<BTreeSet<_>>()
        })
        .filter(|names| !names.is_empty() && names.len() < 300)
        .collect()
}

/// Of the changes with a file of the first sort, the share that also has its partner.
fn share(of: &str, partner: impl Fn(&str) -> String) -> f64 {
    let (mut with, mut all) = (0.0, 0.0);
    for change in changes() {
        for name in change.iter().filter(|name| name.starts_with(of)) {
            all += 1.0;
            with += f64::from(u8::from(change.contains(&partner(name))));
        }
    }
    assert!(all >= 20.0, "{of}: {all}");
    with / all
}

/// One test, so that the sample is made once.
#[test]
fn who_knows_and_what_changes_together_can_be_found() {
    let claims: [fn(); 7] = [
        a_route_changes_with_its_schema_and_its_page_of_the_manual,
        a_job_changes_with_its_test,
        german_texts_follow_the_english_ones,
        a_migration_changes_the_snapshot,
        unrelated_files_do_not_change_together,
        who_reviews_a_folder_knows_it,
        an_open_one_forgot_what_changed_with_its_file_ten_times,
    ];
    claims.iter().for_each(|claim| claim());
}

fn a_route_changes_with_its_schema_and_its_page_of_the_manual() {
    let swap = |folder: &'static str, end: &'static str| {
        move |name: &str| name.replace("api/routes/", folder).replace(".rs", end)
    };
    assert!(share("api/routes/", swap("api/schema/", ".json")) > 0.75);
    assert!(share("api/routes/", swap("docs/api/", ".md")) > 0.65);
}

fn a_job_changes_with_its_test() {
    let test = |name: &str| name.replace("jobs/", "jobs/tests/test_");
    let (mut with, mut all) = (0, 0);
    for change in changes() {
        for name in change
            .iter()
            .filter(|name| name.ends_with("_run.py") && !name.contains("test"))
        {
            all += 1;
            with += usize::from(change.contains(&test(name)));
        }
    }
    assert!(all >= 20 && with * 100 > all * 70, "{with} of {all}");
}

fn german_texts_follow_the_english_ones() {
    assert!(
        share("web/src/i18n/en.json", |_| "web/src/i18n/de.json"
            .to_owned())
            > 0.8
    );
}

fn a_migration_changes_the_snapshot() {
    assert!(share("migrations/", |_| "core/schema.snapshot.sql".to_owned()) > 0.75);
}

fn unrelated_files_do_not_change_together() {
    assert!(share("api/routes/", |_| "bitbucket-pipelines.yml".to_owned()) < 0.1);
}

fn who_reviews_a_folder_knows_it() {
    let mut votes: BTreeMap<(&str, PersonId), usize> = BTreeMap::new();
    for pull in SAMPLE.pulls(PullRequestState::Merged) {
        let range = format!("{}^1..{0}", pull.merge_commit.as_deref().unwrap());
        let names = SAMPLE.git(&["diff", "--name-only", &range]);
        for folder in ["jobs/", "web/src/pages/", "deploy/"] {
            if names
                .lines()
                .any(|name| name.trim_matches('"').starts_with(folder))
            {
                let approvals = pull
                    .events
                    .iter()
                    .filter(|event| event.kind == EventKind::Approved);
                approvals.for_each(|event| *votes.entry((folder, event.by)).or_default() += 1);
            }
        }
    }
    let name = |id: PersonId| SAMPLE.world.person(id).unwrap().nickname.as_str();
    for (folder, experts) in [
        ("jobs/", ["dmbeki", "kwame", "nadia"].as_slice()),
        ("web/src/pages/", &["sofia", "yuki", "elif", "claire"]),
        ("deploy/", &["jonasl", "kwame", "tomek"]),
    ] {
        let of_folder = || votes.iter().filter(|((of, _), _)| *of == folder);
        let all: usize = of_folder().map(|(_, count)| count).sum();
        let known = of_folder().filter(|((_, by), _)| experts.contains(&name(*by)));
        let known: usize = known.map(|(_, count)| count).sum();
        assert!(known * 100 > all * 60, "{folder}: {known} of {all}");
    }
}

fn an_open_one_forgot_what_changed_with_its_file_ten_times() {
    let (route, limits) = ("api/routes/booking.rs", "deploy/limits/booking.yaml");
    let count = |paths: &[&str]| {
        let changes = changes();
        let has = |change: &&BTreeSet<String>| paths.iter().all(|path| change.contains(*path));
        changes.iter().filter(has).count()
    };
    assert_eq!((count(&[route, limits]), count(&[limits])), (10, 10));
    assert_eq!(count(&[limits, "docs/runbooks/booking-limits.md"]), 3);
    // More often than not, and lately always.
    assert!(count(&[route]) < 24, "{}", count(&[route]));
    let files = SAMPLE.files(SAMPLE.open("Let customers cancel"));
    assert!(files.iter().any(|file| file == route));
    assert!(files.iter().all(|file| !file.contains("limits")));
}
