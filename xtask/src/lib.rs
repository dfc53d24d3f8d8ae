//! Developer commands: `cargo xtask …`.
//!
//! The commands do what a newcomer would otherwise read a page for: they look for each tool, install
//! what is missing into the user's cargo home (where a second clone finds it), and then build, show
//! or test. Nothing is installed twice, and nothing is asked.
//!
//! | module | what |
//! |---|---|
//! | [`setup`] | looks for tools and installs the missing ones |
//! | [`bundle`] | the app as files: Trunk, brotli, sizes |
//! | [`stack`] | sandbox and server as child processes, for the demo and the end-to-end tests |
//! | [`demo`] | a running stack to look at |
//! | [`suite`] | every test, in order, with one sum at the end |
//! | [`bench`](mod@bench) | speed of the server and of the app, against something bare |
//! | [`forge`] | the app as an app of Forge: its files, checked as Forge checks them |
//! | [`fuzz`] | broken input for the protocol's parsers |
//! | [`eval`] | how good the suggestions would have been on merged pull requests |
//! | [`layers`] | which module of the app may use which |
//! | [`check`] | formatting, layers, lints, documentation, dependencies |
//!
//! Child processes are started by [`run`] when they come to an end by themselves, and by
//! [`process`] when they serve until they are stopped.

pub mod bench;
pub mod bundle;
pub mod check;
pub mod demo;
pub mod error;
pub mod eval;
pub mod forge;
pub mod fuzz;
pub mod layers;
pub mod process;
pub mod run;
pub mod say;
pub mod setup;
pub mod stack;
pub mod suite;
pub mod workspace;

pub use error::Error;
