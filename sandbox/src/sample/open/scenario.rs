//! Scenarios of the open pull requests: what has happened on them so far.

use super::{OpenPullRequest, ReviewState, rows};
use crate::{
    sample::{
        clock::Moment,
        closed::DAY,
        review::Timeline,
        rng::Rng,
        scenario::{Action, CommentOn, Scenario, Start},
        words,
    },
    world::PersonId,
};

/// One scenario a row.
pub(crate) fn scenarios(now: Moment, rng: &mut Rng) -> Vec<Scenario> {
    rows()
        .into_iter()
        .map(|row| scenario(row, now, &mut rng.fork()))
        .collect()
}

fn scenario(row: OpenPullRequest, now: Moment, rng: &mut Rng) -> Scenario {
    let opened = now.plus(-row.age);
    let (author, reviewers) = match row.people {
        [author, reviewers @ ..] => (*author, reviewers),
        [] => (PersonId(0), [].as_slice()),
    };
    // What is stale went quiet after a few days.
    let active = row.age.min(6 * DAY);
    let actions = actions(&row, author, reviewers, rng);
    let pause = active / i64::try_from(actions.len() + 1).unwrap_or(1);
    let mut timeline = Timeline::from(opened);
    for (by, action) in actions {
        timeline.now = timeline.now.plus(pause);
        timeline.record(by, action);
    }
    Scenario {
        title: row.title.to_owned(),
        description: row.description.to_owned(),
        branch: row.branch.to_owned(),
        topic: row.topic,
        author,
        reviewers: reviewers.to_vec(),
        started: opened.plus(-row.lead),
        opened,
        commits: if row.lead < 60 { 1 } else { 2 },
        start: if row.review == ReviewState::Draft {
            Start::Draft
        } else {
            Start::Ready
        },
        build: row.build,
        steps: timeline.steps,
        patch: row.patch,
    }
}

/// Actions with the people who take them, in order.
fn actions(
    row: &OpenPullRequest,
    author: PersonId,
    reviewers: &[PersonId],
    rng: &mut Rng,
) -> Vec<(PersonId, Action)> {
    let mut comment = |on| {
        let text = match on {
            CommentOn::Line => words::line_comment(row.area, row.topic, rng),
            CommentOn::PullRequest => words::general_comment(rng).to_owned(),
        };
        Action::Commented { on, text }
    };
    let Some(first) = reviewers.first().copied() else {
        return Vec::new();
    };
    let second = reviewers.get(1).copied().unwrap_or(first);
    let answer = |thread, text: &str| Action::Replied {
        thread,
        text: text.to_owned(),
    };
    match row.review {
        ReviewState::Approved => {
            let mut actions = vec![(first, comment(CommentOn::PullRequest))];
            actions.extend(
                reviewers
                    .iter()
                    .map(|reviewer| (*reviewer, Action::Approved)),
            );
            actions
        }
        ReviewState::ChangesRequested => vec![
            (first, comment(CommentOn::Line)),
            (first, Action::ChangesRequested),
            (second, Action::Approved),
            (author, answer(0, "I’ll look at it tomorrow.")),
        ],
        ReviewState::Discussed => vec![
            (first, comment(CommentOn::Line)),
            (author, answer(0, "Not sure. What would you do?")),
            (second, comment(CommentOn::Line)),
            (
                first,
                answer(0, "I’d ask the operations desk, they see this every day."),
            ),
            (second, comment(CommentOn::Line)),
            (author, Action::Resolved { thread: 2 }),
        ],
        ReviewState::Draft => vec![
            (first, comment(CommentOn::PullRequest)),
            (author, Action::Pushed),
        ],
        ReviewState::PartlyApproved => {
            vec![(first, comment(CommentOn::Line)), (first, Action::Approved)]
        }
        ReviewState::NotReviewed => Vec::new(),
        ReviewState::Updated => vec![
            (first, comment(CommentOn::Line)),
            (first, Action::ChangesRequested),
            (author, Action::Pushed),
            (author, answer(0, "Fixed in the last commit.")),
            (author, Action::Resolved { thread: 0 }),
        ],
        ReviewState::OpenTasks => vec![
            (
                first,
                Action::TaskAdded {
                    text: words::task(row.topic, rng),
                },
            ),
            (
                first,
                Action::TaskAdded {
                    text: "Ask the carriers for a second test account".to_owned(),
                },
            ),
            (
                second,
                Action::TaskAdded {
                    text: "Write down what to do when the feed is late".to_owned(),
                },
            ),
            (author, Action::TaskDone { task: 0 }),
            (first, Action::Approved),
            (second, Action::Approved),
        ],
    }
}
