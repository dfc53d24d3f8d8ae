//! Programs that cargo installs.

use crate::{Error, run, say, workspace};

/// Major, minor, patch.
pub type Version = [u32; 3];

/// Versions of a tool that will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fits {
    /// The pinned one and later ones.
    AtLeast,
    /// The pinned one alone.
    Exactly,
}

/// A program, and the version that is installed where none fits.
#[derive(Debug, Clone, Copy)]
pub struct Tool {
    package: &'static str,
    program: &'static str,
    version: Version,
    fits: Fits,
    /// Time that compiling takes on two cores.
    takes: &'static str,
}

/// Checks licences, sources, duplicates and advisories of dependencies.
pub const DENY: Tool = Tool {
    package: "cargo-deny",
    program: "cargo-deny",
    version: [0, 20, 2],
    fits: Fits::AtLeast,
    takes: "about 3 minutes",
};

/// Finds dependencies that nobody uses.
pub const MACHETE: Tool = Tool {
    package: "cargo-machete",
    program: "cargo-machete",
    version: [0, 9, 2],
    fits: Fits::AtLeast,
    takes: "about 1 minute",
};

/// Runs tests, each in a process of its own.
pub const NEXTEST: Tool = Tool {
    package: "cargo-nextest",
    program: "cargo-nextest",
    version: [0, 9, 143],
    fits: Fits::AtLeast,
    takes: "about 5 minutes",
};

/// Bundles the app. Later versions need a later compiler than the workspace does.
pub const TRUNK: Tool = Tool {
    package: "trunk",
    program: "trunk",
    version: [0, 21, 14],
    fits: Fits::AtLeast,
    takes: "about 5 minutes",
};

/// Writes the JavaScript around the app, and runs its tests. Works only with the library of the same
/// version, so `Cargo.lock` decides which.
///
/// # Errors
/// [`Error::Missing`] when `lock`, the text of `Cargo.lock`, does not name it.
pub fn wasm_bindgen(lock: &str) -> Result<Tool, Error> {
    let version = locked(lock, "wasm-bindgen").ok_or_else(|| Error::Missing {
        what: "wasm-bindgen in Cargo.lock".to_owned(),
        advice: "Restore Cargo.lock.".to_owned(),
    })?;
    Ok(Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version,
        fits: Fits::Exactly,
        takes: "about 3 minutes",
    })
}

impl Tool {
    /// Sees to it that a fitting version is there: on `PATH`, else ready-made by cargo-binstall
    /// where that is installed, else compiled.
    ///
    /// # Errors
    /// [`Error::Failed`] with the end of cargo's output.
    pub fn provide(&self) -> Result<(), Error> {
        if self.present() {
            return Ok(());
        }
        let [major, minor, patch] = self.version;
        let package = format!("{}@{major}.{minor}.{patch}", self.package);
        if workspace::find(&["cargo-binstall"]).is_some() {
            say::heading(format_args!("Fetching {package}"));
            let mut binstall = workspace::cargo();
            binstall.args(["binstall", "--no-confirm", "--force", &package]);
            if run::aloud(binstall).is_ok() && self.present() {
                return Ok(());
            }
        }
        say::heading(format_args!("Compiling {package} ({})", self.takes));
        let mut install = workspace::cargo();
        install.args(["install", "--locked", "--force", &package]);
        // A tool that runs for seconds need not be optimised for minutes; and its parts have no
        // place in the workspace's target folder.
        install
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "none")
            .env_remove("CARGO_TARGET_DIR");
        say::timed(self.package, || run::aloud(install))
    }

    fn present(&self) -> bool {
        let mut probe = workspace::command(self.program);
        probe.arg("--version");
        run::quietly(probe).is_ok_and(|text| self.accepts(&text))
    }

    /// Returns whether the tool that answers `--version` so will do.
    pub fn accepts(&self, answer: &str) -> bool {
        match (version(answer), self.fits) {
            (Some(version), Fits::AtLeast) => version >= self.version,
            (Some(version), Fits::Exactly) => version == self.version,
            (None, _) => false,
        }
    }
}

/// Version of a package in the text of `Cargo.lock`, where cargo writes it below the name.
fn locked(lock: &str, package: &str) -> Option<Version> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    version(&lines.nth(1)?.replace('"', " "))
}

/// The first version number of a text.
fn version(text: &str) -> Option<Version> {
    text.split_whitespace().find_map(|word| {
        let mut parts = word.split('.').map(|part| part.parse().ok());
        Some([parts.next()??, parts.next()??, parts.next()??])
    })
}
