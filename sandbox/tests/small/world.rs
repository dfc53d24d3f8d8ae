//! People and pull requests around the small repository.

use std::{collections::BTreeMap, path::Path};

use jiff::{SignedDuration, Timestamp};
use sightline_sandbox::world::{
    BuildState, BuildStatus, Comment, CommentId, Event, EventKind, Inline, Person, PersonId,
    PersonKind, PullRequest, PullRequestState, Repository, Role, Side, Task, TaskState, Workspace,
    World,
};

use super::Commits;

pub(super) const ANN: PersonId = PersonId(0);
pub(crate) const BO: PersonId = PersonId(1);
pub(super) const CY: PersonId = PersonId(2);
pub(super) const ROBOT: PersonId = PersonId(3);

/// One merged (1), one declined (2), and 60 open pull requests (3 to 62): `clash` and
/// `feature/moves` by turns.
pub(super) fn around(directory: &Path, commits: &Commits) -> World {
    World {
        workspace: Workspace {
            slug: "acme".into(),
            name: "Acme".into(),
            uuid: "{11111111-1111-4111-8111-111111111111}".into(),
        },
        repository: Repository {
            slug: "widgets".into(),
            name: "Widgets".into(),
            uuid: "{22222222-2222-4222-8222-222222222222}".into(),
            path: directory.to_owned(),
            main_branch: "main".into(),
            created_on: hours(0),
        },
        people: vec![
            person(0, "Ann Arbor", "ann", PersonKind::User, Role::Admin),
            person(1, "Bo <b>Bold</b>", "bo", PersonKind::User, Role::Member),
            person(2, "Cy Clone", "cy", PersonKind::User, Role::Member),
            person(3, "Robot", "robot", PersonKind::App, Role::Member),
        ],
        pull_requests: pull_requests(commits),
        default_reviewers: vec![BO, CY],
        statuses: BTreeMap::from([(
            commits.clash.clone(),
            vec![
                status("test", BuildState::Failed, 40),
                status("build", BuildState::Successful, 30),
            ],
        )]),
    }
}

fn pull_requests(commits: &Commits) -> Vec<PullRequest> {
    let merged = PullRequest {
        state: PullRequestState::Merged,
        close_source_branch: true,
        merge_commit: Some(commits.merge_one.clone()),
        closed_by: Some(BO),
        destination: side("main", &commits.before_one),
        events: vec![
            event(3, ANN, EventKind::Opened),
            event(4, BO, EventKind::Approved),
            event(5, BO, EventKind::Merged),
        ],
        ..open(1, "feature/one", &commits.one, commits)
    };
    let declined = PullRequest {
        state: PullRequestState::Declined,
        closed_by: Some(ANN),
        events: vec![
            event(3, ANN, EventKind::Opened),
            event(6, ANN, EventKind::Declined),
        ],
        ..open(2, "clash", &commits.clash, commits)
    };
    let opened = (3..=62).map(|id| {
        if id % 2 == 1 {
            open(id, "clash", &commits.clash, commits)
        } else {
            open(id, "feature/moves", &commits.moves, commits)
        }
    });
    let mut all: Vec<_> = [merged, declined].into_iter().chain(opened).collect();
    discuss(&mut all[2], commits);
    all
}

// Number 3: votes of every kind, a thread, tasks.
fn discuss(pull: &mut PullRequest, commits: &Commits) {
    pull.draft = true;
    pull.description = "Why <script>not</script>\n\nSecond & last".into();
    pull.events = vec![
        event(3, ANN, EventKind::Opened),
        event(4, BO, EventKind::Approved),
        event(
            5,
            ANN,
            EventKind::Pushed {
                commit: commits.clash.clone(),
            },
        ),
        event(6, BO, EventKind::ChangesRequested),
        event(7, ROBOT, EventKind::Approved),
        event(8, ROBOT, EventKind::VoteWithdrawn),
        event(9, ANN, EventKind::DraftChanged { draft: true }),
    ];
    let comment = |id, author, parent, inline, resolved| Comment {
        id: CommentId(id),
        author,
        text: "Is <this> right?".into(),
        created_on: hours(10 + i64::try_from(id).unwrap()),
        parent,
        inline,
        resolved,
    };
    let line = Inline {
        path: "src/lib.rs".into(),
        to: 3,
    };
    pull.comments = vec![
        comment(1, CY, None, Some(line), Some((ANN, hours(20)))),
        comment(2, ANN, Some(CommentId(1)), None, None),
        comment(3, ROBOT, None, None, None),
    ];
    let task = |id, state| Task {
        id,
        text: "Rename it".into(),
        creator: BO,
        created_on: hours(12),
        state,
    };
    pull.tasks = vec![
        task(1, TaskState::Resolved),
        task(2, TaskState::Unresolved),
        task(3, TaskState::Unresolved),
    ];
}

fn open(id: u64, branch: &str, commit: &str, commits: &Commits) -> PullRequest {
    PullRequest {
        id,
        title: format!("Change {id} of {branch}"),
        description: String::new(),
        author: ANN,
        state: PullRequestState::Open,
        draft: false,
        source: side(branch, commit),
        destination: side("main", &commits.main),
        close_source_branch: false,
        merge_commit: None,
        closed_by: None,
        created_on: hours(i64::try_from(id).unwrap()),
        updated_on: hours(100 - i64::try_from(id).unwrap()),
        reviewers: vec![BO, CY],
        events: vec![event(3, ANN, EventKind::Opened)],
        comments: Vec::new(),
        tasks: Vec::new(),
        gone: None,
    }
}

fn side(branch: &str, commit: &str) -> Side {
    Side {
        branch: branch.into(),
        commit: commit.into(),
    }
}

fn event(at: i64, by: PersonId, kind: EventKind) -> Event {
    Event {
        at: hours(at),
        by,
        kind,
    }
}

fn person(index: usize, name: &str, nickname: &str, kind: PersonKind, role: Role) -> Person {
    Person {
        uuid: format!("{{{index:08}-3333-4333-8333-333333333333}}"),
        account_id: format!("557058:{index}"),
        display_name: name.into(),
        nickname: nickname.into(),
        email: format!("{nickname}@example.com"),
        kind,
        role,
        created_on: hours(0),
    }
}

fn status(key: &str, state: BuildState, at: i64) -> BuildStatus {
    BuildStatus {
        key: key.into(),
        name: format!("Job {key}"),
        state,
        url: format!("https://builds.example.com/{key}"),
        created_on: hours(at),
        updated_on: hours(at + 1),
    }
}

/// Hours after 2026-01-01T00:00:00.25Z.
fn hours(count: i64) -> Timestamp {
    let start: Timestamp = "2026-01-01T00:00:00.25Z".parse().unwrap();
    start + SignedDuration::from_hours(count)
}
