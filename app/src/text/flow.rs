//! What is said about the flow of work.

use sightline_insight::{flow::Numbers, quantile::Quartiles};

use super::{
    chart::{hours, length},
    counted, number,
};
use crate::chart::Unit;

pub(crate) const FLOW: &str = "Flow";
pub(crate) const ABOUT: &str = "How pull requests come and go, and how long they take: medians \
     over all of them, never over people.";
pub(crate) const TARGET: &str = "Target branch";
pub(crate) const ALL_TARGETS: &str = "All branches";
pub(crate) const NOTHING: &str = "Nothing was opened or merged in this period.";
pub(crate) const NONE_MERGED: &str = "No pull request was merged here yet";
pub(crate) const NONE_MERGED_MORE: &str =
    "As soon as some are, this page shows how long they took and what they changed.";
pub(crate) const NONE_READ: &str =
    "History is being read. What is known is shown here as soon as there is some.";
pub(crate) const NOT_MEASURED: &str = "Not known for any pull request in this period yet: when \
     somebody first reviewed or approved is read for each of them, in the background.";
pub(crate) const UNREAD: &str = "—";
pub(crate) const NOT_KNOWN: &str = "not known yet";
pub(crate) const IN_PART: &str = "history read in part";
pub(crate) const NOT_OVER: &str = "not over yet";

pub(crate) const COUNTS: &str = "Opened and merged a week";
pub(crate) const COUNTS_ABOUT: &str = "Pull requests of people, a week. Open drafts and those of bots are counted apart, in the table.";
pub(crate) const OPENED: &str = "Opened";
pub(crate) const MERGED: &str = "Merged";
pub(crate) const FIRST_REVIEW: &str = "Time to first review";
pub(crate) const FIRST_REVIEW_ABOUT: &str =
    "From ready to the first comment or vote of another person, by week of the merge.";
pub(crate) const REVIEW: &str = "Review time";
pub(crate) const REVIEW_ABOUT: &str =
    "From the first review to the last approval, by week of the merge.";
pub(crate) const CYCLE: &str = "Cycle time";
pub(crate) const CYCLE_ABOUT: &str = "From ready to merged, by week of the merge.";
pub(crate) const SIZE: &str = "Size of changes";
pub(crate) const SIZE_ABOUT: &str = "Lines added and removed, by week of the merge.";

/// What LinearB publishes for the cycle time, in seconds.
pub(crate) const PUBLISHED: [(i64, &str); 2] = [
    (25 * 3_600, "LinearB 2026: elite below 25 h"),
    (72 * 3_600, "LinearB 2026: good to 72 h"),
];

pub(crate) const MEANINGS: &str = "What the numbers mean";
pub(crate) const MEANINGS_LIST: [(&str, &str); 8] = [
    (
        "Ready",
        "When a pull request was opened, or when it stopped to be a draft.",
    ),
    (
        "First review",
        "The first comment or vote of somebody who is neither its author nor a bot. Authors’ own \
         comments do not count.",
    ),
    (
        "Review time",
        "From the first review to the last approval; not known without an approval.",
    ),
    (
        "Cycle time",
        "From ready to merged. Bitbucket does not say when a pull request was merged; its last \
         activity is taken, which is the merge unless somebody wrote later.",
    ),
    (
        "Median and middle half",
        "Half took less than the median. A quarter took less than the middle half’s lower end, a \
         quarter more than its upper end. n says over how many; with a few, medians jump.",
    ),
    (
        "Weeks",
        "Monday to Sunday, in UTC. What is opened counts in the week of its opening, all else in \
         the week of its merge. Declined pull requests are not in here.",
    ),
    (
        "Drafts and bots",
        "Open drafts and pull requests of bots are counted apart, and have no part in times and \
         sizes.",
    ),
    (
        "Lines by LinearB",
        "From its benchmarks of 2026, for the 75th percentile of cycle times that begin with the \
         first commit and end with the release: longer than what is measured here.",
    ),
];

