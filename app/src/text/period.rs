//! Names of periods.

use crate::model::period::Period;

/// Name of the group of buttons.
pub const PERIOD: &str = "Period";

/// Name of a period.
pub const fn name(period: Period) -> &'static str {
    match period {
        Period::ThreeMonths => "3 months",
        Period::Year => "1 year",
        Period::All => "All",
    }
}
