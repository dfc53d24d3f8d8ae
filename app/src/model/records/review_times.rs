//! Times of a review: when it was ready, and who first did something when.

use bitbucket_cloud::{Account, Activity, PullRequestState, Timestamp};
use serde::{Deserialize, Serialize};

use crate::model::account::key;
use crate::model::activity::{time, who};

/// Review times of a pull request. Events may be added in any order, and more than once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewTimes {
    /// Time at which it last stopped being a draft.
    pub ready_on: Option<Timestamp>,
    /// Time at which it was merged, even if somebody wrote on it later.
    pub merged_on: Option<Timestamp>,
    /// Everybody who commented or voted.
    pub people: Vec<ReviewerTimes>,
}

/// Times of one reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewerTimes {
    /// Account of the reviewer.
    pub account: Account,
    /// The first comment or vote.
    pub first_on: Timestamp,
    /// The last approval.
    pub approved_on: Option<Timestamp>,
}

impl ReviewTimes {
    /// Adds something that happened.
    pub fn add(&mut self, event: &Activity) {
        let Some(at) = time(event) else {
            return;
        };
        if let Some(update) = &event.update {
            if update.draft == Some(false) {
                self.ready_on = self.ready_on.max(Some(at));
            }
            if update.state == Some(PullRequestState::Merged) {
                let before = self.merged_on.unwrap_or(at);
                self.merged_on = Some(before.min(at));
            }
            return;
        }
        let gone = event.comment.as_ref().and_then(|comment| comment.deleted);
        let Some(account) = who(event).filter(|_| gone != Some(true)) else {
            return;
        };
        let approved = event.approval.as_ref().map(|_| at);
        let known = |part: &&mut ReviewerTimes| key(&part.account) == key(account);
        match self.people.iter_mut().find(known) {
            Some(part) => {
                part.first_on = part.first_on.min(at);
                part.approved_on = part.approved_on.max(approved);
            }
            None => self.people.push(ReviewerTimes {
                account: account.clone(),
                first_on: at,
                approved_on: approved,
            }),
        }
    }

    /// The first comment or vote of somebody who counts.
    pub fn first_review_on(&self, counts: impl Fn(&Account) -> bool) -> Option<Timestamp> {
        let counted = self.people.iter().filter(|part| counts(&part.account));
        counted.map(|part| part.first_on).min()
    }

    /// The last approval of somebody who counts.
    pub fn approved_on(&self, counts: impl Fn(&Account) -> bool) -> Option<Timestamp> {
        let counted = self.people.iter().filter(|part| counts(&part.account));
        counted.filter_map(|part| part.approved_on).max()
    }
}
