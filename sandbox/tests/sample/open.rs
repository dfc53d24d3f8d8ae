use std::collections::BTreeSet;

use sightline_sandbox::world::{
    BuildState, EventKind, PersonKind, PullRequest, PullRequestState, TaskState,
};

use crate::git::{SAMPLE, now};

/// Titles of those that somebody else's merge has got in the way of.
const CONFLICTING: [&str; 4] = [
    "Lower the fuel surcharge",
    "Scale the API",
    "Round half cents",
    "Describe key rotation",
];
const READY: [&str; 3] = [
    "Round amounts to whole cents",
    "Show the closing time",
    "Page through the events",
];

fn hours_old(pull: &PullRequest) -> i64 {
    (now().as_second() - pull.created_on.as_second()) / 3_600
}

fn all_approved(pull: &PullRequest) -> bool {
    pull.reviewers.iter().all(|reviewer| {
        let approves = |event: &&sightline_sandbox::world::Event| {
            event.by == *reviewer && event.kind == EventKind::Approved
        };
        pull.events.iter().any(|event| approves(&event))
    })
}

/// One test, so that the sample is made once.
#[test]
fn every_situation_is_open_somewhere() {
    let claims: [fn(); 11] = [
        conflicts_are_conflicts_for_git_too,
        what_is_ready_is_approved_built_and_merges,
        most_of_what_is_open_merges,
        two_change_the_same_line,
        several_touch_the_same_files,
        one_changes_nothing_although_it_has_commits,
        one_is_huge,
        a_title_holds_markup_and_quotes,
        there_are_drafts_bad_builds_wishes_tasks_and_threads,
        some_are_stale_and_some_are_minutes_old,
        inline_comments_stand_on_lines_that_exist,
    ];
    claims.iter().for_each(|claim| claim());
}

fn conflicts_are_conflicts_for_git_too() {
    for title in CONFLICTING {
        assert!(!SAMPLE.merges(SAMPLE.open(title)), "{title}");
    }
}

fn what_is_ready_is_approved_built_and_merges() {
    for title in READY {
        let pull = SAMPLE.open(title);
        assert!(SAMPLE.merges(pull), "{title}");
        assert!(all_approved(pull), "{title}");
        let builds = &SAMPLE.world.statuses[&pull.source.commit];
        assert!(
            builds
                .iter()
                .all(|build| build.state == BuildState::Successful),
            "{title}"
        );
    }
}

fn most_of_what_is_open_merges() {
    let stuck: Vec<_> = SAMPLE
        .pulls(PullRequestState::Open)
        .filter(|pull| !SAMPLE.merges(pull))
        .map(|pull| pull.title.as_str())
        .collect();
    assert!((4..=9).contains(&stuck.len()), "{stuck:?}");
}

fn two_change_the_same_line() {
    let line = |title: &str| {
        let pull = SAMPLE.open(title);
        let range = format!("{}...{}", pull.destination.commit, pull.source.commit);
        let diff = SAMPLE.git(&["diff", "-U0", &range, "--", "core/quote/surcharge.rs"]);
        let changed = |line: &&str| line.starts_with("-pub const BUNKER");
        diff.lines().find(changed).map(str::to_owned)
    };
    let first = line("Index the bunker surcharge");
    assert!(first.is_some());
    assert_eq!(first, line("Charge bunker fuel by route"));
}

fn several_touch_the_same_files() {
    let files = |title| {
        SAMPLE
            .files(SAMPLE.open(title))
            .into_iter()
            .collect::<BTreeSet<_>>()
    };
    let (cancel, list) = (
        files("Let customers cancel"),
        files("Speed up the booking list"),
    );
    assert!(cancel.contains("api/routes/booking.rs"));
    assert!(cancel.intersection(&list).count() >= 1);
}

fn one_changes_nothing_although_it_has_commits() {
    let pull = SAMPLE.open("Log rejected payments");
    assert_eq!(SAMPLE.files(pull), Vec::<String>::new());
    let range = format!("{}..{}", pull.destination.commit, pull.source.commit);
    assert_eq!(SAMPLE.git(&["rev-list", "--count", &range]).trim(), "2");
}

fn one_is_huge() {
    let pull = SAMPLE.open("Put the copyright notice");
    assert!(
        SAMPLE.files(pull).len() > 200,
        "{}",
        SAMPLE.files(pull).len()
    );
}

fn a_title_holds_markup_and_quotes() {
    let pull = SAMPLE.open("Escape");
    assert!(
        pull.title.contains("<script>") && pull.title.contains('"') && pull.title.contains('\'')
    );
}

fn there_are_drafts_bad_builds_wishes_tasks_and_threads() {
    let open: Vec<_> = SAMPLE.pulls(PullRequestState::Open).collect();
    let builds = |state| {
        let has = |pull: &&&PullRequest| {
            let builds = &SAMPLE.world.statuses[&pull.source.commit];
            builds.iter().any(|build| build.state == state)
        };
        open.iter().filter(has).count()
    };
    let author_kind = |pull: &PullRequest| SAMPLE.world.person(pull.author).unwrap().kind;
    assert!(open.iter().filter(|pull| pull.draft).count() >= 2);
    assert!(builds(BuildState::Failed) >= 2);
    assert!(builds(BuildState::InProgress) >= 1);
    assert!(open.iter().any(|pull| author_kind(pull) == PersonKind::App));
    assert!(open.iter().any(|pull| {
        pull.events
            .iter()
            .any(|event| event.kind == EventKind::ChangesRequested)
    }));
    assert!(open.iter().any(|pull| {
        pull.tasks
            .iter()
            .filter(|task| task.state == TaskState::Unresolved)
            .count()
            == 2
    }));
    assert!(open.iter().any(|pull| {
        let open_threads = pull.comments.iter().filter(|comment| {
            comment.parent.is_none() && comment.inline.is_some() && comment.resolved.is_none()
        });
        open_threads.count() >= 2
    }));
}

fn some_are_stale_and_some_are_minutes_old() {
    let ages: Vec<i64> = SAMPLE
        .pulls(PullRequestState::Open)
        .map(hours_old)
        .collect();
    assert!(ages.iter().filter(|hours| **hours >= 60 * 24).count() >= 2);
    assert!(ages.iter().filter(|hours| **hours < 1).count() >= 2);
    let stale = SAMPLE.open("Split customs permits");
    let range = format!("{}..{}", stale.source.commit, stale.destination.commit);
    let behind: u32 = SAMPLE
        .git(&["rev-list", "--first-parent", "--count", &range])
        .trim()
        .parse()
        .unwrap();
    assert!(behind > 50, "{behind}");
}

fn inline_comments_stand_on_lines_that_exist() {
    let mut seen = 0;
    for pull in SAMPLE.pulls(PullRequestState::Open) {
        for inline in pull
            .comments
            .iter()
            .filter_map(|comment| comment.inline.as_ref())
        {
            let text = SAMPLE.git(&["show", &format!("{}:{}", pull.source.commit, inline.path)]);
            let lines = u64::try_from(text.lines().count()).unwrap();
            assert!((1..=lines).contains(&inline.to), "{inline:?} of {lines}");
            seen += 1;
        }
    }
    assert!(seen >= 10, "{seen}");
}
