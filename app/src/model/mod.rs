//! Plain data of the app, and pure functions over it: what Bitbucket answered in the terms that the
//! analysis wants, and what is kept of it. No signals, no calls, no clock.

pub mod activity;
pub mod blocks;
pub mod flow_input;
pub mod history;
pub mod hotspot_map;
pub mod hotspots;
pub mod installation;
pub mod open_list;
pub mod other_lines;
pub mod period;
pub mod queue_query;
pub mod queue_row;
pub mod readiness;
pub mod records;
pub mod reveal;
pub mod review;
pub mod reviewers;
pub mod server_error;
pub mod shades;
pub mod sorting;
pub mod standalone;
pub mod timeline;
pub mod urgency;
pub mod workload;

pub use sightline_findings::{
    account, change_history, companions, overlap_input, overlaps, percentile, settings, size,
};
