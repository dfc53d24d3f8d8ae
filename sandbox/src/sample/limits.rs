//! Pull requests of the last weeks that each put a limit on a call of bookings: a function beside the
//! routes, its number in the settings, and now and then a line in the runbook. An open pull request that
//! adds a call without its number has forgotten something.

use super::{
    clock::Moment,
    closed::DAY,
    content::Topic,
    patch::Patch,
    people::{TOMASZ, YUKI},
    review::Timeline,
    rng::Rng,
    scenario::{Action, Scenario, Start},
    tree::{Block, Change},
};
use crate::world::BuildState;

/// Numbers of the limits.
pub(crate) const LIMITS: &str = "deploy/limits/booking.yaml";
/// Reasons for some of them.
pub(crate) const LIMITS_RUNBOOK: &str = "docs/runbooks/booking-limits.md";
/// Functions that ask for them.
const ROUTES: &str = "api/routes/booking.rs";
/// Ids of the first blocks: those of the files they go to are smaller, or large and random.
const FIRST_BLOCK: u64 = 1_000;

/// A limit: the call, how often in a minute, its reason where that stands in the runbook, and how many days
/// ago it was merged.
type Row = (&'static str, u32, Option<&'static str>, i64);

const ROWS: [Row; 10] = [
    ("price", 30, Some("asks three carriers"), 31),
    ("confirm", 20, None, 28),
    ("amend", 20, None, 25),
    ("split", 10, None, 23),
    ("export", 2, Some("reads everything of a year"), 20),
    ("track", 120, None, 17),
    ("attach", 10, None, 15),
    ("share", 5, None, 12),
    (
        "repeat",
        10,
        Some("makes as many bookings as there are weeks"),
        9,
    ),
    ("remind", 5, None, 6),
];

/// Name and number of a limit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    call: &'static str,
    in_a_minute: u32,
    reason: Option<&'static str>,
    block: u64,
}

impl Limit {
    /// Its function, its number, and its reason.
    pub(crate) fn changes(self) -> Vec<Change> {
        let Self {
            call,
            in_a_minute,
            reason,
            block: id,
        } = self;
        let add = |path: &str, lines: Vec<String>| Change::Add {
            path: path.to_owned(),
            block: Block { id, lines },
        };
        let function = vec![
            format!("/// How often a customer may {call} bookings in a minute."),
            format!("pub fn {call}_limit(limits: &Limits) -> u32 {{"),
            format!("    limits.of(\"{call}\")"),
            "}".to_owned(),
        ];
        let number = vec![format!("{call}: {in_a_minute}")];
        let reason = reason.map(|reason| vec![format!("- `{call}`: {reason}")]);
        let reason = reason.map(|lines| add(LIMITS_RUNBOOK, lines));
        let first = [add(ROUTES, function), add(LIMITS, number)];
        first.into_iter().chain(reason).collect()
    }
}

/// Chance of a limit's own: it uses none of that of all others, which are the same with it and without.
pub(crate) fn own_chance(scenario: &Scenario) -> Option<Rng> {
    match &scenario.patch {
        Patch::Limit(limit) => Some(Rng::new(limit.block)),
        _ => None,
    }
}

/// The scenarios.
pub(crate) fn scenarios(now: Moment) -> Vec<Scenario> {
    let rows = ROWS.into_iter().zip(FIRST_BLOCK..);
    rows.map(|(row, block)| scenario(row, block, now)).collect()
}

fn scenario((call, in_a_minute, reason, days): Row, block: u64, now: Moment) -> Scenario {
    let merged = now.plus(-days * DAY);
    let mut timeline = Timeline::from(merged.plus(-5 * 60));
    let opened = timeline.now;
    timeline.now = timeline.now.plus(150);
    timeline.record(TOMASZ, Action::Approved);
    timeline.now = timeline.now.plus(40);
    timeline.record(YUKI, Action::Merged);
    Scenario {
        title: format!("Limit calls that {call} a booking"),
        description: String::new(),
        branch: format!("feature/FRT-{}-limit-{call}", 3_640 + block),
        topic: Topic("booking"),
        patch: Patch::Limit(Limit {
            call,
            in_a_minute,
            reason,
            block,
        }),
        author: YUKI,
        reviewers: vec![TOMASZ],
        started: opened.plus(-90),
        opened,
        commits: 1,
        start: Start::Ready,
        build: BuildState::Successful,
        steps: timeline.steps,
    }
}
