//! Parts of the toolchain.

use crate::{Error, run, say, workspace};

const WASM: &str = "wasm32-unknown-unknown";

/// The compiler's WebAssembly target.
///
/// # Errors
/// [`Error::Failed`]; [`Error::Missing`] where there is no rustup to add it with.
pub fn wasm_target() -> Result<(), Error> {
    let mut rustc = workspace::command("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM]);
    let folder = run::quietly(rustc)?;
    if std::path::Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    say::heading("Adding Rust's WebAssembly target (about 20 MB)");
    rustup(&["target", "add", WASM])
}

/// A component such as `clippy`.
///
/// # Errors
/// As [`wasm_target`].
pub fn component(name: &str) -> Result<(), Error> {
    let program = match name {
        "rustfmt" => "fmt",
        other => other,
    };
    let mut probe = workspace::cargo();
    probe.args([program, "--version"]);
    if run::quietly(probe).is_ok() {
        return Ok(());
    }
    say::heading(format_args!("Adding {name} to the toolchain"));
    rustup(&["component", "add", name])
}

fn rustup(arguments: &[&str]) -> Result<(), Error> {
    if workspace::find(&["rustup"]).is_none() {
        return Err(Error::Missing {
            what: format!("rustup, to run `rustup {}`", arguments.join(" ")),
            advice: "Install it, or add that part with your system's packages.".to_owned(),
        });
    }
    let mut command = workspace::command("rustup");
    command.args(arguments);
    run::aloud(command)
}
