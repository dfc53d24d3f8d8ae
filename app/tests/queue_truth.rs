//! Agreement of queue and panel: they never contradict each other, for any set of known facts.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::{Account, Activity, FileChange, PullRequest, Status, Task, Timestamp};
use serde_json::{Value, json};
use sightline_app::{
    model::{
        queue_row::{RowDetails, queue_row, row_readiness},
        readiness::{MergeReadiness, PullRequestFacts, QueryState, readiness},
        review::{Activities, ReviewQuery, Unread},
        settings::Settings,
    },
    text::queue::{unchecked, why},
};
use sightline_insight::{
    codeowners::CodeOwners,
    queue::{Row, queue},
    readiness::{Next, Step, WaitingOn},
};

const OPENED: &str = "2026-01-01T00:00:00Z";
const VOTED: &str = "2026-01-03T00:00:00Z";

/// Facts that may be read or not.
const FACTS: [ReviewQuery; 7] = [
    ReviewQuery::Files,
    ReviewQuery::Conflicts,
    ReviewQuery::Builds,
    ReviewQuery::Tasks,
    ReviewQuery::Activity,
    ReviewQuery::DefaultReviewers,
    ReviewQuery::Owners,
];
/// All of them, by bits.
const ALL: u32 = (1 << FACTS.len()) - 1;

fn time(text: &str) -> Timestamp {
    serde_json::from_value(json!(text)).unwrap()
}

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
    let mut all = vec![pull(false, &[]), pull(true, &[json!("approved")])];
    for (place, one) in votes.iter().enumerate() {
        let pairs = votes.iter().skip(place);
        all.extend(pairs.map(|other| pull(false, &[one.clone(), other.clone()])));
    }
    all
}

/// A comment on a line, or an answer to the first comment.
fn comment(id: u64, by: &str, parent: Option<u64>) -> Activity {
    let comment = json!({ "comment": {
        "id": id, "user": person(by), "created_on": VOTED, "parent": parent.map(|id| json!({ "id": id })),
        "inline": { "path": "a.rs" },
    }});
    serde_json::from_value(comment).unwrap()
}

/// Facts about a pull request.
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

/// Number of different truths.
const TRUTHS: usize = 2 * 2 * 3 * 2 * 2 * 4 * 4;

impl Truth {
    /// Each number is another combination of what there may be.
    fn new(mut number: usize) -> Self {
        let mut digit = |base| {
            let digit = number % base;
            number /= base;
            digit
        };
        let list = |values: Value, some: usize| match some {
            0 => json!([]),
            some => json!([values[some - 1]]),
        };
        let build = |state| json!({ "key": "unit", "state": state, "created_on": OPENED, "updated_on": VOTED });
        let builds = json!([build("FAILED"), build("INPROGRESS")]);
        let tasks = json!([{ "id": 1, "state": "UNRESOLVED", "content": { "raw": "do" },
                             "created_on": OPENED }]);
        let asked = comment(1, "bob", None);
        let events = [
            vec![],
            vec![asked.clone()],
            vec![comment(2, "ann", Some(1)), asked.clone()],
            vec![comment(3, "cyd", None), comment(2, "ann", Some(1)), asked],
        ];
        let owners = [
            None,
            Some("* @{bob}"),
            Some("* @{eve} @{fay}"),
            Some("* @acme/web"),
        ];
        Self {
            settings: Settings::default(),
            files: match digit(2) {
                0 => vec![FileChange::new(None, Some("a.rs".to_owned()), 1, 0)],
                _ => Vec::new(),
            },
            conflicts: serde_json::from_value(list(json!(["a.rs"]), digit(2))).unwrap(),
            builds: serde_json::from_value(list(builds, digit(3))).unwrap(),
            tasks: serde_json::from_value(list(tasks, digit(2))).unwrap(),
            defaults: serde_json::from_value(list(json!([person("dee")]), digit(2))).unwrap(),
            activity: Activities {
                events: events[digit(4)].clone(),
                unread: Unread::Nothing,
            },
            owners: owners[digit(4)].map(CodeOwners::parse),
        }
    }

