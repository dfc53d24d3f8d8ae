//! What reviews wait for.

use super::{HOUR, Mood, Script, habit, row};
use crate::{
    sample::{
        areas::Area,
        people::{AMARA, CLAIRE, DAVID, ELIF, JONAS, KWAME, MATEUS, NADIA, PRIYA, SOFIA, TOMASZ},
        plan::DAY,
        work::Size,
    },
    world::BuildState::{Failed, InProgress, Stopped, Successful},
};

/// The rows.
pub(super) fn reviews() -> Vec<Script> {
    vec![
        row(
            (
                "Page through the events of a shipment",
                "feature/FRT-4825-shipment-events",
            ),
            "Long voyages have thousands of them.",
            (Area::Api, "shipment"),
            None,
            &[AMARA, MATEUS, JONAS],
            (22 * HOUR, 90),
            Mood::Approved,
            Successful,
        ),
        row(
            (
                "Cache tariff look-ups for a minute",
                "feature/FRT-4799-tariff-cache",
            ),
            "They make up a third of all queries.",
            (Area::Core, "tariff"),
            None,
            &[DAVID, AMARA, JONAS, CLAIRE],
            (28 * HOUR, 5 * HOUR),
            Mood::Partly,
            Failed,
        ),
        row(
            (
                "Retry webhooks with growing pauses",
                "feature/FRT-4836-webhook-pauses",
            ),
            "One minute, then five, then thirty; after a day we give up and tell the customer.",
            (Area::Core, "webhook"),
            None,
            &[PRIYA, AMARA, JONAS, CLAIRE],
            (40, 2 * HOUR),
            Mood::Quiet,
            InProgress,
        ),
        row(
            (
                "Import vessel schedules from the carriers’ feed",
                "feature/FRT-4770-schedule-feed",
            ),
            "Nightly, and again at noon. Replaces the spreadsheet.",
            (Area::Jobs, "schedule"),
            habit(Area::Jobs, "schedule", Size::Large),
            &[KWAME, DAVID, JONAS, CLAIRE],
            (4 * DAY, DAY),
            Mood::Tasks,
            Successful,
        ),
        row(
            (
                "Tell people about late containers",
                "feature/FRT-4781-late-containers",
            ),
            "By mail first; the phone app follows.",
            (Area::Core, "notification"),
            habit(Area::Core, "notification", Size::Medium),
            &[NADIA, PRIYA, AMARA],
            (3 * DAY, 8 * HOUR),
            Mood::Discussed,
            Successful,
        ),
        row(
            (
                "Try another pickup planner",
                "feature/FRT-4739-pickup-planner",
            ),
            "Not for review yet. I want to see whether the calendar feels right.",
            (Area::Web, "pickup"),
            habit(Area::Web, "pickup", Size::Large),
            &[ELIF, SOFIA],
            (8 * DAY, 2 * DAY),
            Mood::Draft,
            Stopped,
        ),
        row(
            (
                "Sketch the API of the carrier scorecard",
                "feature/FRT-4833-scorecard",
            ),
            "",
            (Area::Api, "carrier"),
            None,
            &[TOMASZ],
            (3 * HOUR, HOUR),
            Mood::Draft,
            Successful,
        ),
    ]
}
