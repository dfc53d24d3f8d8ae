//! Input of the flow view: its numbers come from pull requests and their review times.

use std::sync::Arc;

use bitbucket_cloud::{Account, PullRequest, Timestamp};
use itertools::Itertools;
use sightline_insight::flow::{Author, Filter, Flow, Milestones, Numbers, Readiness, Week, flow};

use super::{
    account::key,
    history::Reach,
    period::{Period, Span},
    records::{MergedPullRequest, ReviewTimes},
    settings::Settings,
};

/// Pull requests whose flow is measured.
#[derive(Debug, Clone, Copy)]
pub struct FlowInput<'a> {
    /// Merged ones, oldest first.
    pub merged: &'a [Arc<MergedPullRequest>],
    /// Open ones.
    pub open: &'a [Arc<PullRequest>],
    /// Settings of the team.
    pub settings: &'a Settings,
    /// Part of the past that is known.
    pub reach: Reach,
    /// The time now, in seconds.
    pub now: i64,
}

/// Choice of the reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlowChoice {
    /// Period; where there is a range, that counts.
    pub period: Period,
    /// Days that the reader chose.
    pub range: Option<Span>,
    /// Target branch; empty for all of them.
    pub target: String,
    /// Key of the author; empty for all of them.
    pub author: String,
}

impl FlowChoice {
    /// Time that is chosen.
    pub fn span(&self, now: i64) -> Span {
        self.range.unwrap_or_else(|| self.period.span(now))
    }

    /// Returns whether the pull requests of an author are chosen.
    fn is_by(&self, author: Option<&Account>) -> bool {
        self.author.is_empty() || author.is_some_and(|author| key(author) == self.author)
    }
}

/// An entry of a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Value that is chosen.
    pub value: String,
    /// Name that is shown.
    pub name: String,
}

impl Choice {
    /// A value that is its own name.
    pub fn named(name: String) -> Self {
        let value = name.clone();
        Self { value, name }
    }
}

/// Choices, the chosen one among them.
fn with_chosen(choices: impl Iterator<Item = Choice>, chosen: &str) -> Vec<Choice> {
    let mut all: Vec<Choice> = choices.collect();
    if !chosen.is_empty() && all.iter().all(|one| one.value != chosen) {
        all.push(Choice::named(chosen.to_owned()));
    }
    all
}

/// Content of the flow view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlowReport {
    /// Numbers of the whole period and of each week.
    pub flow: Flow,
    /// Numbers of the period before, as long as this one; `None` where not all of it is known.
    pub before: Option<Numbers>,
    /// Number of merged pull requests that are known, of all times and branches.
    pub merged: usize,
    /// Branches that they went to.
    pub targets: Vec<String>,
    /// People who wrote them, by name.
    pub authors: Vec<Choice>,
    /// Time that is measured.
    pub span: Span,
    /// Second of the merge from which on all of history is known, if it begins within the period.
    pub known_from: Option<i64>,
    /// Merges of the period that are dated by the last update, as the activity of that time was not
    /// read.
    pub undated: usize,
    /// The week that is not over yet.
    this_week: Option<Week>,
}

/// Reason why the numbers of a week are not final.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incomplete {
    /// The week is not over.
    NotOver,
    /// The period begins or ends within it.
    Cut,
    /// History is read back into it.
    ReadInPart,
}

impl FlowReport {
    /// Measures pull requests. `review_times` finds the review times of a pull request by its number
    /// and the time of its opening, `merged_on` its merge by its number, where they are known.
    pub fn new<'a>(
        input: FlowInput<'a>,
        review_times: impl Fn(u32, Timestamp) -> Option<&'a ReviewTimes>,
        merged_on: impl Fn(u32) -> Option<Timestamp>,
        choice: &FlowChoice,
    ) -> Self {
        let FlowInput {
            merged,
            open,
            settings,
            reach,
            now,
        } = input;
        let span = choice.span(now);
        let oldest = merged.first().filter(|_| reach == Reach::Newest);
        let known_from = oldest.map(|record| record.merged_on.unix());
        let filter = Filter {
            from: known_from.map_or(span.from, |from| span.from.max(Week::of(from).begin())),
            until: span.until,
            target: Some(choice.target.as_str()).filter(|target| !target.is_empty()),
        };
        let is_chosen = |record: &&Arc<MergedPullRequest>| choice.is_by(record.author.as_ref());
        let past = merged.iter().filter(is_chosen).map(|record| {
            let times = review_times(record.id, record.created_on);
            let merged_on = record.merge_date(&merged_on);
            let milestones = merged_milestones(record, merged_on, settings);
            with_review(milestones, times, record.author.as_ref(), settings)
        });
        let present = open.iter();
        let present = present.filter(|one| choice.is_by(one.author.as_ref()));
        let present = present.map(|pull_request| {
            let times = review_times(pull_request.id, pull_request.created_on);
            let milestones = open_milestones(pull_request, settings);
            with_review(milestones, times, pull_request.author.as_ref(), settings)
        });
        let pull_requests: Vec<Milestones<'_>> = past.chain(present).collect();
        let before = span.before(now).map(|before| Filter {
            from: before.from,
            until: before.until,
            ..filter
        });
        let before = before.filter(|before| known_from.is_none_or(|from| from <= before.from));
        Self {
            flow: flow(&pull_requests, &filter),
            before: before.map(|before| flow(&pull_requests, &before).whole),
            merged: merged.len(),
            targets: targets(merged),
            authors: authors(merged, settings),
            undated: merged
                .iter()
                .filter(is_chosen)
                .filter(|record| merged_on(record.id).is_none())
                .filter(|record| (filter.from..filter.until).contains(&record.merged_on.unix()))
                .filter(|record| filter.target.is_none_or(|target| target == record.target))
                .count(),
            known_from: known_from.filter(|from| *from > span.from),
            span,
            this_week: Some(Week::of(now)),
        }
    }

    /// Returns whether nothing was merged here, and nothing opened.
    pub const fn is_empty(&self) -> bool {
        self.merged == 0 && self.flow.weeks.is_empty()
    }

    /// Branches that something went to, the chosen one among them; empty chooses none.
    pub fn targets_with(&self, chosen: &str) -> Vec<Choice> {
        with_chosen(self.targets.iter().cloned().map(Choice::named), chosen)
    }

    /// People who wrote something, the chosen one among them; empty chooses none.
    pub fn authors_with(&self, chosen: &str) -> Vec<Choice> {
        with_chosen(self.authors.iter().cloned(), chosen)
    }

    /// Reason why the numbers of a week are not final, if they are not.
    pub fn incomplete(&self, week: Week) -> Option<Incomplete> {
        if self.known_from.is_some_and(|from| week == Week::of(from)) {
            Some(Incomplete::ReadInPart)
        } else if self.this_week == Some(week) {
            Some(Incomplete::NotOver)
        } else if self.span.cuts(week) {
            Some(Incomplete::Cut)
        } else {
            None
        }
    }
}

