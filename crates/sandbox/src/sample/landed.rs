//! What was merged lately, and what open ones of [`super::scripts`] run into.

use super::{
    areas::{Area, expert},
    clock::Moment,
    content::Topic,
    origin::{LEGACY, PRODUCTION, SURCHARGES},
    plan::{DAY, reviewers},
    rng::Rng,
    story::{Deed, Start, Story},
    talk::Minutes,
    words,
    work::{Line, Work},
};
use crate::world::BuildState;

/// The stories.
pub(crate) fn landed(now: Moment, rng: &mut Rng) -> Vec<Story> {
    let rows = [
        (
            "Raise the fuel surcharge for the last quarter",
            Area::Core,
            Topic("quote"),
            7,
            Work::Lines(vec![Line {
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
            Work::Lines(vec![Line {
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
            Work::Remove { path: LEGACY },
        ),
        (
            "Write down how keys are rotated",
            Area::Docs,
            Topic("webhook"),
            5,
            Work::Write {
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
        .map(|(title, area, topic, days, work)| {
            let author = expert(area, rng);
            let reviewers = reviewers(area, author, days * DAY, rng);
            let opened = now.plus(-days * DAY);
            let mut minutes = Minutes::from(opened);
            for reviewer in &reviewers {
                minutes.now = minutes.now.plus(95);
                minutes.note(*reviewer, Deed::Approved);
            }
            minutes.now = minutes.now.plus(35);
            minutes.note(author, Deed::Merged);
            Story {
                title: title.to_owned(),
                description: String::new(),
                branch: words::branch(title, rng),
                topic,
                work,
                author,
                reviewers,
                started: opened.plus(-90),
                opened,
                commits: 1,
                start: Start::Ready,
                build: BuildState::Successful,
                steps: minutes.steps,
            }
        })
        .collect()
}
