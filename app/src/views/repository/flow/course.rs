//! From what is known to what is measured.

use std::rc::Rc;

use bitbucket_cloud::{Account, PullRequest, Timestamp};
use sightline_insight::flow::{Author, Course, Filter, Flow, Readiness, Week, flow};

use super::choice::Choice;
use crate::{
    clock,
    facts::{CourseFact, MergedFact},
    floor::Floor,
    history::{Progress, Reach},
    load::Load,
    settings::Settings,
    signal::Signal,
    text::flow as words,
};

/// What the view shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) flow: Flow,
    /// Merged pull requests that are known, of all times and branches.
    pub(super) merged: usize,
    /// Branches that they went to.
    pub(super) targets: Vec<String>,
    /// The merge from which on all of history is known, if that is not all there is.
    pub(super) known_from: Option<i64>,
    /// The week that is not over yet.
    this_week: Option<Week>,
}

impl Shown {
    /// What to know about a week besides its numbers; empty for most.
    pub(super) fn note(&self, week: Week) -> &'static str {
        if self.known_from.is_some_and(|from| week == Week::of(from)) {
            words::IN_PART
        } else if self.this_week == Some(week) {
            words::NOT_OVER
        } else {
            ""
        }
    }
}

/// What is shown now, followed; nothing of it while it loads.
pub(super) fn now(shown: Signal<Load<Rc<Shown>>>) -> Rc<Shown> {
    match &*shown.get() {
        Load::Ready(shown) => Rc::clone(shown),
        Load::Failed(_) | Load::Loading => Rc::default(),
    }
}

/// Measures all that is known.
pub(super) fn shown(floor: Floor, choice: Choice) -> Load<Rc<Shown>> {
    let Some(rules) = floor.settings.rules() else {
        return Load::Loading;
    };
    let past = floor.known.past.get();
    let past = match &*past {
        Load::Failed(error) => return Load::Failed(error.clone()),
        Load::Loading => return Load::Loading,
        Load::Ready(past) => past,
    };
    let open = floor.open.get();
    let open = match &open {
        Load::Ready(open) => open.rows.as_slice(),
        Load::Failed(_) | Load::Loading => &[],
    };
    let all = *floor.known.progress.get() == Progress::Done(Reach::All);
    let oldest = past.facts.first().filter(|_| !all);
    let known_from = oldest.map(|fact| fact.merged_on.unix());
    let time = clock::now().unix();
    let (target, begin) = (choice.target.get(), choice.period.get().begin(time));
    let filter = Filter {
        from: known_from.map_or(begin, |from| begin.max(Week::of(from).begin())),
        until: i64::MAX,
        target: Some(target.as_str()).filter(|target| !target.is_empty()),
    };
    let settings = &rules.settings;
    let mut courses: Vec<Course<'_>> = Vec::with_capacity(past.facts.len() + open.len());
    let reviews = floor.courses.get();
    for fact in &past.facts {
        let review = reviews.of(fact.id, fact.created_on);
        let course = merged(fact, settings);
        courses.push(reviewed(course, review, fact.author.as_ref(), settings));
    }
    for row in open {
        let pull = &row.pull;
        let review = reviews.of(pull.id, pull.created_on);
        let course = opened(pull, settings);
        courses.push(reviewed(course, review, pull.author.as_ref(), settings));
    }
    Load::Ready(Rc::new(Shown {
        flow: flow(&courses, &filter),
        merged: past.facts.len(),
        targets: targets(&past.facts),
        known_from: known_from.filter(|from| *from > begin),
        this_week: Some(Week::of(time)),
    }))
}

/// What is known of the course of a merged pull request.
fn merged<'a>(fact: &'a MergedFact, settings: &Settings) -> Course<'a> {
    let lines = fact.files.iter();
    let lines = lines.map(|file| file.lines_added.saturating_add(file.lines_removed));
    let lines = u32::try_from(lines.sum::<u64>()).unwrap_or(u32::MAX);
    Course {
        target: &fact.target,
        author: author(fact.author.as_ref(), settings),
        opened_on: fact.created_on.unix(),
        readiness: Readiness::FromTheStart,
        first_review_on: None,
        approved_on: None,
        merged_on: Some(fact.merged_on.unix()),
        // Bitbucket forgets what some old ones changed.
        lines: (!fact.files.is_empty()).then_some(lines),
    }
}

/// With what is known of its review: what the author and programs said does not count.
fn reviewed<'a>(
    mut course: Course<'a>,
    review: Option<&CourseFact>,
    author: Option<&Account>,
    settings: &Settings,
) -> Course<'a> {
    let Some(review) = review else {
        return course;
    };
    let counts = |account: &Account| {
        let own = author.is_some_and(|author| author.is(account));
        !own && !settings.is_bot(account)
    };
    course.first_review_on = review.first_review_on(counts).map(Timestamp::unix);
    course.approved_on = review.approved_on(counts).map(Timestamp::unix);
    if let (Some(ready), Readiness::FromTheStart) = (review.ready_on, course.readiness) {
        course.readiness = Readiness::Since(ready.unix());
    }
    course
}

/// What is known of the course of an open one.
fn opened<'a>(pull: &'a PullRequest, settings: &Settings) -> Course<'a> {
    let target = pull.destination.branch.as_ref();
    Course {
        target: target.map_or("", |branch| &branch.name),
        author: author(pull.author.as_ref(), settings),
        opened_on: pull.created_on.unix(),
        readiness: match pull.draft {
            Some(true) => Readiness::Draft,
            _ => Readiness::FromTheStart,
        },
        first_review_on: None,
        approved_on: None,
        merged_on: None,
        lines: None,
    }
}

fn author(account: Option<&Account>, settings: &Settings) -> Author {
    let bot = |account: &Account| settings.is_bot(account);
    match account.is_some_and(bot) {
        true => Author::Bot,
        false => Author::Person,
    }
}

/// Names of branches, in the order in which they first occur.
fn targets(facts: &[Rc<MergedFact>]) -> Vec<String> {
    let mut targets: Vec<String> = Vec::new();
    for fact in facts {
        if !fact.target.is_empty() && !targets.contains(&fact.target) {
            targets.push(fact.target.clone());
        }
    }
    targets
}
