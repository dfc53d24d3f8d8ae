//! Three on the same file, two of them on the same line.

use super::{HOUR, OpenPullRequest, ReviewState, line, row};
use crate::{
    sample::{
        areas::Area,
        closed::DAY,
        initial_tree::SURCHARGES,
        patch::Patch,
        people::{AMARA, CLAIRE, DAVID, JONAS, NADIA, PRIYA},
    },
    world::BuildState::Successful,
};

/// The rows.
pub(super) fn surcharges() -> Vec<OpenPullRequest> {
    const BUNKER: &str = "pub const BUNKER";
    vec![
        row(
            (
                "Index the bunker surcharge monthly",
                "feature/FRT-4801-bunker-index",
            ),
            "The carriers publish the index on the first working day. Until the feed is there, the \
             number is kept by hand.",
            (Area::Core, "quote"),
            Some(Patch::Lines(vec![
                line(SURCHARGES, BUNKER, "pub const BUNKER: u32 = 1_925;"),
                line(
                    SURCHARGES,
                    "/// Bunker",
                    "/// Bunker fuel at sea, as of this month's index.",
                ),
            ])),
            &[PRIYA, AMARA, DAVID, JONAS],
            (2 * DAY, 5 * HOUR),
            ReviewState::ChangesRequested,
            Successful,
        ),
        row(
            (
                "Charge bunker fuel by route",
                "feature/FRT-4822-bunker-by-route",
            ),
            "Short sea routes pay less. First step: a lower default, then a table by route.",
            (Area::Core, "route"),
            Some(Patch::Lines(vec![line(
                SURCHARGES,
                BUNKER,
                "pub const BUNKER: u32 = 1_400;",
            )])),
            &[DAVID, PRIYA, JONAS, CLAIRE],
            (20 * HOUR, 3 * HOUR),
            ReviewState::Discussed,
            Successful,
        ),
        row(
            (
                "Round amounts to whole cents",
                "bugfix/FRT-4830-whole-cents",
            ),
            "Customers in Sweden see five-cent steps that do not exist there.",
            (Area::Core, "quote"),
            Some(Patch::Lines(vec![line(
                SURCHARGES,
                "pub const ROUNDING",
                "pub const ROUNDING: u32 = 1;",
            )])),
            &[NADIA, PRIYA, JONAS, CLAIRE],
            (26 * HOUR, 2 * HOUR),
            ReviewState::Approved,
            Successful,
        ),
    ]
}
