//! System packages, where they can be installed without asking.

use std::path::Path;

use crate::{Error, run, say, workspace};

/// Returns whether this is Debian (or a derivative) and we are root.
fn possible() -> bool {
    let root = rustix::process::geteuid().is_root();
    root && Path::new("/etc/debian_version").exists() && workspace::find(&["apt-get"]).is_some()
}

/// Installs packages on Debian as root.
///
/// # Errors
/// [`Error::Missing`] with `what` elsewhere; [`Error::Failed`].
pub fn install(what: &str, packages: &[&str]) -> Result<(), Error> {
    let names = packages.join(" ");
    if !possible() {
        return Err(Error::Missing {
            what: what.to_owned(),
            advice: format!(
                "Install it with your system's packages (Debian: apt-get install {names})."
            ),
        });
    }
    say::heading(format_args!("Installing {names} (about a minute)"));
    let mut update = workspace::command("apt-get");
    update.args(["update", "--quiet"]);
    // Stale lists may do; what matters is whether the packages can be installed.
    let _ = run::aloud(update);
    let mut install = workspace::command("apt-get");
    install
        .args(["install", "--quiet", "--yes", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    run::aloud(install)
}
