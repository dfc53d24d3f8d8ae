//! Four pull requests that change bookings at the same time.

use super::{HOUR, OpenPullRequest, ReviewState, feature, row};
use crate::{
    sample::{
        areas::Area,
        closed::DAY,
        patch::Size,
        people::{AMARA, CLAIRE, JONAS, MATEUS, PRIYA, SOFIA, TOMASZ, YUKI},
    },
    world::BuildState::Successful,
};

/// The rows.
pub(super) fn bookings() -> Vec<OpenPullRequest> {
    vec![
        row(
            (
                "Let customers cancel a booking",
                "feature/FRT-4790-cancel-booking",
            ),
            "Until the closing time, and without calling us.\n\n- [x] rules\n- [x] API\n- [ ] mail",
            (Area::Api, "booking"),
            feature(Area::Api, "booking", Size::Medium),
            &[MATEUS, AMARA, JONAS, CLAIRE],
            (3 * DAY, 9 * HOUR),
            ReviewState::Updated,
            Successful,
        ),
        row(
            ("Speed up the booking list", "feature/FRT-4812-booking-list"),
            "One query instead of one for each leg.",
            (Area::Api, "booking"),
            feature(Area::Api, "booking", Size::Medium),
            &[YUKI, AMARA, MATEUS, JONAS],
            (30 * HOUR, 4 * HOUR),
            ReviewState::NotReviewed,
            Successful,
        ),
        row(
            (
                "Store the incoterm of a booking",
                "feature/FRT-4805-incoterm",
            ),
            "Needed for customs from January on.",
            (Area::Data, "booking"),
            None,
            &[TOMASZ, PRIYA, JONAS],
            (2 * DAY, 3 * HOUR),
            ReviewState::PartlyApproved,
            Successful,
        ),
        row(
            (
                "Show the closing time on the booking page",
                "feature/FRT-4818-closing-time",
            ),
            "In the time zone of the port, with the reader's own one below it.",
            (Area::Web, "booking"),
            None,
            &[SOFIA, YUKI, CLAIRE],
            (9 * HOUR, 2 * HOUR),
            ReviewState::Approved,
            Successful,
        ),
    ]
}
