//! Flow of work: pull requests opened and merged a week, and the time that they take.
//!
//! Definitions follow Awesome Graphs and Graphite. A pull request waits for its **first review** from the
//! time when it is ready (opened, or no draft any more) to the first comment or vote of somebody who is
//! neither its author nor a bot. **Review** goes from there to the last approval, the **cycle** from
//! ready to merged. A time that is not known, or that does not exist, is left out of its numbers and
//! never counted as 0; every number says over how many pull requests.
//!
//! Weeks are those of ISO 8601, Monday to Sunday, in UTC. A pull request counts as opened in the week
//! in which it was opened, everything else in the week of its merge. Bots' pull requests and open
//! drafts are counted apart and have no part in times and sizes.

mod week;

pub use week::Week;

use crate::{quantile::Quartiles, timeline::Timeline};

/// Weeks that are shown at most, the newest: ten years. A wrong clock must not fill the memory.
pub const MOST_WEEKS: usize = 522;

/// Facts about a pull request that was merged or is open. Times in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Milestones<'a> {
    /// Branch that it goes to.
    pub target: &'a str,
    /// Kind of its author.
    pub author: Author,
    /// Time of its opening.
    pub opened_on: i64,
    /// Start of its readiness for review.
    pub readiness: Readiness,
    /// Time of the first comment or vote of another person.
    pub first_review_on: Option<i64>,
    /// Time of the last approval.
    pub approved_on: Option<i64>,
    /// Time of its merge; `None` while it is open.
    pub merged_on: Option<i64>,
    /// Lines added and removed, if known.
    pub lines: Option<u32>,
}

/// Kind of author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// A program.
    Bot,
    /// A human.
    Person,
}

/// Start of the readiness for review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// Not ready: it is a draft now.
    Draft,
    /// Ready from its opening on, as far as known.
    FromTheStart,
    /// Ready since that time, before which it was a draft.
    Since(i64),
}

impl Milestones<'_> {
    /// Returns it with the data of its timeline, which ends with its merge, if it is merged, or else now.
    pub fn with(mut self, timeline: &Timeline) -> Self {
        self.approved_on = timeline.approvals.last().map(|(at, _)| *at);
        if let Some((at, _)) = timeline.first_review {
            self.first_review_on = Some(at);
            if self.readiness != Readiness::Draft && timeline.draft > 0 {
                self.readiness = Readiness::Since(at - timeline.pickup);
            }
        }
        self
    }

    fn ready_on(&self) -> i64 {
        match self.readiness {
            Readiness::Draft | Readiness::FromTheStart => self.opened_on,
            Readiness::Since(at) => at.max(self.opened_on),
        }
    }

    /// Time from ready to the first review; 0 if the review came earlier.
    fn first_review(&self) -> Option<i64> {
        Some((self.first_review_on? - self.ready_on()).max(0))
    }

    fn review(&self) -> Option<i64> {
        Some((self.approved_on? - self.first_review_on?).max(0))
    }

    fn cycle(&self) -> Option<i64> {
        Some((self.merged_on? - self.ready_on()).max(0))
    }
}

/// Filter of the pull requests that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter<'a> {
    /// First second that counts.
    pub from: i64,
    /// Second after the last that counts.
    pub until: i64,
    /// Branch that they go to; `None` for all branches.
    pub target: Option<&'a str>,
}

impl Filter<'_> {
    fn covers(&self, at: i64) -> bool {
        (self.from..self.until).contains(&at)
    }
}

/// Numbers over some pull requests. Times in seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Opened by people, without open drafts.
    pub opened: u32,
    /// Opened by people, and still drafts.
    pub drafts: u32,
    /// Opened by bots.
    pub opened_by_bots: u32,
    /// Merged, written by people.
    pub merged: u32,
    /// Merged, written by bots.
    pub merged_by_bots: u32,
    /// Time from ready to first review.
    pub first_review: Option<Quartiles>,
    /// Time from first review to last approval.
    pub review: Option<Quartiles>,
    /// Time from ready to merged.
    pub cycle: Option<Quartiles>,
    /// Lines added and removed.
    pub lines: Option<Quartiles>,
}

/// Result of [`flow()`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flow {
    /// Numbers over the whole period.
    pub whole: Numbers,
    /// Numbers by week without gaps, from the first week with an event, oldest first.
    pub weeks: Vec<(Week, Numbers)>,
}

