//! `cargo xtask fuzz`: broken input for qsh, tokens, descriptors and lifecycle payloads.

use crate::{Error, run, say, workspace};

/// Fuzzes every target for some seconds each. An input that breaks one is kept below
/// `crates/connect/fuzz/artifacts`.
///
/// # Errors
/// [`Error::Failed`] with the end of the target's log.
pub fn fuzz(seconds: u32) -> Result<(), Error> {
    say::heading(format_args!("Fuzzing four targets for {seconds} s each"));
    let script = workspace::root().join("crates/connect/fuzz/run");
    let mut command = workspace::command(script);
    command.arg(seconds.to_string());
    run::aloud(command)
}
