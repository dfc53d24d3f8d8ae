//! The world's objects, from stories and from what became of them in git.

use std::collections::BTreeMap;

use super::{
    history::Outcome,
    rng::Rng,
    story::{Deed, On, Start, Step, Story},
};
use crate::{
    stream::Hashes,
    world::{
        BuildState, BuildStatus, Comment, CommentId, Event, EventKind, Inline, PullRequest,
        PullRequestState, Side, Task, TaskState,
    },
};

/// The pull request with a number. Comments and tasks are numbered later: see [`number`].
pub(crate) fn pull_request(
    id: u64,
    story: &Story,
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
    let closed = story.closed();
    let state = match closed.map(|step| &step.deed) {
        Some(Deed::Merged) => PullRequestState::Merged,
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
    let ready = story.steps.iter().any(|step| step.deed == Deed::Readied);
    let last = story
        .steps
        .iter()
        .map(|step| step.at)
        .max()
        .unwrap_or(story.opened);
    let mut pull = PullRequest {
        id,
        title: story.title.clone(),
        description: story.description.clone(),
        author: story.author,
        state,
        draft: story.start == Start::Draft && !ready,
        source: side(&story.branch, head),
        destination: side("main", onto),
        merge_commit: outcome.merge.map(|(_, merge)| hashes.of(merge)),
        closed_by: closed.map(|step| step.by),
        created_on: story.opened.timestamp(),
        updated_on: last.timestamp(),
        reviewers: story.reviewers.clone(),
        events: vec![Event {
            at: story.opened.timestamp(),
            by: story.author,
            kind: EventKind::Opened,
        }],
        comments: Vec::new(),
        tasks: Vec::new(),
        gone: None,
    };
    let mut heads = outcome.heads.iter().skip(1).map(|mark| hashes.of(*mark));
    for step in &story.steps {
        take(&mut pull, step, outcome, &mut heads, rng);
    }
    pull
}

/// Takes one step over. Threads and tasks are counted within the pull request here.
fn take(
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
    let kind = match &step.deed {
        Deed::Answered { thread, text } => {
            let Some(parent) = opening(pull, *thread).map(|comment| comment.id) else {
                return;
            };
            pull.comments.push(comment(pull, text, Some(parent), None));
            return;
        }
        Deed::Remarked { on, text } => {
            let place = rng.pick(&outcome.places).filter(|_| *on == On::Code);
            let inline = place.map(|(path, to)| Inline {
                path: path.clone(),
                to: *to,
            });
            pull.comments.push(comment(pull, text, None, inline));
            return;
        }
        Deed::Resolved { thread } => {
            if let Some(comment) = opening(pull, *thread) {
                comment.resolved = Some((step.by, at));
            }
            return;
        }
        Deed::TaskDone { task } => {
            if let Some(task) = pull.tasks.get_mut(*task) {
                task.state = TaskState::Resolved;
            }
            return;
        }
        Deed::TaskGiven { text } => {
            pull.tasks.push(Task {
                id: 0,
                text: text.clone(),
                creator: step.by,
                created_on: at,
                state: TaskState::Unresolved,
            });
            return;
        }
        Deed::Approved => EventKind::Approved,
        Deed::ChangesRequested => EventKind::ChangesRequested,
        Deed::Declined => EventKind::Declined,
        Deed::Merged => EventKind::Merged,
        Deed::Withdrawn => EventKind::VoteWithdrawn,
        Deed::Pushed => EventKind::Pushed {
            commit: heads.next().unwrap_or_default(),
        },
        Deed::Readied => EventKind::DraftChanged { draft: false },
    };
    pull.events.push(Event {
        at,
        by: step.by,
        kind,
    });
}

/// The remark that opened a thread.
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

/// The builds of a story's last commit.
pub(crate) fn builds(id: u64, story: &Story, rng: &mut Rng) -> Vec<BuildStatus> {
    let pushed = story.pushes().last().unwrap_or(story.opened);
    [
        ("tests", "Unit tests", story.build),
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
