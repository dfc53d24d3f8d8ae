//! Four that cannot be merged as they are.

use super::{HOUR, OpenPullRequest, ReviewState, line, row};
use crate::{
    sample::{
        areas::Area,
        closed::DAY,
        initial_tree::{LEGACY, PRODUCTION, SURCHARGES},
        patch::Patch,
        people::{AMARA, CLAIRE, DAVID, JONAS, KWAME, NADIA, PRIYA, TOMASZ},
    },
    world::BuildState::{Failed, Successful},
};

/// The rows.
pub(super) fn conflicts() -> Vec<OpenPullRequest> {
    vec![
        row(
            (
                "Lower the fuel surcharge for short trips",
                "feature/FRT-4702-fuel-short-trips",
            ),
            "Agreed with the road carriers in the summer.",
            (Area::Core, "quote"),
            Some(Patch::Lines(vec![line(
                SURCHARGES,
                "pub const FUEL",
                "pub const FUEL: u32 = 980;",
            )])),
            &[AMARA, PRIYA, JONAS, CLAIRE],
            (6 * DAY, 6 * DAY),
            ReviewState::Discussed,
            Successful,
        ),
        row(
            (
                "Scale the API with its load",
                "feature/FRT-4711-autoscale-api",
            ),
            "Between four and twelve replicas, by open requests. Tried on staging for a week.",
            (Area::Delivery, "booking"),
            Some(Patch::Lines(vec![line(
                PRODUCTION,
                "  replicas: 4",
                "  replicas: { min: 4, max: 12 }",
            )])),
            &[KWAME, JONAS, TOMASZ],
            (5 * DAY, 2 * DAY),
            ReviewState::Approved,
            Successful,
        ),
        row(
            (
                "Round half cents of old invoices up",
                "bugfix/FRT-4655-half-cents",
            ),
            "Only invoices of the first version come here, but they still come.",
            (Area::Core, "invoice"),
            Some(Patch::Lines(vec![line(
                LEGACY,
                "    (tenths + 4) / 10",
                "    (tenths + 5) / 10",
            )])),
            &[NADIA, PRIYA, DAVID],
            (13 * DAY, DAY),
            ReviewState::PartlyApproved,
            Failed,
        ),
        row(
            (
                "Describe key rotation for the on-call desk",
                "docs/FRT-4760-key-rotation",
            ),
            "So that nobody has to be woken up for it.",
            (Area::Docs, "webhook"),
            Some(Patch::Write {
                path: "docs/runbooks/rotate-keys.md",
                lines: &[
                    "# Key rotation",
                    "",
                    "Call the platform desk first. Then:",
                    "",
                    "- run `freightline keys rotate --service api`",
                    "- watch the error rate for ten minutes",
                ],
            }),
            &[CLAIRE, KWAME, JONAS],
            (6 * DAY, 6 * HOUR),
            ReviewState::NotReviewed,
            Successful,
        ),
    ]
}
