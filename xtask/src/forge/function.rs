//! The merge check: a program for Node.js, and the function around it.

use std::process::Command;

use super::{folder, source};
use crate::{Error, run, setup, workspace};

/// Package of the program.
const PACKAGE: &str = "sightline-merge-check";
/// File that cargo makes of it.
const PROGRAM: &str = "sightline_merge_check.wasm";
const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm-release";
/// Version of Node.js that the manifest names.
const NODE: &str = "node22";

/// Builds the program into `forge/build/merge-check`, and the function as one file into
/// `forge/build/function`. That one is what `forge deploy` makes of the same source with its own bundler, for
/// the sandbox to run.
pub(super) fn function() -> Result<(), Error> {
    setup::rust::wasm_target()?;
    let bindgen = setup::cargo_tools::wasm_bindgen(&workspace::lock()?)?;
    bindgen.provide()?;
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--lib", "--package", PACKAGE]).args([
        "--target",
        TARGET,
        "--profile",
        PROFILE,
    ]);
    run::quietly(cargo)?;
    let program = workspace::target().join(TARGET).join(PROFILE).join(PROGRAM);
    let made = folder().join("merge-check");
    let mut bindgen = workspace::command("wasm-bindgen");
    bindgen
        .args(["--target", "web", "--no-typescript"])
        // Bundlers would look for the file beside the script.
        .arg("--omit-default-module-path")
        .args(["--out-name", "glue", "--out-dir"])
        .args([&made, &program]);
    run::quietly(bindgen)?;
    let program = made.join("glue_bg.wasm");
    let mut wasm_opt = workspace::command("wasm-opt");
    wasm_opt
        .arg("-Oz")
        .arg(&program)
        .arg("--output")
        .arg(&program);
    run::quietly(wasm_opt)?;
    let mut whole = esbuild("program.js", "merge-check/program.js");
    whole.args(["--format=esm", "--loader:.wasm=binary"]);
    run::quietly(whole)?;
    let mut function = esbuild("src/index.js", "function/index.cjs");
    function.arg("--format=cjs");
    run::quietly(function).map(drop)
}

/// Puts a script, and all that it imports, into one file of the folder of what is built.
fn esbuild(script: &str, to: &str) -> Command {
    let mut esbuild = workspace::command("esbuild");
    esbuild
        .arg(source().join(script))
        .args(["--bundle", "--platform=node", "--log-level=warning"])
        .arg(format!("--target={NODE}"))
        .arg(format!("--outfile={}", folder().join(to).display()));
    esbuild
}