    /// Facts: those whose bit is set in `known` were read, the others are missing for one reason.
    fn facts<'a>(
        &'a self,
        pull_request: &'a PullRequest,
        known: u32,
        unread: UnreadReason,
    ) -> PullRequestFacts<'a> {
        let reader = Reader { known, unread };
        PullRequestFacts {
            files: reader.state(&self.files, ReviewQuery::Files),
            conflicts: reader.state(&self.conflicts, ReviewQuery::Conflicts),
            builds: reader.state(&self.builds, ReviewQuery::Builds),
            tasks: reader.state(&self.tasks, ReviewQuery::Tasks),
            activity: reader.state(&self.activity, ReviewQuery::Activity),
            default_reviewers: reader.state(&self.defaults, ReviewQuery::DefaultReviewers),
            code_owners: reader.state(&self.owners, ReviewQuery::Owners),
            ..PullRequestFacts::listed(pull_request, &self.settings)
        }
    }
}

/// Reason why facts were not read.
#[derive(Debug, Clone, Copy)]
enum UnreadReason {
    Failed,
    Gone,
    Loading,
    NotAsked,
}

const REASONS: [UnreadReason; 4] = [
    UnreadReason::NotAsked,
    UnreadReason::Failed,
    UnreadReason::Gone,
    UnreadReason::Loading,
];

struct Reader {
    known: u32,
    unread: UnreadReason,
}

impl Reader {
    fn state<'a, T>(&self, fact: &'a T, query: ReviewQuery) -> QueryState<'a, T> {
        match self.unread {
            _ if self.known & bit(query) != 0 => QueryState::Known(fact),
            UnreadReason::Failed => QueryState::Failed,
            UnreadReason::Gone => QueryState::Gone,
            UnreadReason::Loading => QueryState::Loading,
            UnreadReason::NotAsked => QueryState::NotAsked,
        }
    }
}

