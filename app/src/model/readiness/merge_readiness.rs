//! The answer: the next step, who holds it, and what is not known.

use std::collections::BTreeMap;

use bitbucket_cloud::{Account, Status, Timestamp};
use sightline_insight::readiness::{NamedSince, Next, ReadinessInputs, Step, next};

use super::facts::QueryState;
use crate::model::{
    account::key,
    review::{Behind, ReviewQuery},
};

/// Readiness to merge: what a pull request waits for. People are keys of [`MergeReadiness::people`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergeReadiness {
    /// Inputs of the next step.
    pub inputs: ReadinessInputs,
    /// Names to show; `None` for an account without one.
    pub people: BTreeMap<String, Option<String>>,
    /// Time at which it was closed, and the person who closed it, if it was.
    pub closing: Option<Closing>,
    /// Builds that failed, were stopped or still run.
    pub builds: Vec<Status>,
    /// Number of builds that passed.
    pub passed: u32,
    /// True if there are comments that were not read.
    pub partial: bool,
    /// True if tasks are not queried and the pull request itself says how many are open.
    pub tasks_counted: bool,
    /// Open threads.
    pub threads: Vec<OpenThread>,
    /// Commits of the destination that the source lacks.
    pub behind: Option<Behind>,
    /// Those who should review and were never asked. Nobody waits for them.
    pub unasked: Vec<Unasked>,
    /// Sets of code owners that are not known, as the file names them: a group, an address or a
    /// name that identifies no account is among them.
    pub groups: Vec<Vec<String>>,
    /// True if a bot opened it: a bot asks nobody, and nobody waits for it.
    pub by_a_bot: bool,
    /// Queries that still load.
    pub loading: Vec<ReviewQuery>,
    /// Queries that failed.
    pub failed: Vec<ReviewQuery>,
    /// Queries that nothing can be said about, as the source is gone.
    pub gone: Vec<ReviewQuery>,
    /// Queries that this page does not ask.
    pub not_asked: Vec<ReviewQuery>,
}

/// Somebody who should review and was never asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unasked {
    /// One person, or several if one of them is enough.
    pub people: Vec<Account>,
    /// Reason why they should review.
    pub role: Role,
}

/// Reason why somebody should review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// They own files that are changed.
    CodeOwner,
    /// They are asked on every pull request.
    DefaultReviewer,
}

/// The end of a pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Time; `None` where the activity that says so was not read.
    pub on: Option<Timestamp>,
    /// Its last update: then, or later.
    pub updated_on: Timestamp,
    /// Name of the person who closed it, where that is known.
    pub by: Option<String>,
}

/// A thread that is not resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenThread {
    /// Number of its first comment.
    pub id: u64,
    /// Key of its author.
    pub by: String,
}

impl MergeReadiness {
    /// The next step of an open pull request.
    pub fn next(&self) -> Next {
        next(&self.inputs)
    }

    /// Returns whether it can be merged now, as far as is known once everything is read that will be.
    pub fn is_ready(&self) -> bool {
        self.closing.is_none() && self.loading.is_empty() && self.next().step == Step::Merge
    }

    /// Returns whether everything that counts is known.
    pub const fn is_certain(&self) -> bool {
        !self.partial
            && self.loading.is_empty()
            && self.failed.is_empty()
            && self.gone.is_empty()
            && self.not_asked.is_empty()
            && self.groups.is_empty()
    }

    /// Queries not read, or read in part, whose answer could change the next step or who it waits on.
    /// Empty where no answer would change the next step.
    pub fn unchecked(&self) -> Vec<ReviewQuery> {
        use ReviewQuery::{Activity, Builds, Conflicts, DefaultReviewers, Files, Owners, Tasks};
        let counts: &[ReviewQuery] = match self.next().step {
            Step::FinishDraft | Step::ResolveConflicts => &[],
            Step::Close => &[Conflicts],
            Step::FixBuild => &[Conflicts, Files],
            Step::ResolveTasks => &[Conflicts, Files, Builds],
            Step::AddressChanges => &[Conflicts, Files, Builds, Activity],
            Step::ResolveThreads => &[Conflicts, Files, Builds, Tasks, Activity],
            Step::Review if self.inputs.has_changes_by_people() => {
                &[Conflicts, Files, Builds, Activity]
            }
            Step::Review => &[Conflicts, Files, Builds, Tasks, Activity],
            Step::AwaitBuilds | Step::FindReviewer | Step::Merge | Step::ResolveChanges => &[
                Conflicts,
                Files,
                Builds,
                Tasks,
                Activity,
                DefaultReviewers,
                Owners,
            ],
        };
        let unread = [&self.loading, &self.failed, &self.gone, &self.not_asked];
        let is_partial = |query: &&ReviewQuery| **query == Activity && self.partial;
        let is_unread = |query: &&ReviewQuery| {
            is_partial(query) || unread.iter().any(|list| list.contains(query))
        };
        let is_counted = |query: &&ReviewQuery| **query == Tasks && self.tasks_counted;
        let counts = counts.iter().filter(is_unread);
        counts.filter(|query| !is_counted(query)).copied().collect()
    }

    /// Returns whether every code owner who could change the next step is known.
    pub fn has_known_owners(&self) -> bool {
        let counts = matches!(
            self.next().step,
            Step::AwaitBuilds | Step::FindReviewer | Step::Merge | Step::ResolveChanges
        );
        self.groups.is_empty() || !counts
    }

    /// Returns whether a bot opened it and nobody is asked to review it.
    pub fn asks_nobody(&self) -> bool {
        self.by_a_bot
            && self.inputs.approvals.is_empty()
            && self.inputs.missing_approvals.is_empty()
    }

    /// Returns whether people who know the change may still be asked to review it.
    pub fn is_to_be_reviewed(&self) -> bool {
        self.closing.is_none() && !self.is_ready()
    }

    /// Those who should review, were never asked, and are to be asked now: nobody on what is closed, is a
    /// draft, is to be closed, or was opened by a bot that asks nobody.
    pub fn to_ask(&self) -> &[Unasked] {
        let ends = self.is_draft() || self.asks_nobody() || self.next().step == Step::Close;
        match self.closing.is_some() || ends {
            true => &[],
            false => &self.unasked,
        }
    }

    /// Returns whether it is a draft.
    pub const fn is_draft(&self) -> bool {
        self.inputs.draft_since.is_some()
    }

    /// Notes why a query says nothing, if it does not.
    pub(super) fn note<T>(&mut self, query: ReviewQuery, state: &QueryState<'_, T>) {
        let list = match state {
            QueryState::Closed | QueryState::Known(_) => return,
            QueryState::Failed => &mut self.failed,
            QueryState::Gone => &mut self.gone,
            QueryState::Loading => &mut self.loading,
            QueryState::NotAsked => &mut self.not_asked,
        };
        list.push(query);
    }

    /// Notes the name of an account, and returns its entry of a list.
    pub(super) fn person(&mut self, account: &Account, since: Timestamp) -> NamedSince {
        let name = account.display_name.clone();
        let name = name.filter(|name| !name.is_empty());
        self.people.insert(key(account).to_owned(), name);
        NamedSince {
            name: key(account).to_owned(),
            since: since.unix(),
        }
    }
}
