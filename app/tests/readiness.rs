//! Readiness of a pull request to merge, from what is known of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::{
    Account, AccountId, Activity, Comment, FileChange, PullRequest, Status, StatusState, Task,
    Timestamp, VoteCast,
};
use sightline_app::{
    model::{
        readiness::{Chip, MergeReadiness, Place, PullRequestFacts, QueryState, chips, readiness},
        review::{Activities, Behind, ReviewQuery, Unread},
        settings::Settings,
    },
    text::waits,
};
use sightline_insight::{
    codeowners::CodeOwners,
    readiness::{Next, Step, WaitingOn},
};

/// 2026-11-25T12:00:00Z, and days before it.
fn ago(days: i64) -> Timestamp {
    Timestamp::from_unix(1_795_608_000 - days * 86_400)
}

fn account(name: &str) -> Account {
    Account {
        uuid: Some(AccountId::new(format!("{{{name}}}"))),
        display_name: Some(name.to_owned()),
        nickname: Some(name.to_lowercase()),
        kind: Some("user".to_owned()),
        links: None,
    }
}

/// Opened five days ago by Ann; `more` goes into the object.
fn pull_request(more: &str) -> PullRequest {
    let person = |name: &str| {
        let nick = name.to_lowercase();
        format!(
            r#"{{"uuid":"{{{name}}}","display_name":"{name}","nickname":"{nick}","type":"user"}}"#
        )
    };
    let more = more
        .replace("BOB", &person("Bob"))
        .replace("CYD", &person("Cyd"));
    let text = format!(
        r#"{{"id":7,"title":"t","state":"OPEN","draft":false,"author":{},
            "source":{{"branch":{{"name":"f"}},"commit":{{"hash":"aaaaaaaaaaaa"}}}},
            "destination":{{"branch":{{"name":"main"}},"commit":{{"hash":"bbbbbbbbbbbb"}}}},
            "created_on":"{}","updated_on":"{}","comment_count":0,"task_count":2,
            "reviewers":[],"participants":[]{more}}}"#,
        person("Ann"),
        ago(5),
        ago(0),
    );
    // The last one of two members with a name counts.
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(value).unwrap()
}

const APPROVED: &str = r#","reviewers":[BOB],"participants":[{"user":BOB,"role":"REVIEWER",
    "state":"approved","participated_on":"2026-11-23T12:00:00Z"}]"#;

/// Everything was answered, and nothing found.
struct Answers {
    pull_request: PullRequest,
    settings: Settings,
    files: Vec<FileChange>,
    activity: Activities,
    builds: Vec<Status>,
    tasks: Vec<Task>,
    conflicts: Vec<String>,
    behind: Behind,
    default_reviewers: Vec<Account>,
    code_owners: Option<CodeOwners>,
}

impl Answers {
    fn about(pull_request: PullRequest) -> Self {
        Self {
            pull_request,
            settings: Settings::default(),
            files: vec![FileChange::new(None, Some("api/a.rs".to_owned()), 1, 0)],
            activity: Activities::default(),
            builds: Vec::new(),
            tasks: Vec::new(),
            conflicts: Vec::new(),
            behind: Behind::Exactly(0),
            default_reviewers: Vec::new(),
            code_owners: None,
        }
    }

    fn facts(&self) -> PullRequestFacts<'_> {
        PullRequestFacts {
            files: QueryState::Known(&self.files),
            activity: QueryState::Known(&self.activity),
            builds: QueryState::Known(&self.builds),
            tasks: QueryState::Known(&self.tasks),
            conflicts: QueryState::Known(&self.conflicts),
            behind: QueryState::Known(&self.behind),
            default_reviewers: QueryState::Known(&self.default_reviewers),
            code_owners: QueryState::Known(&self.code_owners),
            ..PullRequestFacts::listed(&self.pull_request, &self.settings)
        }
    }
}

fn next(step: Step, holder: WaitingOn, since: Timestamp) -> Next {
    Next {
        step,
        holder,
        since: since.unix(),
    }
}

fn status(name: &str, state: StatusState, url: &str) -> Status {
    Status {
        key: None,
        name: Some(name.to_owned()),
        state,
        url: Some(url.to_owned()),
        created_on: ago(2),
        updated_on: ago(1),
    }
}

#[test]
fn what_is_approved_and_known_is_ready() {
    let answers = Answers::about(pull_request(APPROVED));
    let readiness = readiness(&answers.facts());
    assert_eq!(
        readiness.next(),
        next(Step::Merge, WaitingOn::Author, ago(2))
    );
    assert!(readiness.is_certain());
    assert_eq!(
        waits::line(&readiness, &answers.pull_request),
        "Ready to merge"
    );
    assert_eq!(chips(&readiness), [Chip::Approvals]);
}

