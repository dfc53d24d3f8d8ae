//! Looks for what the other commands need and installs what is missing.
//!
//! Each function returns at once when nothing is missing, so every command calls what it needs.

pub mod cargo_tools;
pub mod chromium;
pub mod debian;
pub mod npm;
pub mod rust;

use crate::{Error, say, workspace};

/// Provides what building the app takes.
///
/// # Errors
/// The first thing that is missing and cannot be installed, or that failed to install.
pub fn for_building() -> Result<(), Error> {
    rust::wasm_target()?;
    npm::packages()?;
    cargo_tools::wasm_bindgen(&workspace::lock()?)?.provide()?;
    cargo_tools::TRUNK.provide()
}

/// Provides what running every test takes.
///
/// # Errors
/// As [`for_building`].
pub fn for_testing() -> Result<(), Error> {
    for_building()?;
    cargo_tools::NEXTEST.provide()?;
    chromium::driver().map(|_| ())
}

/// Provides what checking the sources takes.
///
/// # Errors
/// As [`for_building`].
pub fn for_checking() -> Result<(), Error> {
    rust::component("rustfmt")?;
    rust::component("clippy")?;
    rust::wasm_target()?;
    cargo_tools::DENY.provide()?;
    cargo_tools::MACHETE.provide()
}

/// Everything.
///
/// # Errors
/// As [`for_building`].
pub fn for_everything() -> Result<(), Error> {
    for_testing()?;
    for_checking()?;
    say::line("everything is here");
    Ok(())
}
