//! Numbers, dates, durations and tables as text.

pub mod axis;
pub mod csv;
pub mod date;
pub mod duration;

pub use sightline_findings::format::{list, number};