#[test]
fn what_is_not_known_is_said_and_leaves_it_uncertain() {
    let answers = Answers::about(pull_request(APPROVED));
    let readiness = readiness(&PullRequestFacts {
        builds: QueryState::Loading,
        conflicts: QueryState::Gone,
        default_reviewers: QueryState::Failed,
        ..answers.facts()
    });
    assert_eq!(readiness.loading, [ReviewQuery::Builds]);
    assert_eq!(readiness.gone, [ReviewQuery::Conflicts]);
    assert_eq!(readiness.failed, [ReviewQuery::DefaultReviewers]);
    assert!(!readiness.is_certain());
    assert_eq!(
        waits::line(&readiness, &answers.pull_request),
        "Ready to merge, as far as is known"
    );
}

#[test]
fn a_list_says_less_and_says_so() {
    // The list tells that two tasks are open and when it was updated, and not since when.
    let (pull_request, settings) = (pull_request(APPROVED), Settings::default());
    let readiness = readiness(&PullRequestFacts::listed(&pull_request, &settings));
    assert_eq!(
        readiness.next(),
        next(Step::ResolveTasks, WaitingOn::Author, ago(0))
    );
    assert_eq!(readiness.not_asked.len(), 8);
    assert!(readiness.loading.is_empty() && readiness.failed.is_empty());
    assert!(!readiness.is_certain());
}

#[test]
fn a_push_answers_a_request_for_changes_wherever_it_is_told_of() {
    let pull_request = pull_request(
        r#","task_count":0,"reviewers":[BOB],"participants":[{"user":BOB,"role":"REVIEWER",
           "state":"changes_requested","participated_on":"2026-11-23T12:00:00Z"}]"#,
    );
    let settings = Settings::default();
    let pushed = |days: Option<i64>| {
        let events = days.map(|days| {
            let text = format!(
                r#"{{"update":{{"date":"{}","state":"OPEN","source":{{"commit":{{"hash":"aaaaaaaaaaaa"}}}}}}}}"#,
                ago(days)
            );
            serde_json::from_str(&text).unwrap()
        });
        let activity = Activities {
            events: events.into_iter().collect(),
            unread: Unread::Nothing,
        };
        readiness(&PullRequestFacts {
            activity: QueryState::Known(&activity),
            ..PullRequestFacts::listed(&pull_request, &settings)
        })
        .next()
    };
    assert_eq!(
        pushed(None),
        next(Step::AddressChanges, WaitingOn::Author, ago(2))
    );
    let bob = WaitingOn::People(vec!["{Bob}".to_owned()]);
    assert_eq!(pushed(Some(1)), next(Step::Review, bob, ago(1)));
}

#[test]
fn builds_lead_to_the_web_and_to_no_script() {
    let mut answers = Answers::about(pull_request(APPROVED));
    answers.builds = vec![
        status("lint", StatusState::Failed, "https://ci.example/1"),
        status("test", StatusState::Stopped, "javascript:alert(1)"),
        status("docs", StatusState::Successful, "https://ci.example/3"),
        status("new", StatusState::Other("NEW".to_owned()), ""),
    ];
    let readiness = readiness(&answers.facts());
    let chips = chips(&readiness);
    let places: Vec<Place<'_>> = chips.iter().map(Chip::place).collect();
    assert_eq!(
        places,
        [
            Place::Web("https://ci.example/1"),
            Place::Commits,
            Place::Commits,
            Place::Overview,
        ]
    );
    assert_eq!(readiness.passed, 1);
    assert_eq!(
        waits::line(&readiness, &answers.pull_request),
        "Waits for Ann to fix the builds lint and test"
    );
}

/// Usernames of the team, each with an account.
const USERNAMES: &str = r#"{"owners":{"dee":"{Dee}","Eve":"{Eve}","@fay":"{Fay}","bob":"{Bob}",
    "robert":"{Bob}"}}"#;

