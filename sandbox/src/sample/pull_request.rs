//! The world's objects, from scenarios and from what became of them in git.

use std::collections::BTreeMap;

use super::{
    history::Outcome,
    rng::Rng,
    scenario::{Action, CommentOn, Scenario, Start, Step},
};
use crate::{
    fast_import::Hashes,
    world::{
        BuildState, BuildStatus, Comment, CommentId, Event, EventKind, Inline, PullRequest,
        PullRequestState, Side, Task, TaskState,
    },
};

/// The pull request with a number. Comments and tasks are numbered later: see [`number`].
pub(crate) fn pull_request(
    id: u64,
    scenario: &Scenario,
    outcome: &Outcome,
    hashes: &Hashes,
    main: &str,
    rng: &mut Rng,
) -> PullRequest {
    let head = outcome
        .heads
        .last()
        .map(|mark| hashes.of(*mark))
        .unwrap_or_default();
    let closed = scenario.closed();
    let state = match closed.map(|step| &step.action) {
        Some(Action::Merged) => PullRequestState::Merged,
        Some(_) => PullRequestState::Declined,
        None => PullRequestState::Open,
    };
    let onto = outcome
        .merge
        .map_or_else(|| main.to_owned(), |(onto, _)| hashes.of(onto));
    let side = |branch: &str, commit| Side {
        branch: branch.to_owned(),
        commit,
    };
    let ready = scenario
        .steps
        .iter()
        .any(|step| step.action == Action::MarkedReady);
    let last = scenario
        .steps
        .iter()
        .map(|step| step.at)
        .max()
        .unwrap_or(scenario.opened);
    let mut pull = PullRequest {
        id,
        title: scenario.title.clone(),
        description: scenario.description.clone(),
        author: scenario.author,
        state,
        draft: scenario.start == Start::Draft && !ready,
        source: side(&scenario.branch, head),
        destination: side("main", onto),
        close_source_branch: state == PullRequestState::Merged,
        merge_commit: outcome.merge.map(|(_, merge)| hashes.of(merge)),
        closed_by: closed.map(|step| step.by),
        created_on: scenario.opened.timestamp(),
        updated_on: last.timestamp(),
        reviewers: scenario.reviewers.clone(),
        events: vec![Event {
            at: scenario.opened.timestamp(),
            by: scenario.author,
            kind: EventKind::Opened,
        }],
        comments: Vec::new(),
        tasks: Vec::new(),
        gone: None,
    };
    let mut heads = outcome.heads.iter().skip(1).map(|mark| hashes.of(*mark));
    for step in &scenario.steps {
        apply(&mut pull, step, outcome, &mut heads, rng);
    }
    pull
}

/// Applies one step. Threads and tasks are counted within the pull request here.
fn apply(
    pull: &mut PullRequest,
    step: &Step,
    outcome: &Outcome,
    heads: &mut impl Iterator<Item = String>,
    rng: &mut Rng,
) {
    let at = step.at.timestamp();
    let comment = |pull: &PullRequest, text: &str, parent, inline| Comment {
        id: CommentId(u64::try_from(pull.comments.len()).unwrap_or(0)),
        author: step.by,
        text: text.to_owned(),
        created_on: at,
        parent,
        inline,
        resolved: None,
    };
    let kind = match &step.action {
        Action::Replied { thread, text } => {
            let Some(parent) = opening(pull, *thread).map(|comment| comment.id) else {
                return;
            };
            pull.comments.push(comment(pull, text, Some(parent), None));
            return;
        }
        Action::Commented { on, text } => {
            let place = rng.pick(&outcome.places).filter(|_| *on == CommentOn::Line);
            let inline = place.map(|(path, to)| Inline {
                path: path.clone(),
                to: *to,
            });
            pull.comments.push(comment(pull, text, None, inline));
            return;
        }
        Action::Resolved { thread } => {
            if let Some(comment) = opening(pull, *thread) {
                comment.resolved = Some((step.by, at));
            }
            return;
        }
        Action::TaskDone { task } => {
            if let Some(task) = pull.tasks.get_mut(*task) {
                task.state = TaskState::Resolved;
            }
            return;
        }
        Action::TaskAdded { text } => {
            pull.tasks.push(Task {
                id: 0,
                text: text.clone(),
                creator: step.by,
                created_on: at,
                state: TaskState::Unresolved,
            });
            return;
        }
        Action::Approved => EventKind::Approved,
        Action::ChangesRequested => EventKind::ChangesRequested,
        Action::Declined => EventKind::Declined,
        Action::Merged => EventKind::Merged,
        Action::VoteWithdrawn => EventKind::VoteWithdrawn,
        Action::Pushed => EventKind::Pushed {
            commit: heads.next().unwrap_or_default(),
        },
        Action::MarkedReady => EventKind::DraftChanged { draft: false },
    };
    pull.events.push(Event {
        at,
        by: step.by,
        kind,
    });
}

/// The first comment of a thread.
fn opening(pull: &mut PullRequest, thread: usize) -> Option<&mut Comment> {
    pull.comments
        .iter_mut()
        .filter(|comment| comment.parent.is_none())
        .nth(thread)
}

/// Gives comments and tasks numbers that hold for the whole repository, by time.
pub(crate) fn number(pulls: &mut [PullRequest]) {
    let mut comments: Vec<_> = pulls
        .iter()
        .flat_map(|pull| {
            pull.comments
                .iter()
                .map(|comment| (comment.created_on, pull.id, comment.id))
        })
        .collect();
    comments.sort_unstable();
    let numbers: BTreeMap<(u64, CommentId), CommentId> = comments
        .into_iter()
        .zip(1_000..)
        .map(|((_, pull, old), new)| ((pull, old), CommentId(new)))
        .collect();
    for pull in &mut *pulls {
        let new = |old: CommentId| numbers.get(&(pull.id, old)).copied().unwrap_or(old);
        for comment in &mut pull.comments {
            comment.id = new(comment.id);
            comment.parent = comment.parent.map(new);
        }
    }
    let mut tasks: Vec<_> = pulls.iter_mut().flat_map(|pull| &mut pull.tasks).collect();
    tasks.sort_by_key(|task| task.created_on);
    for (task, id) in tasks.into_iter().zip(1..) {
        task.id = id;
    }
}

/// The builds of a scenario's last commit.
pub(crate) fn builds(id: u64, scenario: &Scenario, rng: &mut Rng) -> Vec<BuildStatus> {
    let pushed = scenario.pushes().last().unwrap_or(scenario.opened);
    [
        ("tests", "Unit tests", scenario.build),
        ("lint", "Lint", BuildState::Successful),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (key, name, state))| {
        let (created, took) = (
            pushed.plus(1),
            i64::try_from(rng.between(2, 4)).unwrap_or(2),
        );
        let ends = if state == BuildState::InProgress {
            created
        } else {
            created.plus(took)
        };
        BuildStatus {
            key: key.to_owned(),
            name: name.to_owned(),
            state,
            url: format!(
                "https://ci.tidewater.example/builds/{}",
                2 * id + u64::from(at > 0)
            ),
            created_on: created.timestamp(),
            updated_on: ends.timestamp(),
        }
    })
    .collect()
}
