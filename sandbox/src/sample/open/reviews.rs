//! Pull requests in the common states of a review.

use super::{HOUR, OpenPullRequest, ReviewState, feature, row};
use crate::{
    sample::{
        areas::Area,
        closed::DAY,
        patch::Size,
        people::{AMARA, CLAIRE, DAVID, ELIF, JONAS, KWAME, MATEUS, NADIA, PRIYA, SOFIA, TOMASZ},
    },
    world::BuildState::{Failed, InProgress, Stopped, Successful},
};

/// The rows.
pub(super) fn reviews() -> Vec<OpenPullRequest> {
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
            ReviewState::Approved,
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
            ReviewState::PartlyApproved,
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
            ReviewState::NotReviewed,
            InProgress,
        ),
        row(
            (
                "Import vessel schedules from the carriers’ feed",
                "feature/FRT-4770-schedule-feed",
            ),
            "Nightly, and again at noon. Replaces the spreadsheet.",
            (Area::Jobs, "schedule"),
            feature(Area::Jobs, "schedule", Size::Large),
            &[KWAME, DAVID, JONAS, CLAIRE],
            (4 * DAY, DAY),
            ReviewState::OpenTasks,
            Successful,
        ),
        row(
            (
                "Tell people about late containers",
                "feature/FRT-4781-late-containers",
            ),
            "By mail first; the phone app follows.",
            (Area::Core, "notification"),
            feature(Area::Core, "notification", Size::Medium),
            &[NADIA, PRIYA, AMARA],
            (3 * DAY, 8 * HOUR),
            ReviewState::Discussed,
            Successful,
        ),
        row(
            (
                "Try another pickup planner",
                "feature/FRT-4739-pickup-planner",
            ),
            "Not for review yet. I want to see whether the calendar feels right.",
            (Area::Web, "pickup"),
            feature(Area::Web, "pickup", Size::Large),
            &[ELIF, SOFIA],
            (8 * DAY, 2 * DAY),
            ReviewState::Draft,
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
            ReviewState::Draft,
            Successful,
        ),
    ]
}
