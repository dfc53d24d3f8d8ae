//! Next step of a pull request: one step, who it waits on, and since when.
//!
//! The order is the order in which work on it makes sense: what the author must do before anybody
//! can review comes first, then what reviewers asked for, then what is still missing, then merging.

use std::collections::HashSet;

/// Inputs of [`next`]: the state of an open pull request. Unknown parts are empty; times are in seconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadinessInputs {
    /// Start of the draft, if it is one.
    pub draft_since: Option<i64>,
    /// Files with merge conflicts.
    pub conflicts: Vec<String>,
    /// Builds of the newest commit that failed or were stopped, with the time of that.
    pub failed_builds: Vec<NamedSince>,
    /// Builds of the newest commit that still run, with the time of their start.
    pub running_builds: Vec<NamedSince>,
    /// People who asked for changes, and when.
    pub changes_requested: Vec<NamedSince>,
    /// Names of those among them who are no people: nobody waits for these to look again.
    pub bots: Vec<String>,
    /// Open tasks by text, and when they were set.
    pub open_tasks: Vec<NamedSince>,
    /// Unresolved threads by their first author in which it is the author's turn, and since when.
    pub open_threads: Vec<NamedSince>,
    /// Unresolved threads by their first author who has got an answer, and when.
    pub answered_threads: Vec<NamedSince>,
    /// Reviewers who have not voted, and since when they are asked.
    pub missing_approvals: Vec<NamedSince>,
    /// People who approved, and when.
    pub approvals: Vec<NamedSince>,
    /// Code owners of whom one has to approve and none was asked, a name for each set.
    pub unasked_owners: Vec<String>,
    /// True if the target branch already has everything.
    pub nothing_to_merge: bool,
    /// Number of commits of the target branch that the source lacks.
    pub behind: u32,
    /// Time of the newest commit.
    pub pushed_on: i64,
}

/// Name of a person, build or task with a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedSince {
    /// Name of the person, build or task.
    pub name: String,
    /// Time in seconds.
    pub since: i64,
}

/// Kind of a next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Address the changes that reviewers asked for.
    AddressChanges,
    /// Wait for the builds.
    AwaitBuilds,
    /// Close it, as the target branch already has everything.
    Close,
    /// Finish the draft.
    FinishDraft,
    /// Find somebody to review it.
    FindReviewer,
    /// Fix the build.
    FixBuild,
    /// Merge it.
    Merge,
    /// Resolve the conflicts.
    ResolveConflicts,
    /// Resolve tasks.
    ResolveTasks,
    /// Resolve threads.
    ResolveThreads,
    /// Review it.
    Review,
    /// Resolve the changes that a bot asked for before the newest commit: it votes again by itself, or never.
    ResolveChanges,
}

/// Person or machine that the next step waits on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitingOn {
    /// The author.
    Author,
    /// The builds.
    Builds,
    /// These people.
    People(Vec<String>),
}

/// The next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Kind of the step.
    pub step: Step,
    /// Person or machine that it waits on.
    pub holder: WaitingOn,
    /// Start of the wait in seconds.
    pub since: i64,
}

impl ReadinessInputs {
    /// Returns whether people asked for changes.
    pub fn has_changes_by_people(&self) -> bool {
        let asked = &mut self.changes_requested.iter();
        asked.any(|one| !self.is_bot(one))
    }

    fn is_bot(&self, one: &NamedSince) -> bool {
        self.bots.contains(&one.name)
    }
}

/// Finds the next step. A newer commit answers a request for changes: then the step waits on those
/// who asked.
pub fn next(facts: &ReadinessInputs) -> Next {
    let author = |step, since| Next {
        step,
        holder: WaitingOn::Author,
        since,
    };
    if let Some(since) = facts.draft_since {
        return author(Step::FinishDraft, since);
    }
    if !facts.conflicts.is_empty() {
        return author(Step::ResolveConflicts, facts.pushed_on);
    }
    if facts.nothing_to_merge {
        return author(Step::Close, facts.pushed_on);
    }
    if let Some(since) = earliest(&facts.failed_builds) {
        return author(Step::FixBuild, since);
    }
    let (answered, unanswered): (Vec<_>, Vec<_>) = facts
        .changes_requested
        .iter()
        .cloned()
        .partition(|one| one.since < facts.pushed_on);
    if let Some(since) = earliest(&unanswered) {
        return author(Step::AddressChanges, since);
    }
    let (by_bots, answered): (Vec<_>, Vec<_>) =
        answered.into_iter().partition(|one| facts.is_bot(one));
    if !answered.is_empty() {
        return review(&answered, facts.pushed_on);
    }
    if let Some(since) = earliest(&facts.open_tasks) {
        return author(Step::ResolveTasks, since);
    }
    if let Some(since) = earliest(&facts.open_threads) {
        return author(Step::ResolveThreads, since);
    }
    if let Some(since) = earliest(&facts.answered_threads) {
        return by(Step::ResolveThreads, &facts.answered_threads, since);
    }
    if let Some(since) = earliest(&facts.missing_approvals) {
        return review(&facts.missing_approvals, since);
    }
    let approved = facts.approvals.iter().map(|one| one.since).max();
    let approved = approved.unwrap_or(facts.pushed_on);
    if facts.approvals.is_empty() || !facts.unasked_owners.is_empty() {
        return author(Step::FindReviewer, approved);
    }
    if let Some(since) = earliest(&facts.running_builds) {
        return Next {
            step: Step::AwaitBuilds,
            holder: WaitingOn::Builds,
            since,
        };
    }
    if !by_bots.is_empty() {
        return author(Step::ResolveChanges, facts.pushed_on);
    }
    author(Step::Merge, approved)
}

fn review(people: &[NamedSince], since: i64) -> Next {
    by(Step::Review, people, since)
}

fn by(step: Step, people: &[NamedSince], since: i64) -> Next {
    let mut seen: HashSet<&str> = HashSet::new();
    let once = people.iter().filter(|one| seen.insert(&one.name));
    Next {
        step,
        holder: WaitingOn::People(once.map(|one| one.name.clone()).collect()),
        since,
    }
}

/// Time of the newest commit. `updates` are times and hashes of the source's head at these times,
/// newest first; hashes may be shortened. `None` if no update has that head.
pub fn pushed_on(updates: &[(i64, &str)], head: &str) -> Option<i64> {
    let same = |hash: &str| hash.starts_with(head) || head.starts_with(hash);
    updates
        .iter()
        .take_while(|(_, hash)| !hash.is_empty() && same(hash))
        .last()
        .map(|(at, _)| *at)
}

fn earliest(list: &[NamedSince]) -> Option<i64> {
    list.iter().map(|one| one.since).min()
}
