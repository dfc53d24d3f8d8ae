//! `cargo xtask check`: what a reviewer should not have to say.

use std::process::Command;

use crate::{Error, layers, run, say, setup, workspace};

/// Formatting, layers, lints, documentation, dependencies, in this order; stops at the first failure.
///
/// # Errors
/// [`Error::Failed`] of the first check that fails; any error of the set-up.
pub fn check() -> Result<(), Error> {
    setup::for_checking()?;
    step("Formatting", &["fmt", "--all", "--check"], &[])?;
    layers()?;
    let strict = ["--", "--deny", "warnings"];
    step(
        "Lints",
        &["clippy", "--workspace", "--all-targets"],
        &strict,
    )?;
    let wasm = [
        "clippy",
        "--package=sightline-app",
        "--package=atlassian-bridge",
        "--package=sightline-merge-check",
        "--target=wasm32-unknown-unknown",
        "--all-targets",
    ];
    step("Lints of WebAssembly", &wasm, &strict)?;
    say::heading("Documentation");
    let mut doc = cargo(&["doc", "--workspace", "--no-deps"], &[]);
    doc.env("RUSTDOCFLAGS", "--deny warnings");
    say::timed("done", || run::aloud(doc))?;
    let deny = ["deny", "check", "bans", "licenses", "sources"];
    step("Dependencies", &deny, &[])?;
    advisories()?;
    step("Unused dependencies", &["machete"], &[])
}

/// Imports of the app, and code that its views must not contain.
fn layers() -> Result<(), Error> {
    say::heading("Layers of the app");
    let root = workspace::root().join(layers::ROOT);
    let faults = layers::faults(&root)?;
    let sentences: Vec<String> = faults.iter().map(ToString::to_string).collect();
    match sentences.is_empty() {
        true => Ok(()),
        false => Err(Error::Layers(sentences.join("\n"))),
    }
}

fn step(title: &str, arguments: &[&str], more: &[&str]) -> Result<(), Error> {
    say::heading(title);
    say::timed("done", || run::aloud(cargo(arguments, more)))
}

fn cargo(arguments: &[&str], more: &[&str]) -> Command {
    let mut command = workspace::cargo();
    command.args(arguments).args(more);
    // cargo-machete takes this as the sign that it was not started as a command of cargo.
    command.env_remove("CARGO_PKG_NAME");
    command
}

/// The database of advisories is fetched; without a network the check is left out, aloud.
fn advisories() -> Result<(), Error> {
    say::heading("Advisories");
    match run::quietly(cargo(&["deny", "check", "advisories"], &[])) {
        Err(Error::Failed { output, .. })
            if output.contains("failed to fetch advisory database") =>
        {
            say::line("left out: the advisory database cannot be fetched from here");
            Ok(())
        }
        other => other.map(|_| ()),
    }
}