fn bit(fact: ReviewQuery) -> u32 {
    match FACTS.iter().position(|other| *other == fact) {
        Some(place) => 1 << place,
        None => 0,
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

/// The claim of the words alone, without what was not checked.
fn claim(words: &str) -> &str {
    words.split_once("; ").map_or(words, |(claim, _)| claim)
}

/// Returns whether the queue's words agree with the panel's step.
fn fits(claim: &str, next: &Next) -> bool {
    let waits_for_author = next.holder == WaitingOn::Author;
    match next.step {
        Step::ResolveConflicts => claim == "Ann has to resolve 1 conflict",
        Step::FixBuild => claim == "Ann has to fix the build unit",
        Step::ResolveTasks => claim == "Ann has to do 1 open task",
        Step::AddressChanges => claim.starts_with("Ann has to address the changes that "),
        Step::ResolveThreads if waits_for_author => claim.starts_with("Ann has to resolve "),
        Step::ResolveThreads => claim == "Answered: bob can look again",
        Step::FinishDraft => claim == "Draft of Ann",
        Step::AwaitBuilds => claim.to_lowercase().contains("builds run"),
        Step::FindReviewer => {
            claim == "Nobody is asked to review it"
                || claim == "Ann has to ask a code owner for a review"
        }
        Step::Close => claim == "Ann has to close it: its target already has everything",
        Step::Merge => claim.starts_with("Approved by "),
        Step::Review => claim.contains("eview: ") || claim.contains("missing: "),
        Step::ResolveChanges => claim.starts_with("Ann has to resolve the changes that "),
    }
}

/// Step through all combinations of pull request, truth and what is known of it. It shares no factor
/// with their numbers, so any two values of two of them meet.
const STRIDE: usize = 31;

#[test]
fn with_any_facts_the_queue_says_what_the_panel_says_or_what_was_not_checked() {
    let pulls = pulls();
    let truths: Vec<Truth> = (0..TRUTHS).map(Truth::new).collect();
    let subsets = 1 << FACTS.len();
    for case in (0..pulls.len() * TRUTHS * subsets).step_by(STRIDE) {
        let mut known = u32::try_from(case % subsets).unwrap();
        if known & bit(ReviewQuery::Files) == 0 {
            // Nobody can know the owners of files that were not read.
            known &= !bit(ReviewQuery::Owners);
        }
        let truth = &truths[case / subsets % TRUTHS];
        let pull_request = &pulls[case / subsets / TRUTHS];
        let unread_for = REASONS[case % REASONS.len()];
        let panel = readiness(&truth.facts(pull_request, ALL, unread_for)).next();
        let part = readiness(&truth.facts(pull_request, known, unread_for));
        let words = words(pull_request, &part);
        assert!(
            fits(claim(&words), &part.next()),
            "{words:?} against {panel:?}, {known:b}"
        );
        // What is read is never called unchecked, and the other way around.
        let unread = part.unchecked();
        let unread = unread.iter().fold(0, |bits, fact| bits | bit(*fact));
        assert_eq!(unread & known, 0, "{words:?}, {known:b}");
        assert_eq!(unread == 0, !words.ends_with(" checked"), "{words:?}");
        // Nothing but what is called unchecked makes a difference.
        let checked = readiness(&truth.facts(pull_request, known | unread, unread_for));
        if checked.unchecked().is_empty() {
            let checked = checked.next();
            assert_eq!(
                (checked.step, &checked.holder),
                (panel.step, &panel.holder),
                "{words:?}, {known:b}"
            );
        }
        assert!(
            panel.step == Step::Merge || !words.contains("can merge"),
            "{words:?} against {panel:?}, {known:b}"
        );
        // Nobody waits for somebody who was never asked.
        let waits = |name| claim(&words).contains(name);
        assert!(!waits("dee") && !waits("{eve}"), "{words:?}, {known:b}");
    }
}

#[test]
fn a_count_of_tasks_in_the_list_stands_for_the_tasks_that_the_panel_reads() {
    for open in [0, 1] {
        for mut pull_request in pulls() {
            pull_request.task_count = Some(open);
            for (place, truth) in (0..TRUTHS).map(Truth::new).enumerate().step_by(7) {
                if truth.tasks.len() != usize::try_from(open).unwrap() {
                    continue;
                }
                let but_tasks = ALL - bit(ReviewQuery::Tasks);
                let facts = |known| truth.facts(&pull_request, known, UnreadReason::NotAsked);
                let (queue, panel) = (readiness(&facts(but_tasks)), readiness(&facts(ALL)));
                let (step, holder) = (queue.next().step, queue.next().holder);
                assert_eq!(
                    (step, holder),
                    (panel.next().step, panel.next().holder),
                    "{place}"
                );
                assert_eq!(queue.unchecked(), []);
            }
        }
    }
}

#[test]
fn a_list_of_comments_that_was_read_in_part_is_not_checked() {
    let approved = pull(false, &[json!("approved"), json!("approved")]);
    let mut truth = Truth::new(0);
    truth.activity.unread = Unread::Between(time(OPENED), time(VOTED));
    let part = readiness(&truth.facts(&approved, ALL, UnreadReason::NotAsked));
    assert_eq!(
        words(&approved, &part),
        "Approved by 2 of 2 reviewers; comments and votes not checked"
    );
    assert!(!part.is_certain());
    truth.activity.unread = Unread::VotesBefore(time(VOTED));
    let votes = readiness(&truth.facts(&approved, ALL, UnreadReason::NotAsked));
    assert_eq!(
        words(&approved, &votes),
        "Approved by 2 of 2 reviewers: Ann can merge it"
    );
}

#[test]
fn whose_turn_a_thread_is_can_be_read_in_the_queue() {
    let waiting = pull(false, &[Value::Null, Value::Null]);
    let said = |events: Vec<Activity>| {
        let mut truth = Truth::new(0);
        truth.activity.events = events;
        let all = readiness(&truth.facts(&waiting, ALL, UnreadReason::NotAsked));
        words(&waiting, &all)
    };
    let asked = comment(1, "bob", None);
    assert_eq!(
        said(vec![asked.clone()]),
        "Ann has to resolve 1 open thread"
    );
    let answer = comment(2, "ann", Some(1));
    assert_eq!(said(vec![answer, asked]), "Answered: bob can look again");
}

#[test]
fn an_approved_row_says_what_was_not_checked_before_it_says_that_it_can_be_merged() {
    let pull_request = pull(false, &[json!("approved"), json!("approved")]);
    let truth = Truth::new(0);
    let but_conflicts = ALL - bit(ReviewQuery::Conflicts);
    let but_conflicts =
        readiness(&truth.facts(&pull_request, but_conflicts, UnreadReason::NotAsked));
    assert_eq!(
        words(&pull_request, &but_conflicts),
        "Approved by 2 of 2 reviewers; conflicts not checked"
    );
    let panel = readiness(&truth.facts(&pull_request, ALL, UnreadReason::NotAsked));
    assert_eq!(
        words(&pull_request, &panel),
        "Approved by 2 of 2 reviewers: Ann can merge it"
    );
    let listed = row_readiness(&pull_request, RowDetails::default());
    assert_eq!(
        words(&pull_request, &listed),
        "Approved by 2 of 2 reviewers; not everything checked"
    );
    assert_eq!(
        unchecked(&listed).unwrap(),
        "Not checked: conflicts, changed files, builds, tasks, comments and votes, \
         default reviewers, code owners"
    );
}
