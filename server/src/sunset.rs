//! The end of Atlassian Connect on Bitbucket, and the way over to Forge.

use maud::{Markup, html};

use crate::AppState;

/// Last day of Connect on Bitbucket, 31 January 2027, in days since 1970.
const LAST_DAY: u64 = 20_849;
const SECONDS_OF_A_DAY: u64 = 86_400;

/// Says when Connect ends, how long that is from now on, and where the app for Forge is.
pub(crate) fn notice(app: &AppState) -> Markup {
    let end = html! { time datetime="2027-01-31" { "31 January 2027" } };
    html! {
        p {
            "Atlassian Connect on Bitbucket takes no new registrations or installations since "
            time datetime="2026-02-02" { "2 February 2026" }
            @match days_left(app.clock.now()) {
                Some(0) => { ", and ends today, on " (end) ". " }
                Some(1) => { ", and ends on " (end) ", tomorrow. " }
                Some(days) => { ", and ends on " (end) ", in " (days) " days. " }
                None => { ", and ended on " (end) ". " }
            }
            "Workspaces that have a registered app keep it until then."
        }
        @if let Some(link) = &app.config.descriptor.forge_app_link {
            p { "The same app for Forge goes on after that: " a href=(link) { "install it" } "." }
        }
    }
}

/// Days after today on which Connect still works, at `now` in seconds since 1970; `None` once it has
/// ended. Days are those of UTC.
pub(crate) fn days_left(now: u64) -> Option<u64> {
    LAST_DAY.checked_sub(now / SECONDS_OF_A_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_to_the_end_of_january() {
        // date -u -d '2026-11-28 12:00' +%s, and so on.
        for (now, expected) in [
            (1_795_867_200, Some(64)),
            (1_801_267_200, Some(1)),
            (1_801_353_599, Some(1)),
            (1_801_353_600, Some(0)),
            (1_801_439_999, Some(0)),
            (1_801_440_000, None),
        ] {
            assert_eq!(days_left(now), expected, "{now}");
        }
    }
}
