//! Words on and around charts.

/// Summary of the table behind a chart.
pub(crate) const NUMBERS: &str = "Numbers as a table";
/// Shown below a chart until a mark is pointed at.
pub(crate) const HINT: &str =
    "Point at the chart, or go to it by Tab and along it by arrow keys, to read its numbers.";
/// Legend of a line.
pub(crate) const MEDIAN: &str = "Median";
/// Legend of the band around it.
pub(crate) const MIDDLE_HALF: &str = "Middle half";
