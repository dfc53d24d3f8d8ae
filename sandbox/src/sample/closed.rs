//! Closed pull requests: some four hundred of fourteen months, besides those of [`super::limits`].

use super::{
    areas::{AREAS, Area, TOPICS, expert},
    clock::Moment,
    content::Topic,
    initial_tree::PACKAGES,
    merged,
    patch::{Patch, Size},
    people::{BOT, DEFAULT_REVIEWERS, HUMANS, profile},
    review::{End, Review},
    rng::Rng,
    scenario::{Scenario, Start},
    words,
};
use crate::world::{BuildState, PersonId};

/// Minutes of a day.
pub(crate) const DAY: i64 = 24 * 60;
/// Length of the history, in minutes.
pub(crate) const SPAN: i64 = 425 * DAY;
/// Age of the rule that the default reviewers are asked, in minutes.
const DEFAULTS_SINCE: i64 = 42 * DAY;
/// Merged ones besides those of [`merged`].
const MERGED: usize = 396;
const DECLINED: usize = 3;

/// Every pull request that is merged or declined by now, in no order.
pub(crate) fn scenarios(now: Moment, rng: &mut Rng) -> Vec<Scenario> {
    let mut scenarios = merged::merged(now, rng);
    for at in 0..MERGED {
        scenarios.push(scenario(at, End::Merged, now, &mut rng.fork()));
    }
    for at in 0..DECLINED {
        scenarios.push(scenario(100 * at + 40, End::Declined, now, &mut rng.fork()));
    }
    scenarios
}

/// Up to three people to ask: who knows the area, and lately the default reviewers.
pub(crate) fn reviewers(area: Area, author: PersonId, ago: i64, rng: &mut Rng) -> Vec<PersonId> {
    let mut asked: Vec<PersonId> = Vec::new();
    let wanted = rng.one_of(&[1, 1, 2, 2, 2, 3]);
    if ago < DEFAULTS_SINCE {
        asked.extend(DEFAULT_REVIEWERS.iter().filter(|person| **person != author));
    }
    let known = if ago < DEFAULTS_SINCE { 1 } else { wanted };
    let mut found = 0;
    for _ in 0..40 {
        let person = if rng.chance(90) {
            expert(area, rng)
        } else {
            PersonId(rng.below(HUMANS))
        };
        if found < known && person != author && !asked.contains(&person) {
            asked.push(person);
            found += 1;
        }
    }
    asked
}

fn scenario(at: usize, end: End, now: Moment, rng: &mut Rng) -> Scenario {
    let (patch, area, topic) = patch(at, rng);
    let size = match &patch {
        Patch::Feature { size, .. } => *size,
        Patch::Wide { .. } => Size::Large,
        _ => Size::Tiny,
    };
    let author = match area {
        Area::Dependencies => BOT,
        _ if rng.chance(88) => expert(area, rng),
        _ => PersonId(rng.below(HUMANS)),
    };
    let title = match &patch {
        Patch::Bump { package, version } => format!("Bump {package} to {version}"),
        Patch::Fixture => "Refresh the rates that the jobs are tested with".to_owned(),
        Patch::Move { topic } => format!("Move the {} helpers to the support folder", topic.0),
        Patch::Wide { .. } => format!("{} everywhere", words::title(area, topic, rng)),
        _ => words::title(area, topic, rng),
    };
    let (branch, description) = match &patch {
        Patch::Bump { package, version } => (
            format!("depbot/{package}-{version}"),
            format!("Bumps `{package}` to {version}. The changelog names no breaking change."),
        ),
        _ => (
            words::branch(&title, rng),
            words::description(topic, size, rng),
        ),
    };
    let start = if author != BOT && rng.chance(8) {
        Start::Draft
    } else {
        Start::Ready
    };
    let span = SPAN - 4 * DAY;
    let share = span / i64::try_from(MERGED).unwrap_or(1);
    let mut ago = span - share * i64::try_from(at).unwrap_or(0) + 3 * DAY;
    let mut tries = 0;
    loop {
        let place = profile(author).place;
        let opened = now
            .plus(-ago)
            .after_work(i64::try_from(rng.below(600)).unwrap_or(0), place);
        let reviewers = reviewers(area, author, ago, rng);
        let review = Review {
            area,
            topic,
            author,
            reviewers: &reviewers,
        };
        let steps = review.steps(opened, start, end, rng);
        let ends = steps.last().map_or(opened, |step| step.at);
        if ends >= now.plus(-20) && tries < 60 {
            // Still under way: it must have been opened earlier then.
            ago += DAY;
            tries += 1;
            continue;
        }
        return Scenario {
            title,
            description,
            branch,
            topic,
            author,
            reviewers,
            started: opened.plus(-rng.quantile(&[20, 60, 120, 240, 400, 900, 1_500, 3_000, 9_000])),
            opened,
            commits: if author == BOT {
                1
            } else {
                rng.one_of(&[1, 1, 1, 2, 2, 3, 4])
            },
            start,
            build: BuildState::Successful,
            steps,
            patch,
        };
    }
}

fn patch(at: usize, rng: &mut Rng) -> (Patch, Area, Topic) {
    let topic = rng.one_of(&TOPICS);
    if at % 11 == 5 {
        let package = rng.one_of(&PACKAGES);
        let version = format!("1.{}.{}", at / 11 + 1, rng.below(6));
        return (Patch::Bump { package, version }, Area::Dependencies, topic);
    }
    if at % 130 == 64 {
        return (Patch::Fixture, Area::Jobs, topic);
    }
    if at % 60 == 31 {
        let topic = TOPICS.get(at / 60).copied().unwrap_or(topic);
        return (Patch::Move { topic }, Area::Core, topic);
    }
    let area = rng.one_of(&AREAS);
    if at % 40 == 23 {
        return (
            Patch::Wide {
                area,
                topics: rng.between(4, 12),
            },
            area,
            topic,
        );
    }
    let size = rng.one_of(&[
        Size::Tiny,
        Size::Tiny,
        Size::Tiny,
        Size::Small,
        Size::Small,
        Size::Small,
        Size::Medium,
        Size::Medium,
        Size::Large,
    ]);
    (Patch::Feature { area, topic, size }, area, topic)
}