/// Dates and size of a merged pull request, without its review.
fn merged_milestones<'a>(
    record: &'a MergedPullRequest,
    merged_on: Timestamp,
    settings: &Settings,
) -> Milestones<'a> {
    let lines = record.files.iter();
    let lines = lines.map(|file| file.lines_added.saturating_add(file.lines_removed));
    let lines = u32::try_from(lines.sum::<u64>()).unwrap_or(u32::MAX);
    Milestones {
        target: &record.target,
        author: author(record.author.as_ref(), settings),
        opened_on: record.created_on.unix(),
        readiness: Readiness::FromTheStart,
        first_review_on: None,
        approved_on: None,
        merged_on: Some(merged_on.unix()),
        // Bitbucket forgets what some old ones changed.
        lines: (!record.files.is_empty()).then_some(lines),
    }
}

/// Dates of an open pull request, without its review.
fn open_milestones<'a>(pull_request: &'a PullRequest, settings: &Settings) -> Milestones<'a> {
    let target = pull_request.destination.branch.as_ref();
    Milestones {
        target: target.map_or("", |branch| &branch.name),
        author: author(pull_request.author.as_ref(), settings),
        opened_on: pull_request.created_on.unix(),
        readiness: match pull_request.draft {
            Some(true) => Readiness::Draft,
            _ => Readiness::FromTheStart,
        },
        first_review_on: None,
        approved_on: None,
        merged_on: None,
        lines: None,
    }
}

/// Adds the review times that are known: comments and votes of the author and of bots do not count.
fn with_review<'a>(
    mut milestones: Milestones<'a>,
    times: Option<&ReviewTimes>,
    author: Option<&Account>,
    settings: &Settings,
) -> Milestones<'a> {
    let Some(times) = times else {
        return milestones;
    };
    let counts = |account: &Account| {
        let is_own = author.is_some_and(|author| author.is(account));
        !is_own && !settings.is_bot(account)
    };
    milestones.first_review_on = times.first_review_on(counts).map(Timestamp::unix);
    milestones.approved_on = times.approved_on(counts).map(Timestamp::unix);
    if let (Some(ready), Readiness::FromTheStart) = (times.ready_on, milestones.readiness) {
        milestones.readiness = Readiness::Since(ready.unix());
    }
    milestones
}

fn author(account: Option<&Account>, settings: &Settings) -> Author {
    match account.is_some_and(|account| settings.is_bot(account)) {
        true => Author::Bot,
        false => Author::Person,
    }
}

/// People who wrote pull requests, by name.
fn authors(merged: &[Arc<MergedPullRequest>], settings: &Settings) -> Vec<Choice> {
    let authors = merged.iter().filter_map(|record| record.author.as_ref());
    let people = authors.filter(|author| !settings.is_bot(author));
    let people = people.map(|author| (key(author), author));
    let named = people
        .unique_by(|(key, _)| *key)
        .filter_map(|(key, author)| {
            Some(Choice {
                value: key.to_owned(),
                name: author.display_name.clone()?,
            })
        });
    named
        .sorted_by_cached_key(|one| (one.name.to_lowercase(), one.value.clone()))
        .collect()
}

/// Names of branches, in the order in which they first occur.
fn targets(merged: &[Arc<MergedPullRequest>]) -> Vec<String> {
    let targets = merged.iter().map(|record| &record.target);
    let named = targets.filter(|target| !target.is_empty());
    named.unique().cloned().collect()
}