/// Names of the columns of counts.
pub(crate) const COUNTS_COLUMNS: [&str; 7] = [
    "Week of",
    "Opened",
    "Open drafts",
    "Opened by bots",
    "Merged",
    "Merged by bots",
    "Note",
];

/// Names of the columns of a measure.
pub(crate) const fn columns(unit: Unit) -> [&'static str; 6] {
    match unit {
        Unit::Number => [
            "Week of",
            "Median (lines)",
            "A quarter below (lines)",
            "A quarter above (lines)",
            "n",
            "Note",
        ],
        Unit::Time => [
            "Week of",
            "Median (hours)",
            "A quarter below (hours)",
            "A quarter above (hours)",
            "n",
            "Note",
        ],
    }
}

/// A value in a table, without its unit.
pub(crate) fn plain(value: i64, unit: Unit) -> String {
    match unit {
        Unit::Number => value.to_string(),
        Unit::Time => hours(value),
    }
}

/// A value in words: `3 d 4 h`, `120 lines`.
pub(crate) fn value(value: i64, unit: Unit) -> String {
    match unit {
        Unit::Number => counted(u64::try_from(value).unwrap_or(0), "line"),
        Unit::Time => length(value),
    }
}

/// `Week of 3 Aug 2026: opened 12, merged 9 (2 drafts, …)`
pub(crate) fn counts(week: &str, numbers: &Numbers, note: &str) -> String {
    let mut text = ["Week of ", week, ": opened "].concat();
    text.push_str(&number(numbers.opened.into()));
    text.push_str(", merged ");
    text.push_str(&number(numbers.merged.into()));
    let apart = [
        (numbers.drafts, " open drafts"),
        (numbers.opened_by_bots, " opened by bots"),
        (numbers.merged_by_bots, " merged by bots"),
    ];
    for (count, name) in apart {
        if count > 0 {
            text.push_str(", ");
            text.push_str(&number(count.into()));
            text.push_str(name);
        }
    }
    ended(text, note)
}

/// `Week of 3 Aug 2026: median 5 h, middle half 2 h to 1 d 4 h, n = 12`
pub(crate) fn measured(week: &str, found: Option<Quartiles>, unit: Unit, note: &str) -> String {
    let mut text = ["Week of ", week, ": "].concat();
    match found {
        None => text.push_str("nothing known"),
        Some(found) => text.push_str(&quartiles(found, unit)),
    }
    ended(text, note)
}

/// `median 5 h, middle half 2 h to 1 d 4 h, n = 12`
pub(crate) fn quartiles(found: Quartiles, unit: Unit) -> String {
    let median = value(found.median, unit);
    ["median ", &median, ", ", &around(found, unit)].concat()
}

/// `middle half 2 h to 1 d 4 h, n = 12`
pub(crate) fn around(found: Quartiles, unit: Unit) -> String {
    let [low, high] = [found.low, found.high].map(|at| value(at, unit));
    let n = number(found.n.into());
    ["middle half ", &low, " to ", &high, ", n = ", &n].concat()
}

/// `n = 84 merged pull requests`
pub(crate) fn over(n: u32) -> String {
    ["n = ", &counted(n.into(), "merged pull request"), "."].concat()
}

/// `n = 90 opened, 84 merged.`
pub(crate) fn over_counts(numbers: &Numbers) -> String {
    let (opened, merged) = (number(numbers.opened.into()), number(numbers.merged.into()));
    ["n = ", &opened, " opened, ", &merged, " merged."].concat()
}

/// From when on history is known.
pub(crate) fn read_back_to(day: &str) -> String {
    [
        "History is read back to ",
        day,
        "; that week is shown in part, earlier ones are not shown.",
    ]
    .concat()
}

fn ended(mut text: String, note: &str) -> String {
    if !note.is_empty() {
        text.push_str(" (");
        text.push_str(note);
        text.push(')');
    }
    text
}
