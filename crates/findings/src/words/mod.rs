//! Sentences about findings, as the panel and a report have them.

pub mod check;
pub mod companions;
pub mod overlaps;
pub mod report;
pub mod size;
