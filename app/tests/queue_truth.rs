//! Queue and panel never contradict each other, whichever facts are known.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::{Account, FileChange, PullRequest, Status, Task};
use serde_json::{Value, json};
use sightline_app::{
    model::{
        queue_row::{RowDetails, queue_row, row_readiness},
        readiness::{MergeReadiness, PullRequestFacts, QueryState, readiness},
        review::Activities,
        settings::Settings,
    },
    text::queue::why,
};
use sightline_insight::{
    codeowners::CodeOwners,
    queue::{Row, queue},
    readiness::Step,
};

const OPENED: &str = "2026-01-01T00:00:00Z";
const VOTED: &str = "2026-01-03T00:00:00Z";

/// Facts that may be read or not: conflicts, builds, tasks, activity, default reviewers, owners.
const FACTS: u32 = 6;

fn person(name: &str) -> Value {
    json!({ "uuid": format!("{{{name}}}"), "display_name": name, "type": "user" })
}

/// Opened by Ann, reviewed by Bob and Cyd as `votes` say.
fn pull(draft: bool, votes: &[Value]) -> PullRequest {
    let people = ["bob", "cyd"].into_iter().zip(votes);
    let participants: Vec<Value> = people
        .map(|(name, vote)| {
            json!({ "user": person(name), "role": "REVIEWER", "state": vote,
                    "participated_on": VOTED })
        })
        .collect();
    let pull = json!({
        "id": 7, "title": "t", "state": "OPEN", "draft": draft, "author": person("ann"),
        "created_on": OPENED, "updated_on": VOTED, "task_count": null,
        "source": { "branch": { "name": "f" } }, "destination": { "branch": { "name": "main" } },
        "reviewers": [], "participants": participants,
    });
    serde_json::from_value(pull).unwrap()
}

fn pulls() -> Vec<PullRequest> {
    let votes = [Value::Null, json!("approved"), json!("changes_requested")];
    let pairs = votes
        .iter()
        .flat_map(|one| votes.iter().map(|other| vec![one.clone(), other.clone()]));
    let mut all = vec![pull(false, &[]), pull(true, &[json!("approved")])];
    all.extend(pairs.map(|pair| pull(false, &pair)));
    all
}

/// Facts about a pull request, each by a bit of a number.
struct Truth {
    settings: Settings,
    files: Vec<FileChange>,
    activity: Activities,
    conflicts: Vec<String>,
    builds: Vec<Status>,
    tasks: Vec<Task>,
    defaults: Vec<Account>,
    owners: Option<CodeOwners>,
}

impl Truth {
    fn new(bits: u32) -> Self {
        let state = match bits & 4 {
            0 => "FAILED",
            _ => "INPROGRESS",
        };
        let build = json!({ "key": "unit", "state": state, "created_on": OPENED,
                            "updated_on": VOTED });
        let task = json!({ "id": 1, "state": "UNRESOLVED", "content": { "raw": "do" },
                           "created_on": OPENED });
        let list = |bit: u32, value: Value| match bits & bit {
            0 => json!([]),
            _ => json!([value]),
        };
        Self {
            settings: Settings::default(),
            files: vec![FileChange::new(None, Some("a.rs".to_owned()), 1, 0)],
            activity: Activities::default(),
            conflicts: serde_json::from_value(list(1, json!("a.rs"))).unwrap(),
            builds: serde_json::from_value(list(2, build)).unwrap(),
            tasks: serde_json::from_value(list(8, task)).unwrap(),
            defaults: serde_json::from_value(list(16, person("dee"))).unwrap(),
            owners: None,
        }
    }

    /// The facts of which `known` says, by bits, that they were read.
    fn facts<'a>(&'a self, pull_request: &'a PullRequest, known: u32) -> PullRequestFacts<'a> {
        fn state<T>(fact: &T, is_known: bool) -> QueryState<'_, T> {
            match is_known {
                true => QueryState::Known(fact),
                false => QueryState::NotAsked,
            }
        }
        let is = |bit: u32| known & (1 << bit) != 0;
        PullRequestFacts {
            files: QueryState::Known(&self.files),
            conflicts: state(&self.conflicts, is(0)),
            builds: state(&self.builds, is(1)),
            tasks: state(&self.tasks, is(2)),
            activity: state(&self.activity, is(3)),
            default_reviewers: state(&self.defaults, is(4)),
            code_owners: state(&self.owners, is(5)),
            ..PullRequestFacts::listed(pull_request, &self.settings)
        }
    }
}

/// The queue's words from what is known.
fn words(pull_request: &PullRequest, readiness: &MergeReadiness) -> String {
    let row = Row {
        facts: readiness.inputs.clone(),
        ..queue_row(pull_request, RowDetails::default())
    };
    let placed = queue(&[row], None);
    why(&placed[0], readiness, "Ann")
}

#[test]
fn with_any_facts_the_queue_says_what_the_panel_says_or_what_was_not_checked() {
    let all = (1 << FACTS) - 1;
    for pull_request in pulls() {
        for truth in (0..32).map(Truth::new) {
            let panel = readiness(&truth.facts(&pull_request, all));
            for known in 0..=all {
                let part = readiness(&truth.facts(&pull_request, known));
                let words = words(&pull_request, &part);
                let (said, right) = (part.next(), panel.next());
                let agrees = (said.step, &said.holder) == (right.step, &right.holder);
                assert!(
                    agrees || words.ends_with(" not checked"),
                    "{words:?} against {right:?}, {known:b}"
                );
                assert!(
                    right.step == Step::Merge || !words.contains("can merge"),
                    "{words:?} against {right:?}, {known:b}"
                );
                if known == all {
                    assert!(!words.contains("not checked"), "{words:?}");
                }
            }
        }
    }
}

#[test]
fn an_approved_row_says_what_was_not_checked_before_it_says_that_it_can_be_merged() {
    let pull_request = pull(false, &[json!("approved"), json!("approved")]);
    let truth = Truth::new(0);
    let all = (1 << FACTS) - 1;
    let but_conflicts = readiness(&truth.facts(&pull_request, all - 1));
    assert_eq!(
        words(&pull_request, &but_conflicts),
        "Approved by 2 of 2 reviewers; conflicts not checked"
    );
    let panel = readiness(&truth.facts(&pull_request, all));
    assert_eq!(
        words(&pull_request, &panel),
        "Approved by 2 of 2 reviewers: Ann can merge it"
    );
    let listed = row_readiness(&pull_request, RowDetails::default());
    assert_eq!(
        words(&pull_request, &listed),
        "Approved by 2 of 2 reviewers; conflicts, builds, tasks, comments and votes, \
         default reviewers, code owners not checked"
    );
}
