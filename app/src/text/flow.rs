//! Words of the flow view.

use bitbucket_cloud::Timestamp;
use sightline_insight::{flow::Numbers, quantile::Quartiles};

use super::progress;
use crate::{
    format::{
        axis::Unit,
        duration::{hours, two_units},
        number::{as_u64, counted, number},
    },
    model::{flow_input::Incomplete, history::Coverage},
};

/// Heading.
pub const FLOW: &str = "Flow";
/// Explains the view.
pub const ABOUT: &str = "How pull requests come and go, and how long they take: medians \
     over all of them, or of one author where you choose one. People are never ranked.";
/// Label of the list of branches.
pub const TARGET: &str = "Target branch";
/// Entry of that list for all branches.
pub const ALL_TARGETS: &str = "All branches";
/// Label of the list of authors.
pub const AUTHOR: &str = "Author";
/// Entry of that list for everybody.
pub const ALL_AUTHORS: &str = "All authors";
/// Name of the inputs of a range of days.
pub const RANGE: &str = "Days";
/// Label of the first day of a range.
pub const FIRST_DAY: &str = "From";
/// Label of the last day of a range.
pub const LAST_DAY: &str = "To";
/// Shown for a period in which nothing happened.
pub const NOTHING: &str = "Nothing was opened or merged in this period.";
/// Title where nothing was ever merged.
pub const NONE_MERGED: &str = "No pull request was merged here yet";
/// Explains that title.
pub const NONE_MERGED_MORE: &str =
    "As soon as some are, this page shows how long they took and what they changed.";
/// Shown while nothing is read yet.
pub const NONE_READ: &str =
    "History is being read. What is known is shown here as soon as there is some.";
/// Shown above a chart without values.
pub const NOT_MEASURED: &str = "Not known for any pull request in this period yet: when \
     somebody first reviewed or approved is read for each of them, in the background.";

/// Title and explanation where no merged pull request is known; `exact` writes a time.
pub fn nothing_merged(
    coverage: &Coverage,
    exact: impl Fn(Timestamp) -> String,
) -> (&'static str, String) {
    match coverage {
        Coverage::Unread(progress) => (progress::NOT_KNOWN, progress::unread(progress, exact)),
        Coverage::Newest | Coverage::Whole => (NONE_MERGED, NONE_MERGED_MORE.to_owned()),
    }
}

/// A number of the period before: `1 d 4 h in the period before`.
pub fn before(value: &str) -> String {
    format!("{value} in the period before")
}

/// Sign for a number that is not known.
pub const UNREAD: &str = "—";
/// Explains that sign.
pub const NOT_KNOWN: &str = "not known yet";

/// Title of the chart of counts.
pub const COUNTS: &str = "Opened and merged a week";
/// Explains that chart.
pub const COUNTS_ABOUT: &str = "Pull requests of people, a week. Open drafts and those of bots are \
     counted apart, in the table.";
/// Name of a count.
pub const OPENED: &str = "Opened";
/// Name of a count.
pub const MERGED: &str = "Merged";
/// Title of a measure.
pub const FIRST_REVIEW: &str = "Time to first review";
/// Explains that measure.
pub const FIRST_REVIEW_ABOUT: &str =
    "From ready to the first comment or vote of another person, by week of the merge.";
/// Title of a measure.
pub const REVIEW: &str = "Review time";
/// Explains that measure.
pub const REVIEW_ABOUT: &str = "From the first review to the last approval, by week of the merge.";
/// Title of a measure.
pub const CYCLE: &str = "Cycle time";
/// Explains that measure.
pub const CYCLE_ABOUT: &str = "From ready to merged, by week of the merge.";
/// Title of a measure.
pub const SIZE: &str = "Size of changes";
/// Explains that measure.
pub const SIZE_ABOUT: &str = "Lines added and removed, by week of the merge.";

/// Cycle times that LinearB publishes, in seconds.
pub const PUBLISHED: [(i64, &str); 2] = [
    (25 * 3_600, "LinearB 2026: elite below 25 h"),
    (72 * 3_600, "LinearB 2026: good to 72 h"),
];

