//! The server, in process or as the real binary. One module a topic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod admin;
mod binary;
#[path = "../../examples/jobs/double/mod.rs"]
mod double;
mod place;
mod support;

mod base_path;
mod bitbucket;
mod candidates;
mod check;
mod cli;
mod commands;
mod crash;
mod descriptor;
mod documents;
mod faults;
mod floods;
mod headers;
mod host;
mod landing;
mod lifecycle;
mod limits;
mod live_reload;
mod logs;
mod metrics;
mod operations;
mod ordering;
mod pages;
mod pooler;
mod promotion;
mod rate;
mod refresh;
mod report_jobs;
mod reports;
mod rolling;
mod session;
mod sharing;
mod sockets;
mod store_contract;
mod store_order;
mod unreadable;
mod waiting;
mod webhooks;
