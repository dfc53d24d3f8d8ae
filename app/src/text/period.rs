//! How far back a view looks, in words.

pub(crate) const PERIOD: &str = "Period";

/// The name of a period.
pub(crate) fn name(period: &str) -> &'static str {
    match period {
        "quarter" => "3 months",
        "year" => "1 year",
        _ => "All",
    }
}
