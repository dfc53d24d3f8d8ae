//! The end of Atlassian Connect on Bitbucket, and the way over to Forge.

use maud::{Markup, html};

use crate::AppState;

/// Last day of Connect on Bitbucket, 31 January 2027, in days since 1970.
const LAST_DAY: u64 = 20_849;
const SECONDS_OF_A_DAY: u64 = 86_400;

/// How much time is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// That many days after today.
    Days(u64),
    /// Today is the last day.
    LastDay,
    /// It has ended.
    Nothing,
}

/// Says when Connect ends, how long that is from now on, and where the app for Forge is.
pub(crate) fn notice(app: &AppState) -> Markup {
    let end = html! { time datetime="2027-01-31" { "31 January 2027" } };
    html! {
        p {
            "Atlassian Connect on Bitbucket takes no new registrations or installations since "
            time datetime="2026-02-02" { "2 February 2026" }
            @match left(app.clock.now()) {
                Left::Days(1) => { ", and ends on " (end) ", tomorrow. " }
                Left::Days(days) => { ", and ends on " (end) ", in " (days) " days. " }
                Left::LastDay => { ", and ends today, on " (end) ". " }
                Left::Nothing => { ", and ended on " (end) ". " }
            }
            "Workspaces that have a registered app keep it until then."
        }
        @if let Some(link) = &app.config.descriptor.forge_app_link {
            p { "The same app for Forge goes on after that: " a href=(link) { "install it" } "." }
        }
    }
}

/// Time left at `now`, in seconds since 1970. Days are those of UTC.
fn left(now: u64) -> Left {
    let today = now / SECONDS_OF_A_DAY;
    match LAST_DAY.checked_sub(today) {
        Some(0) => Left::LastDay,
        Some(days) => Left::Days(days),
        None => Left::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_to_the_end_of_january() {
        // date -u -d '2026-11-28 12:00' +%s, and so on.
        for (now, expected) in [
            (1_795_867_200, Left::Days(64)),
            (1_801_267_200, Left::Days(1)),
            (1_801_353_599, Left::Days(1)),
            (1_801_353_600, Left::LastDay),
            (1_801_439_999, Left::LastDay),
            (1_801_440_000, Left::Nothing),
        ] {
            assert_eq!(left(now), expected, "{now}");
        }
    }
}
