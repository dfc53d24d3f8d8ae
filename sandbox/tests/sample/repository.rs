use std::collections::BTreeSet;

use sightline_sandbox::{
    fast_import::MakeError,
    sample,
    world::{PersonKind, PullRequestState},
};

use crate::git::{SAMPLE, Sample, now};

#[test]
fn same_seed_gives_same_hashes_and_another_seed_others() {
    let (again, other) = (Sample::of(1), Sample::of(2));
    let head = |sample: &Sample| sample.git(&["show-ref"]);
    assert_eq!(head(&SAMPLE), head(&again));
    assert_ne!(head(&SAMPLE), head(&other));
    assert_eq!(
        format!("{:?}", SAMPLE.world.people),
        format!("{:?}", again.world.people)
    );
    assert_eq!(
        format!("{:?}", SAMPLE.world.pull_requests),
        format!("{:?}", again.world.pull_requests),
    );
}

#[test]
fn a_folder_in_use_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine"), "").unwrap();
    let refused = sample::build(folder.path(), 1, now()).unwrap_err();
    assert_eq!(refused, MakeError::NotEmpty);
}

/// One test, so that the sample is made once.
#[test]
fn git_and_the_world_agree() {
    let claims: [fn(); 6] = [
        git_finds_nothing_wrong,
        as_many_pull_requests_and_people_as_promised,
        only_open_pull_requests_keep_their_branch,
        merge_commits_say_what_they_merged_in_bitbuckets_form,
        every_side_of_every_pull_request_is_a_commit,
        files_of_every_sort_are_there,
    ];
    claims.iter().for_each(|claim| claim());
}

fn git_finds_nothing_wrong() {
    SAMPLE.git(&["fsck", "--strict", "--full"]);
}

fn as_many_pull_requests_and_people_as_promised() {
    assert_eq!(SAMPLE.pulls(PullRequestState::Merged).count(), 410);
    assert_eq!(SAMPLE.pulls(PullRequestState::Open).count(), 25);
    assert_eq!(SAMPLE.pulls(PullRequestState::Declined).count(), 3);
    let people = &SAMPLE.world.people;
    assert_eq!(
        people
            .iter()
            .filter(|person| person.kind == PersonKind::User)
            .count(),
        12
    );
    assert_eq!(
        people
            .iter()
            .filter(|person| person.kind == PersonKind::App)
            .count(),
        1
    );
    assert_eq!(SAMPLE.world.default_reviewers.len(), 2);
}

fn only_open_pull_requests_keep_their_branch() {
    let refs = SAMPLE.git(&["for-each-ref", "--format=%(refname:short) %(objectname)"]);
    let mut expected: BTreeSet<String> = SAMPLE
        .pulls(PullRequestState::Open)
        .map(|pull| format!("{} {}", pull.source.branch, pull.source.commit))
        .collect();
    expected.insert(format!(
        "main {}",
        SAMPLE.git(&["rev-parse", "main"]).trim()
    ));
    assert_eq!(
        refs.lines().map(str::to_owned).collect::<BTreeSet<_>>(),
        expected
    );
}

fn merge_commits_say_what_they_merged_in_bitbuckets_form() {
    let log = SAMPLE.git(&[
        "log",
        "--first-parent",
        "--format=%H%x1f%P%x1f%B%x1e",
        "main",
    ]);
    let mut found = 0;
    for entry in log
        .split('\x1e')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
    {
        let [hash, parents, message] = entry.split('\x1f').collect::<Vec<_>>()[..] else {
            panic!("{entry}");
        };
        let Some(rest) = message.strip_prefix("Merged in ") else {
            continue;
        };
        let (branch, rest) = rest.split_once(" (pull request #").unwrap();
        let (number, rest) = rest.split_once(")\n\n").unwrap();
        let pull = SAMPLE.world.pull_request(number.parse().unwrap()).unwrap();
        assert_eq!(pull.merge_commit.as_deref(), Some(hash));
        assert_eq!(
            parents,
            format!("{} {}", pull.destination.commit, pull.source.commit)
        );
        assert_eq!(pull.source.branch, branch);
        assert_eq!(rest.lines().next(), Some(pull.title.as_str()));
        assert!(
            rest.lines().any(|line| line.starts_with("Approved-by: ")),
            "{message}"
        );
        found += 1;
    }
    assert_eq!(found, 410);
}

fn every_side_of_every_pull_request_is_a_commit() {
    let known: BTreeSet<String> = SAMPLE
        .git(&[
            "cat-file",
            "--batch-all-objects",
            "--batch-check=%(objectname) %(objecttype)",
        ])
        .lines()
        .filter_map(|line| line.strip_suffix(" commit").map(str::to_owned))
        .collect();
    for pull in &SAMPLE.world.pull_requests {
        assert!(known.contains(&pull.source.commit), "#{}", pull.id);
        assert!(known.contains(&pull.destination.commit), "#{}", pull.id);
        assert!(
            SAMPLE.world.statuses.contains_key(&pull.source.commit),
            "#{}",
            pull.id
        );
    }
}

fn files_of_every_sort_are_there() {
    let names = SAMPLE.git(&["ls-tree", "-r", "-z", "--name-only", "main"]);
    let names: Vec<&str> = names.split_terminator('\0').collect();
    assert!(names.len() > 300, "{}", names.len());
    assert!(names.iter().any(|name| name.contains(' ')));
    assert!(names.iter().any(|name| !name.is_ascii()));
    assert!(names.contains(&"Cargo.lock"));
    assert!(names.contains(&".bitbucket/CODEOWNERS"));
    let settings = SAMPLE.git(&["show", "main:.bitbucket/sightline.json"]);
    let settings: serde_json::Value = serde_json::from_str(&settings).unwrap();
    let owners = SAMPLE.git(&["show", "main:.bitbucket/CODEOWNERS"]);
    let owners = owners
        .split_whitespace()
        .filter_map(|word| word.strip_prefix('@'));
    for name in owners {
        let person = SAMPLE.world.people.iter().find(|one| one.nickname == name);
        let id = &settings["owners"][name];
        assert_eq!(id.as_str(), person.map(|one| one.uuid.as_str()), "{name}");
    }
    let binary = SAMPLE.git(&[
        "log",
        "--numstat",
        "--format=",
        "main",
        "--",
        "jobs/fixtures/rates.bin",
    ]);
    assert!(binary.contains("-\t-\tjobs/fixtures/rates.bin"), "{binary}");
    let renames = SAMPLE.git(&[
        "log",
        "-M",
        "--diff-filter=R",
        "--name-status",
        "--format=",
        "main",
    ]);
    assert!(renames.lines().count() >= 3, "{renames}");
}
