//! The next step.

use sightline_insight::readiness::{
    NamedSince, Next, ReadinessInputs, Step, WaitingOn, next, pushed_on,
};

fn named(name: &str, since: i64) -> Vec<NamedSince> {
    vec![NamedSince {
        name: name.into(),
        since,
    }]
}

fn by_author(step: Step, since: i64) -> Next {
    Next {
        step,
        holder: WaitingOn::Author,
        since,
    }
}

fn by(name: &str, since: i64) -> Next {
    Next {
        step: Step::Review,
        holder: WaitingOn::People(vec![name.into()]),
        since,
    }
}

#[test]
fn the_first_thing_in_the_way_is_the_next_step() {
    let mut facts = ReadinessInputs {
        draft_since: Some(1),
        conflicts: vec!["a.rs".into()],
        failed_builds: named("build", 3),
        bots: Vec::new(),
        changes_requested: named("bo", 9),
        open_tasks: named("rename", 5),
        open_threads: named("cy", 6),
        answered_threads: named("eve", 8),
        missing_approvals: named("dee", 7),
        approvals: Vec::new(),
        running_builds: named("slow", 8),
        unasked_owners: vec!["fay".into()],
        nothing_to_merge: true,
        behind: 0,
        pushed_on: 2,
    };
    assert_eq!(next(&facts), by_author(Step::FinishDraft, 1));
    facts.draft_since = None;
    assert_eq!(next(&facts), by_author(Step::ResolveConflicts, 2));
    facts.conflicts.clear();
    assert_eq!(next(&facts), by_author(Step::Close, 2));
    facts.nothing_to_merge = false;
    assert_eq!(next(&facts), by_author(Step::FixBuild, 3));
    facts.failed_builds.clear();
    assert_eq!(next(&facts), by_author(Step::AddressChanges, 9));
    facts.changes_requested.clear();
    assert_eq!(next(&facts), by_author(Step::ResolveTasks, 5));
    facts.open_tasks.clear();
    assert_eq!(next(&facts), by_author(Step::ResolveThreads, 6));
    facts.open_threads.clear();
    let resolve = Next {
        step: Step::ResolveThreads,
        ..by("eve", 8)
    };
    assert_eq!(next(&facts), resolve);
    facts.answered_threads.clear();
    assert_eq!(next(&facts), by("dee", 7));
    facts.missing_approvals.clear();
    assert_eq!(next(&facts), by_author(Step::FindReviewer, 2));
    facts.approvals = named("dee", 9);
    // A code owner whom nobody asked is asked by the author, and not waited for.
    assert_eq!(next(&facts), by_author(Step::FindReviewer, 9));
    facts.unasked_owners.clear();
    let builds = Next {
        step: Step::AwaitBuilds,
        holder: WaitingOn::Builds,
        since: 8,
    };
    assert_eq!(next(&facts), builds);
    facts.running_builds.clear();
    assert_eq!(next(&facts), by_author(Step::Merge, 9));
}

#[test]
fn a_newer_commit_hands_a_request_for_changes_back() {
    let facts = ReadinessInputs {
        changes_requested: named("bo", 10),
        pushed_on: 20,
        ..ReadinessInputs::default()
    };
    assert_eq!(next(&facts), by("bo", 20));
}

#[test]
fn somebody_who_holds_two_things_is_named_once() {
    let mut facts = ReadinessInputs {
        answered_threads: named("bo", 10),
        ..ReadinessInputs::default()
    };
    facts.answered_threads.extend(named("bo", 5));
    let Next { holder, since, .. } = next(&facts);
    assert_eq!((holder, since), (WaitingOn::People(vec!["bo".into()]), 5));
}

#[test]
fn the_newest_commit_came_with_the_first_update_that_has_it() {
    let updates = [
        (40, "abcdef123456"),
        (30, "abcdef123456"),
        (20, "000000"),
        (10, "abcdef"),
    ];
    assert_eq!(pushed_on(&updates, "abcdef1234567890"), Some(30));
    assert_eq!(pushed_on(&updates, "ffff"), None);
    assert_eq!(pushed_on(&[(10, "")], "ffff"), None);
}