#[test]
fn somebody_who_was_never_asked_is_not_waited_for() {
    let mut answers = Answers::about(pull_request(r#","reviewers":[BOB,CYD]"#));
    answers.settings = Settings::parse(USERNAMES).unwrap();
    answers.default_reviewers = vec![account("Ann"), account("Bob"), account("Dee")];
    let file = "*.rs @dee @eve\napi/ @eve @fay\n";
    answers.code_owners = Some(CodeOwners::parse(file));
    let waiting = readiness(&answers.facts());
    let people = vec!["{Bob}".to_owned(), "{Cyd}".to_owned()];
    // Two days of five, or more: those who are asked since the opening.
    let review = next(Step::Review, WaitingOn::People(people), ago(5));
    assert_eq!(waiting.next(), review);
    assert_eq!(names(&waiting), ["Bob", "Cyd"]);
    // The last rule counts, so Dee is to be asked as a default reviewer alone.
    assert_eq!(
        waits::not_asked(&waiting).unwrap(),
        "Not asked yet: Dee (default reviewer), eve or fay (code owner)"
    );
}

#[test]
fn a_default_reviewer_who_was_not_asked_is_named_and_an_owner_is_asked_by_the_author() {
    let mut answers = Answers::about(pull_request(APPROVED));
    answers.settings = Settings::parse(USERNAMES).unwrap();
    answers.default_reviewers = vec![account("Dee")];
    let line = |answers: &Answers| {
        let readiness = readiness(&answers.facts());
        let line = waits::line(&readiness, &answers.pull_request);
        (line, waits::not_asked(&readiness).unwrap())
    };
    let (ready, not_asked) = line(&answers);
    assert_eq!(ready, "Ready to merge");
    assert_eq!(not_asked, "Not asked yet: Dee (default reviewer)");
    answers.code_owners = Some(CodeOwners::parse("* @eve"));
    let (ask, not_asked) = line(&answers);
    assert_eq!(ask, "Waits for Ann to ask a code owner for a review");
    assert_eq!(
        not_asked,
        "Not asked yet: Dee (default reviewer), eve (code owner)"
    );
}

#[test]
fn nobody_stands_twice_however_many_ask_for_them() {
    let mut answers = Answers::about(pull_request(r#","reviewers":[BOB,CYD]"#));
    answers.settings = Settings::parse(USERNAMES).unwrap();
    answers.default_reviewers = vec![account("Dee")];
    answers.code_owners = Some(CodeOwners::parse("* @robert @bob\napi/ @{Bob}"));
    let asked = readiness(&answers.facts());
    assert_eq!(names(&asked), ["Bob", "Cyd"]);
    assert_eq!(
        waits::not_asked(&asked).unwrap(),
        "Not asked yet: Dee (default reviewer)"
    );
    answers.code_owners = Some(CodeOwners::parse("* @dee @{Dee}"));
    assert_eq!(
        waits::not_asked(&readiness(&answers.facts())).unwrap(),
        "Not asked yet: Dee (default reviewer)"
    );
}

#[test]
fn a_nickname_identifies_nobody_so_the_owner_is_not_known_and_not_missing() {
    let jane = r#"{"uuid":"{7}","display_name":"Jane Doe","nickname":"jdoe","type":"user"}"#;
    let approved = APPROVED.replace("BOB", jane);
    let mut answers = Answers::about(pull_request(&approved));
    answers.code_owners = Some(CodeOwners::parse("* @jdoe"));
    let unknown = readiness(&answers.facts());
    assert_eq!(unknown.next().step, Step::Merge);
    assert!(unknown.unasked.is_empty() && unknown.inputs.unasked_owners.is_empty());
    let line = |answers: &Answers, readiness: &MergeReadiness| {
        waits::line(readiness, &answers.pull_request)
    };
    assert_eq!(
        line(&answers, &unknown),
        "Ready to merge, as far as is known"
    );
    let chips: Vec<String> = chips(&unknown)
        .iter()
        .map(|chip| waits::chip(chip, &unknown, &answers.pull_request))
        .collect();
    assert_eq!(
        chips,
        ["Approved by Jane Doe", "Code owners not known: jdoe"]
    );
    answers.settings = Settings::parse(r#"{"owners":{"jdoe":"{7}"}}"#).unwrap();
    let known = readiness(&answers.facts());
    assert_eq!(line(&answers, &known), "Ready to merge");
    answers.settings = Settings::default();
    answers.code_owners = Some(CodeOwners::parse("* @{7}"));
    let known = readiness(&answers.facts());
    assert_eq!(line(&answers, &known), "Ready to merge");
}

#[test]
fn what_its_target_already_has_is_closed_by_its_author() {
    let mut answers = Answers::about(pull_request(APPROVED));
    answers.files.clear();
    answers.default_reviewers = vec![account("Dee")];
    let readiness = readiness(&answers.facts());
    assert_eq!(
        readiness.next(),
        next(Step::Close, WaitingOn::Author, ago(5))
    );
    assert_eq!(
        waits::line(&readiness, &answers.pull_request),
        "Waits for Ann to close it: its target already has everything"
    );
    assert_eq!(
        waits::not_asked(&readiness),
        None,
        "there is nothing to review"
    );
}

#[test]
fn nobody_waits_for_a_bot_and_a_bot_asks_nobody() {
    let bot = r#","task_count":0,"author":{"uuid":"{r}","display_name":"Robot","type":"app_user"}"#;
    let mut answers = Answers::about(pull_request(bot));
    let line = |answers: &Answers| {
        let readiness = readiness(&answers.facts());
        waits::line(&readiness, &answers.pull_request)
    };
    assert_eq!(
        line(&answers),
        "Opened by a bot; nobody is asked to review it"
    );
    answers.builds = vec![status("lint", StatusState::Failed, "")];
    assert_eq!(line(&answers), "Waits for somebody to fix the build lint");
    // A bot that the team lists is no default reviewer.
    let mut answers = Answers::about(pull_request(APPROVED));
    answers.settings = Settings::parse(r#"{"bots":["Dee"]}"#).unwrap();
    answers.default_reviewers = vec![account("Dee")];
    assert_eq!(waits::not_asked(&readiness(&answers.facts())), None);
}

/// Names of those whose approval is missing.
fn names(readiness: &MergeReadiness) -> Vec<String> {
    let missing = readiness.inputs.missing_approvals.iter();
    let names = missing.map(|one| readiness.people.get(&one.name).unwrap().clone().unwrap());
    names.collect()
}

#[test]
fn code_owners_are_those_of_files_that_may_be_missing() {
    let mut answers = Answers::about(pull_request(APPROVED));
    answers.code_owners = Some(CodeOwners::parse("* @eve"));
    let with = |files, conflicts| {
        readiness(&PullRequestFacts {
            files,
            conflicts,
            ..answers.facts()
        })
    };
    let none = QueryState::Known(&answers.conflicts);
    assert_eq!(
        with(QueryState::Loading, none).loading,
        [ReviewQuery::Files, ReviewQuery::Owners]
    );
    let none = QueryState::Known(&answers.conflicts);
    let failed = with(QueryState::Failed, none).failed;
    assert_eq!(failed, [ReviewQuery::Files, ReviewQuery::Owners]);
    let gone = with(QueryState::Failed, QueryState::Gone);
    assert_eq!(
        gone.gone,
        [
            ReviewQuery::Conflicts,
            ReviewQuery::Files,
            ReviewQuery::Owners
        ]
    );
    assert_eq!(gone.failed, []);
}

#[test]
fn threads_wait_for_the_author_until_they_are_answered() {
    let said = |id, by: &str, days, parent: Option<u64>| {
        let parent = parent.map_or("null".to_owned(), |id| format!(r#"{{"id":{id}}}"#));
        let text = format!(
            r#"{{"id":{id},"created_on":"{}","parent":{parent},"inline":{{"path":"a"}},
                "user":{{"uuid":"{{{by}}}","display_name":"{by}","type":"user"}}}}"#,
            ago(days)
        );
        let comment: Comment = serde_json::from_str(&text).unwrap();
        Activity {
            comment: Some(comment),
            ..Activity::default()
        }
    };
    let mut answers = Answers::about(pull_request(APPROVED));
    answers.activity.events = vec![said(12, "Bob", 3, None)];
    let line = |answers: &Answers| {
        let readiness = readiness(&answers.facts());
        waits::line(&readiness, &answers.pull_request)
    };
    assert_eq!(line(&answers), "Waits for Ann to resolve 1 open thread");
    answers.activity.unread = Unread::Between(ago(4), ago(3));
    assert_eq!(
        line(&answers),
        "Waits for Ann to resolve at least 1 open thread"
    );
    answers
        .activity
        .events
        .insert(0, said(13, "Ann", 1, Some(12)));
    assert_eq!(
        line(&answers),
        "Waits for Bob to look at the answers in at least 1 open thread"
    );
}

#[test]
fn the_activity_knows_best_when_somebody_voted() {
    let mut answers = Answers::about(pull_request(APPROVED));
    let approval = VoteCast {
        date: ago(4),
        user: Some(account("Bob")),
    };
    answers.activity.events = vec![Activity {
        approval: Some(approval),
        ..Activity::default()
    }];
    let next = readiness(&answers.facts()).next();
    assert_eq!(next.since, ago(4).unix());
}

#[test]
fn what_is_closed_waits_for_nothing() {
    let merged = pull_request(&format!(r#","state":"MERGED"{APPROVED}"#));
    let answers = Answers::about(merged);
    let readiness = readiness(&PullRequestFacts {
        builds: QueryState::Closed,
        tasks: QueryState::Closed,
        conflicts: QueryState::Closed,
        behind: QueryState::Closed,
        default_reviewers: QueryState::Closed,
        code_owners: QueryState::Closed,
        ..answers.facts()
    });
    assert_eq!(waits::line(&readiness, &answers.pull_request), "Merged");
    assert_eq!(chips(&readiness), [Chip::Approvals]);
    assert!(readiness.is_certain());
}
