//! How a review goes.

use super::{
    areas::Area,
    clock::Moment,
    content::Topic,
    people::{BOT, profile},
    rng::Rng,
    story::{Deed, On, Start, Step},
    words,
};
use crate::world::PersonId;

/// Deciles, in working minutes, of the wait for a reviewer.
const REVIEW: [i64; 11] = [2, 8, 15, 25, 40, 60, 90, 150, 280, 750, 3_600];
/// Of the wait for the author's answer.
const ANSWER: [i64; 11] = [3, 8, 15, 30, 50, 80, 120, 200, 360, 700, 2_400];
/// Of the wait from the last approval to the merge.
const MERGE: [i64; 11] = [1, 2, 4, 8, 15, 25, 45, 90, 180, 400, 1_200];

/// Who talks about what.
pub(crate) struct Review<'a> {
    pub(crate) area: Area,
    pub(crate) topic: Topic,
    pub(crate) author: PersonId,
    pub(crate) reviewers: &'a [PersonId],
}

/// How it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Declined,
    Merged,
}

/// The steps while they are written down.
pub(crate) struct Minutes {
    pub(crate) now: Moment,
    pub(crate) steps: Vec<Step>,
    threads: usize,
    tasks: usize,
}

impl Minutes {
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
    pub(crate) fn note(&mut self, by: PersonId, deed: Deed) {
        match deed {
            Deed::Remarked { .. } => self.threads += 1,
            Deed::TaskGiven { .. } => self.tasks += 1,
            _ => {}
        }
        self.steps.push(Step {
            at: self.now,
            by,
            deed,
        });
    }

    /// Whether somebody's last vote is one against it.
    fn is_against(&self, person: PersonId) -> bool {
        let votes = [Deed::Approved, Deed::ChangesRequested, Deed::Withdrawn];
        let mut own = self.steps.iter().rev().filter(|step| step.by == person);
        own.find(|step| votes.contains(&step.deed))
            .is_some_and(|step| step.deed == Deed::ChangesRequested)
    }

    /// Somebody does something after a wait.
    fn later(&mut self, wait: i64, by: PersonId, deed: Deed) {
        self.now = self.now.after_work(wait, profile(by).place);
        self.note(by, deed);
    }
}

impl Review<'_> {
    /// The whole review of a pull request that is over now.
    pub(crate) fn hold(&self, opened: Moment, start: Start, end: End, rng: &mut Rng) -> Vec<Step> {
        let mut minutes = Minutes::from(opened);
        if start == Start::Draft {
            minutes.later(rng.quantile(&ANSWER), self.author, Deed::Pushed);
            minutes.note(self.author, Deed::Readied);
        }
        let rounds = rng.one_of(&[0, 0, 0, 0, 0, 0, 1, 1, 1, 2]);
        for _ in 0..rounds {
            self.round(&mut minutes, rng);
        }
        match end {
            End::Declined => {
                let text = "We solve this in another way, see the ticket.".to_owned();
                let on = On::Everything;
                let by = self.reviewer(rng);
                minutes.later(rng.quantile(&REVIEW), by, Deed::Remarked { on, text });
                minutes.later(rng.quantile(&ANSWER), self.author, Deed::Declined);
            }
            End::Merged => self.approve_and_merge(&mut minutes, rng),
        }
        minutes.steps
    }

    fn approve_and_merge(&self, minutes: &mut Minutes, rng: &mut Rng) {
        for (at, reviewer) in self.reviewers.iter().enumerate() {
            if at > 0 && rng.chance(35) && !minutes.is_against(*reviewer) {
                continue;
            }
            // The others look while the first one does.
            let wait = rng.quantile(&REVIEW) / if at > 0 { 4 } else { 1 };
            minutes.later(wait, *reviewer, Deed::Approved);
            if rng.chance(25) {
                let text = words::verdict(rng).to_owned();
                minutes.note(
                    *reviewer,
                    Deed::Remarked {
                        on: On::Everything,
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
        minutes.later(rng.quantile(&MERGE), by, Deed::Merged);
    }

    /// Remarks, a push, answers.
    fn round(&self, minutes: &mut Minutes, rng: &mut Rng) {
        let reviewer = self.reviewer(rng);
        let first = minutes.threads;
        let remarks = rng.between(1, 3);
        let mut wait = rng.quantile(&REVIEW);
        for _ in 0..remarks {
            self.remark(minutes, wait, reviewer, rng);
            wait = 5;
        }
        let task = rng.chance(15).then_some(minutes.tasks);
        if task.is_some() {
            minutes.note(
                reviewer,
                Deed::TaskGiven {
                    text: words::task(self.topic, rng),
                },
            );
        }
        if rng.chance(40) {
            minutes.note(reviewer, Deed::ChangesRequested);
        }
        minutes.later(rng.quantile(&ANSWER), self.author, Deed::Pushed);
        for thread in first..first + remarks {
            let text = words::answer(rng).to_owned();
            minutes.later(2, self.author, Deed::Answered { thread, text });
            if rng.chance(70) {
                minutes.note(self.author, Deed::Resolved { thread });
            }
        }
        if minutes.is_against(reviewer) && rng.chance(15) {
            minutes.later(rng.quantile(&ANSWER), reviewer, Deed::Withdrawn);
        }
        if let Some(task) = task {
            minutes.note(self.author, Deed::TaskDone { task });
        }
    }

    /// A remark about the code.
    fn remark(&self, minutes: &mut Minutes, wait: i64, by: PersonId, rng: &mut Rng) {
        let text = words::remark(self.area, self.topic, rng);
        minutes.later(wait, by, Deed::Remarked { on: On::Code, text });
    }

    fn reviewer(&self, rng: &mut Rng) -> PersonId {
        rng.pick(self.reviewers).copied().unwrap_or(self.author)
    }
}
