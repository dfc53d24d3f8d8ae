//! Tables of what views show, for other programs: rows below the names of the columns.

pub mod flow;
pub mod history;
pub mod hotspots;
pub mod overlaps;
pub mod queue;
pub mod workload;
