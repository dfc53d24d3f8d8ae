//! `cargo xtask bench`: speed, and whether it is still enough.
//!
//! | module | what |
//! |---|---|
//! | [`server()`] | throughput, latency and memory of the server, against something bare |
//! | [`jobs()`] | a burst of webhooks with faults and a `kill -9`: nothing lost, nothing twice |
//! | `figures` | figures of the server: table, JSON, limits |
//! | [`app`] | the app in headless Chromium: first content, blocks, frames, analysis |
//! | [`report`] | figures of the app: table, JSON, limits |
//! | `limit` | comparison of figures with their limits |
//! | [`stats`] | median and quartiles |

pub mod app;
mod figures;
mod jobs;
mod limit;
pub mod report;
mod server;
pub mod stats;
mod verification;
mod wrk;

pub use jobs::jobs;
pub use server::server;
