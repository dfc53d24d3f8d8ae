//! Pull requests merged lately, which open ones of [`super::open`] run into.

use super::{
    areas::{Area, expert},
    clock::Moment,
    closed::{DAY, reviewers},
    content::Topic,
    initial_tree::{LEGACY, PRODUCTION, SURCHARGES},
    patch::{Line, Patch},
    review::Timeline,
    rng::Rng,
    scenario::{Action, Scenario, Start},
    words,
};
use crate::world::BuildState;

/// The scenarios.
pub(crate) fn merged(now: Moment, rng: &mut Rng) -> Vec<Scenario> {
    let rows = [
        (
            "Raise the fuel surcharge for the last quarter",
            Area::Core,
            Topic("quote"),
            7,
            Patch::Lines(vec![Line {
                path: SURCHARGES,
                from: "pub const FUEL",
                to: "pub const FUEL: u32 = 1_320;",
            }]),
        ),
        (
            "Run the API on six replicas",
            Area::Delivery,
            Topic("booking"),
            4,
            Patch::Lines(vec![Line {
                path: PRODUCTION,
                from: "  replicas: 4",
                to: "  replicas: 6",
            }]),
        ),
        (
            "Remove the rounding of the first version",
            Area::Core,
            Topic("invoice"),
            10,
            Patch::Remove { path: LEGACY },
        ),
        (
            "Write down how keys are rotated",
            Area::Docs,
            Topic("webhook"),
            5,
            Patch::Write {
                path: "docs/runbooks/rotate-keys.md",
                lines: &[
                    "# Rotating keys",
                    "",
                    "1. Make the new key beside the old one.",
                    "2. Roll the API out; it accepts both now.",
                    "3. Wait for an hour, then take the old one away.",
                ],
            },
        ),
    ];
    rows.into_iter()
        .map(|(title, area, topic, days, patch)| {
            let author = expert(area, rng);
            let reviewers = reviewers(area, author, days * DAY, rng);
            let opened = now.plus(-days * DAY);
            let mut timeline = Timeline::from(opened);
            for reviewer in &reviewers {
                timeline.now = timeline.now.plus(95);
                timeline.record(*reviewer, Action::Approved);
            }
            timeline.now = timeline.now.plus(35);
            timeline.record(author, Action::Merged);
            Scenario {
                title: title.to_owned(),
                description: String::new(),
                branch: words::branch(title, rng),
                topic,
                patch,
                author,
                reviewers,
                started: opened.plus(-90),
                opened,
                commits: 1,
                start: Start::Ready,
                build: BuildState::Successful,
                steps: timeline.steps,
            }
        })
        .collect()
}
