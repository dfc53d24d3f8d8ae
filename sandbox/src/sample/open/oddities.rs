//! Pull requests out of the ordinary.

use super::{HOUR, OpenPullRequest, ReviewState, feature, row};
use crate::{
    sample::{
        areas::Area,
        closed::DAY,
        content::Topic,
        patch::{Patch, Size},
        people::{AMARA, BOT, CLAIRE, DAVID, ELIF, JONAS, NADIA, PRIYA, SOFIA, TOMASZ, YUKI},
    },
    world::BuildState::{InProgress, Successful},
};

/// The rows.
pub(super) fn oddities() -> Vec<OpenPullRequest> {
    let undone = Patch::Reverted {
        area: Area::Core,
        topic: Topic("payment"),
    };
    vec![
        row(
            (
                "Split customs permits by country",
                "feature/FRT-4103-permits-by-country",
            ),
            "Waits for the answer of the customs broker.",
            (Area::Core, "permit"),
            feature(Area::Core, "permit", Size::Medium),
            &[DAVID, PRIYA],
            (68 * DAY, 17 * DAY),
            ReviewState::NotReviewed,
            Successful,
        ),
        row(
            (
                "Keep an audit trail of tariff changes",
                "feature/FRT-3982-tariff-audit",
            ),
            "Every change with who, when and why.",
            (Area::Data, "tariff"),
            None,
            &[TOMASZ, PRIYA, AMARA],
            (96 * DAY, 3 * DAY),
            ReviewState::PartlyApproved,
            Successful,
        ),
        row(
            ("Log rejected payments", "chore/FRT-4815-log-rejected"),
            "Turned out to be there already; I took my commit back.",
            (Area::Core, "payment"),
            Some(undone),
            &[NADIA, JONAS, CLAIRE],
            (25 * HOUR, 2 * HOUR),
            ReviewState::NotReviewed,
            Successful,
        ),
        row(
            (
                "Escape <script>alert(\"x\")</script> & 'quotes' in invoice notes",
                "bugfix/FRT-4828-escape-notes",
            ),
            "Notes such as `<img src=x onerror=alert(1)>` or \"><b>bold</b> must come out as text.",
            (Area::Web, "invoice"),
            None,
            &[YUKI, SOFIA, JONAS, CLAIRE],
            (12 * HOUR, 2 * HOUR),
            ReviewState::Discussed,
            Successful,
        ),
        row(
            (
                "Put the copyright notice on every source file",
                "chore/FRT-4765-notices",
            ),
            "Made by a script. Asked for by our lawyers.",
            (Area::Docs, "contract"),
            Some(Patch::Notices),
            &[JONAS, CLAIRE, AMARA],
            (2 * DAY, 30),
            ReviewState::NotReviewed,
            Successful,
        ),
        row(
            ("Bump tokio to 1.41.2", "depbot/tokio-1.41.2"),
            "Bumps `tokio` to 1.41.2. The changelog names no breaking change.",
            (Area::Dependencies, "report"),
            Some(Patch::Bump {
                package: "tokio",
                version: "1.41.2".to_owned(),
            }),
            &[BOT, JONAS, CLAIRE],
            (5 * HOUR, 2),
            ReviewState::NotReviewed,
            Successful,
        ),
        row(
            ("Fix a typo in the claim guide", "docs/FRT-4838-claim-typo"),
            "",
            (Area::Docs, "claim"),
            feature(Area::Docs, "claim", Size::Tiny),
            &[ELIF, CLAIRE, JONAS],
            (6, 9),
            ReviewState::NotReviewed,
            InProgress,
        ),
    ]
}