/// Measures the flow of pull requests, in any order.
pub fn flow(pull_requests: &[Milestones<'_>], filter: &Filter<'_>) -> Flow {
    let mut tally = Tally::default();
    for milestones in pull_requests {
        if filter
            .target
            .is_none_or(|target| target == milestones.target)
        {
            tally.add(milestones, filter);
        }
    }
    tally.finish()
}

/// A value and its week share one number; a value of 2^40 seconds is 35,000 years.
const VALUE_BITS: u32 = 40;
const VALUES: u64 = (1 << VALUE_BITS) - 1;

/// Events and measured values, each with its week in front.
#[derive(Default)]
struct Tally {
    events: Vec<(Week, Event)>,
    times: Vec<(Week, Measure, i64)>,
}

#[derive(Clone, Copy)]
enum Event {
    Draft,
    Merged(Author),
    Opened(Author),
}

#[derive(Clone, Copy, PartialEq)]
enum Measure {
    Cycle,
    FirstReview,
    Lines,
    Review,
}

impl Tally {
    fn add(&mut self, milestones: &Milestones<'_>, filter: &Filter<'_>) {
        if filter.covers(milestones.opened_on) {
            let event = match (milestones.readiness, milestones.author) {
                (Readiness::Draft, Author::Person) => Event::Draft,
                (_, author) => Event::Opened(author),
            };
            self.events.push((Week::of(milestones.opened_on), event));
        }
        let Some(merged_on) = milestones.merged_on.filter(|at| filter.covers(*at)) else {
            return;
        };
        let week = Week::of(merged_on);
        self.events.push((week, Event::Merged(milestones.author)));
        if milestones.author == Author::Bot {
            return;
        }
        let measures = [
            (Measure::Cycle, milestones.cycle()),
            (Measure::FirstReview, milestones.first_review()),
            (Measure::Lines, milestones.lines.map(i64::from)),
            (Measure::Review, milestones.review()),
        ];
        for (measure, value) in measures {
            self.times.extend(value.map(|value| (week, measure, value)));
        }
    }

    fn finish(self) -> Flow {
        let weeks = self.events.iter().map(|(week, _)| *week);
        let (Some(first), Some(last)) = (weeks.clone().min(), weeks.max()) else {
            return Flow::default();
        };
        let first = first.max(last.back(MOST_WEEKS - 1));
        let mut flow = Flow {
            whole: Numbers::default(),
            weeks: first
                .to(last)
                .map(|week| (week, Numbers::default()))
                .collect(),
        };
        for (week, event) in &self.events {
            flow.whole.count(*event);
            if let Some((_, numbers)) = week.since(first).and_then(|at| flow.weeks.get_mut(at)) {
                numbers.count(*event);
            }
        }
        for measure in [
            Measure::Cycle,
            Measure::FirstReview,
            Measure::Lines,
            Measure::Review,
        ] {
            self.measure(measure, first, &mut flow);
        }
        flow
    }

    fn measure(&self, measure: Measure, first: Week, flow: &mut Flow) {
        // The week's place from 1, so that 0 holds what came before the first one; below it the value.
        let key = |week: Week, value: i64| {
            let place = week.since(first).map_or(0, |at| at + 1);
            let place = u64::try_from(place).unwrap_or(0);
            place << VALUE_BITS | u64::try_from(value).unwrap_or(0).min(VALUES)
        };
        let of_measure = self.times.iter().filter(|(_, other, _)| *other == measure);
        let values = of_measure.map(|(week, _, value)| key(*week, *value));
        let mut values: Vec<u64> = values.collect();
        values.sort_unstable();
        for same in values.chunk_by(|a, b| a >> VALUE_BITS == b >> VALUE_BITS) {
            let place = same.first().map_or(0, |key| key >> VALUE_BITS);
            let place = usize::try_from(place).unwrap_or(0);
            if let Some((_, numbers)) = place.checked_sub(1).and_then(|at| flow.weeks.get_mut(at)) {
                *numbers.of(measure) = quartiles(same);
            }
        }
        for key in &mut values {
            *key &= VALUES;
        }
        values.sort_unstable();
        *flow.whole.of(measure) = quartiles(&values);
    }
}

fn quartiles(sorted: &[u64]) -> Option<Quartiles> {
    Quartiles::of(sorted.len(), &|at| {
        let value = sorted.get(at)? & VALUES;
        i64::try_from(value).ok()
    })
}

impl Numbers {
    fn count(&mut self, event: Event) {
        let counter = match event {
            Event::Draft => &mut self.drafts,
            Event::Merged(Author::Bot) => &mut self.merged_by_bots,
            Event::Merged(Author::Person) => &mut self.merged,
            Event::Opened(Author::Bot) => &mut self.opened_by_bots,
            Event::Opened(Author::Person) => &mut self.opened,
        };
        *counter += 1;
    }

    fn of(&mut self, measure: Measure) -> &mut Option<Quartiles> {
        match measure {
            Measure::Cycle => &mut self.cycle,
            Measure::FirstReview => &mut self.first_review,
            Measure::Lines => &mut self.lines,
            Measure::Review => &mut self.review,
        }
    }
}