/// Heading of the definitions.
pub const MEANINGS: &str = "What the numbers mean";
/// Definitions by name.
pub const MEANINGS_LIST: [(&str, &str); 8] = [
    (
        "Ready",
        "When a pull request was opened, or when it stopped being a draft.",
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
        "From ready to merged. The repository’s activity says when a pull request was merged; where \
         it was not read back that far, the last update is taken: the merge, unless somebody wrote \
         later.",
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
pub const COUNTS_COLUMNS: [&str; 7] = [
    "Week of",
    "Opened",
    "Open drafts",
    "Opened by bots",
    "Merged",
    "Merged by bots",
    "Note",
];

/// Names of the columns of a measure.
pub const fn columns(unit: Unit) -> [&'static str; 6] {
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
pub fn plain(value: i64, unit: Unit) -> String {
    match unit {
        Unit::Number => value.to_string(),
        Unit::Time => hours(value),
    }
}

/// A value in words: `3 d 4 h`, `120 lines`.
pub fn value(value: i64, unit: Unit) -> String {
    match unit {
        Unit::Number => counted(u64::try_from(value).unwrap_or(0), "line"),
        Unit::Time => two_units(value),
    }
}

/// Counts of a week: `Week of 3 Aug 2026: opened 12, merged 9, 2 open drafts (not over yet)`.
pub fn counts(week: &str, numbers: &Numbers, incomplete: Option<Incomplete>) -> String {
    let apart = apart([
        (numbers.drafts, "open drafts"),
        (numbers.opened_by_bots, "opened by bots"),
        (numbers.merged_by_bots, "merged by bots"),
    ]);
    let apart = apart.into_iter().map(|part| format!(", {part}"));
    let apart: String = apart.collect();
    let (opened, merged) = (number(numbers.opened.into()), number(numbers.merged.into()));
    let note = in_brackets(incomplete);
    format!("Week of {week}: opened {opened}, merged {merged}{apart}{note}")
}

/// Opened pull requests that are counted apart: `2 open drafts apart, 1 by bots apart`.
pub fn opened_apart(numbers: &Numbers) -> String {
    let drafts = match numbers.drafts {
        1 => "open draft apart",
        _ => "open drafts apart",
    };
    let parts = [
        (numbers.drafts, drafts),
        (numbers.opened_by_bots, "by bots apart"),
    ];
    apart(parts).join(", ")
}

/// Merged pull requests that are counted apart: `1 by bots apart`.
pub fn merged_apart(numbers: &Numbers) -> String {
    apart([(numbers.merged_by_bots, "by bots apart")]).join(", ")
}

/// Counts above zero, with their names.
fn apart<const N: usize>(parts: [(u32, &str); N]) -> Vec<String> {
    let some = parts.into_iter().filter(|(count, _)| *count > 0);
    let some = some.map(|(count, name)| format!("{} {name}", number(count.into())));
    some.collect()
}

/// A measure in a week: `Week of 3 Aug 2026: median 5 h, middle half 2 h to 1 d 4 h, n = 12`.
pub fn measured(
    week: &str,
    found: Option<Quartiles>,
    unit: Unit,
    incomplete: Option<Incomplete>,
) -> String {
    let found = found.map_or_else(
        || "nothing known".to_owned(),
        |found| quartiles(found, unit),
    );
    format!("Week of {week}: {found}{}", in_brackets(incomplete))
}

/// `median 5 h, middle half 2 h to 1 d 4 h, n = 12`
pub fn quartiles(found: Quartiles, unit: Unit) -> String {
    let median = value(found.median, unit);
    format!("median {median}, {}", around(found, unit))
}

/// `middle half 2 h to 1 d 4 h, n = 12`
pub fn around(found: Quartiles, unit: Unit) -> String {
    let [low, high] = [found.low, found.high].map(|at| value(at, unit));
    let n = number(found.n.into());
    format!("middle half {low} to {high}, n = {n}")
}

/// Merges whose date is not known: `3 merges of this period are dated by their last update.` `None`
/// where there are none.
pub fn undated(count: usize) -> Option<String> {
    let (merges, verb, whose) = match count {
        0 => return None,
        1 => ("1 merge".to_owned(), "is", "its"),
        count => (format!("{} merges", number(as_u64(count))), "are", "their"),
    };
    Some(format!(
        "{merges} of this period {verb} dated by {whose} last update: the activity was not read back \
         that far."
    ))
}

/// That open pull requests are missing: `Opened: 50 of 120 open pull requests are read.` `None` where
/// none is.
pub fn opened_in_part((read, all): (usize, usize)) -> Option<String> {
    let all_of = counted(as_u64(all), "open pull request");
    (read < all).then(|| format!("Opened: {} of {all_of} are read.", number(as_u64(read))))
}

/// Line above the chart of a measure: `n = 84 merged pull requests.`
pub fn over(found: Option<Quartiles>) -> String {
    found.map_or_else(
        || NOT_MEASURED.to_owned(),
        |found| format!("n = {}.", counted(found.n.into(), "merged pull request")),
    )
}

/// Line above the chart of counts: `n = 90 opened, 84 merged.`
pub fn over_counts(numbers: &Numbers) -> String {
    let (opened, merged) = (number(numbers.opened.into()), number(numbers.merged.into()));
    format!("n = {opened} opened, {merged} merged.")
}

/// Day from which on history is known.
pub fn read_back_to(day: &str) -> String {
    format!(
        "History is read back to {day}; that week is shown in part, earlier ones are not shown."
    )
}

/// Reason why the numbers of a week are not final; empty if they are.
pub const fn note(incomplete: Option<Incomplete>) -> &'static str {
    match incomplete {
        Some(Incomplete::Cut) => "in part",
        Some(Incomplete::NotOver) => "not over yet",
        Some(Incomplete::ReadInPart) => "history read in part",
        None => "",
    }
}

fn in_brackets(incomplete: Option<Incomplete>) -> String {
    match note(incomplete) {
        "" => String::new(),
        note => format!(" ({note})"),
    }
}
