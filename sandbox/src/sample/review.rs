//! Reviews of pull requests that are over: who comments, pushes, approves and merges when.

use super::{
    areas::Area,
    clock::Moment,
    content::Topic,
    people::{BOT, profile},
    rng::Rng,
    scenario::{Action, CommentOn, Start, Step},
    words,
};
use crate::world::PersonId;

/// Deciles, in working minutes, of the wait for a reviewer.
const REVIEW: [i64; 11] = [2, 8, 15, 25, 40, 60, 90, 150, 280, 750, 3_600];
/// Of the wait for the author's answer.
const ANSWER: [i64; 11] = [3, 8, 15, 30, 50, 80, 120, 200, 360, 700, 2_400];
/// Of the wait from the last approval to the merge.
const MERGE: [i64; 11] = [1, 2, 4, 8, 15, 25, 45, 90, 180, 400, 1_200];

/// A review: its people, and the part of the product that it is about.
pub(crate) struct Review<'a> {
    pub(crate) area: Area,
    pub(crate) topic: Topic,
    pub(crate) author: PersonId,
    pub(crate) reviewers: &'a [PersonId],
}

/// End of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Declined,
    Merged,
}

/// Steps so far, and the time of the next one.
pub(crate) struct Timeline {
    pub(crate) now: Moment,
    pub(crate) steps: Vec<Step>,
    threads: usize,
    tasks: usize,
}

impl Timeline {
    /// Nothing has happened yet.
    pub(crate) fn from(opened: Moment) -> Self {
        Self {
            now: opened,
            steps: Vec::new(),
            threads: 0,
            tasks: 0,
        }
    }

    /// Somebody does something now.
    pub(crate) fn record(&mut self, by: PersonId, action: Action) {
        match action {
            Action::Commented { .. } => self.threads += 1,
            Action::TaskAdded { .. } => self.tasks += 1,
            _ => {}
        }
        self.steps.push(Step {
            at: self.now,
            by,
            action,
        });
    }

    /// Returns whether the person's last vote is a request for changes.
    fn is_against(&self, person: PersonId) -> bool {
        let votes = [
            Action::Approved,
            Action::ChangesRequested,
            Action::VoteWithdrawn,
        ];
        let mut own = self.steps.iter().rev().filter(|step| step.by == person);
        own.find(|step| votes.contains(&step.action))
            .is_some_and(|step| step.action == Action::ChangesRequested)
    }

    /// Somebody does something after a wait.
    fn record_after(&mut self, wait: i64, by: PersonId, action: Action) {
        self.now = self.now.after_work(wait, profile(by).place);
        self.record(by, action);
    }
}

impl Review<'_> {
    /// The whole review of a pull request that is over now.
    pub(crate) fn steps(&self, opened: Moment, start: Start, end: End, rng: &mut Rng) -> Vec<Step> {
        let mut timeline = Timeline::from(opened);
        if start == Start::Draft {
            timeline.record_after(rng.quantile(&ANSWER), self.author, Action::Pushed);
            timeline.record(self.author, Action::MarkedReady);
        }
        let rounds = rng.one_of(&[0, 0, 0, 0, 0, 0, 1, 1, 1, 2]);
        for _ in 0..rounds {
            self.round(&mut timeline, rng);
        }
        match end {
            End::Declined => {
                let text = "We solve this in another way, see the ticket.".to_owned();
                let on = CommentOn::PullRequest;
                let by = self.reviewer(rng);
                timeline.record_after(rng.quantile(&REVIEW), by, Action::Commented { on, text });
                timeline.record_after(rng.quantile(&ANSWER), self.author, Action::Declined);
            }
            End::Merged => self.approve_and_merge(&mut timeline, rng),
        }
        timeline.steps
    }

    fn approve_and_merge(&self, timeline: &mut Timeline, rng: &mut Rng) {
        for (at, reviewer) in self.reviewers.iter().enumerate() {
            if at > 0 && rng.chance(35) && !timeline.is_against(*reviewer) {
                continue;
            }
            // The others look while the first one does.
            let wait = rng.quantile(&REVIEW) / if at > 0 { 4 } else { 1 };
            timeline.record_after(wait, *reviewer, Action::Approved);
            if rng.chance(25) {
                let text = words::general_comment(rng).to_owned();
                timeline.record(
                    *reviewer,
                    Action::Commented {
                        on: CommentOn::PullRequest,
                        text,
                    },
                );
            }
        }
        let by = if rng.chance(80) && self.author != BOT {
            self.author
        } else {
            self.reviewer(rng)
        };
        timeline.record_after(rng.quantile(&MERGE), by, Action::Merged);
    }

    /// Comments, a push, answers.
    fn round(&self, timeline: &mut Timeline, rng: &mut Rng) {
        let reviewer = self.reviewer(rng);
        let first = timeline.threads;
        let comments = rng.between(1, 3);
        let mut wait = rng.quantile(&REVIEW);
        for _ in 0..comments {
            self.comment(timeline, wait, reviewer, rng);
            wait = 5;
        }
        let task = rng.chance(15).then_some(timeline.tasks);
        if task.is_some() {
            timeline.record(
                reviewer,
                Action::TaskAdded {
                    text: words::task(self.topic, rng),
                },
            );
        }
        if rng.chance(40) {
            timeline.record(reviewer, Action::ChangesRequested);
        }
        timeline.record_after(rng.quantile(&ANSWER), self.author, Action::Pushed);
        for thread in first..first + comments {
            let text = words::answer(rng).to_owned();
            timeline.record_after(2, self.author, Action::Replied { thread, text });
            if rng.chance(70) {
                timeline.record(self.author, Action::Resolved { thread });
            }
        }
        if timeline.is_against(reviewer) && rng.chance(15) {
            timeline.record_after(rng.quantile(&ANSWER), reviewer, Action::VoteWithdrawn);
        }
        if let Some(task) = task {
            timeline.record(self.author, Action::TaskDone { task });
        }
    }

    /// A comment on the code.
    fn comment(&self, timeline: &mut Timeline, wait: i64, by: PersonId, rng: &mut Rng) {
        let text = words::line_comment(self.area, self.topic, rng);
        timeline.record_after(
            wait,
            by,
            Action::Commented {
                on: CommentOn::Line,
                text,
            },
        );
    }

    fn reviewer(&self, rng: &mut Rng) -> PersonId {
        rng.pick(self.reviewers).copied().unwrap_or(self.author)
    }
}
