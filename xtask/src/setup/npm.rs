//! Packages that builds and tests take from npm: the bridge bundles, wasm-opt, the witnesses.

use serde_json::Value;

use crate::{Error, run, say, workspace};

/// Installs what `package-lock.json` says, unless exactly that is installed.
///
/// # Errors
/// [`Error::Missing`] without Node.js; [`Error::Failed`]; [`Error::Io`].
pub fn packages() -> Result<(), Error> {
    let root = workspace::root();
    let wanted = std::fs::read_to_string(root.join("package-lock.json"))
        .map_err(Error::io("package-lock.json cannot be read"))?;
    // npm writes down there what it has installed.
    let present = std::fs::read_to_string(root.join("node_modules/.package-lock.json"));
    if present.is_ok_and(|present| same(&wanted, &present)) {
        return Ok(());
    }
    if workspace::find(&["npm"]).is_none() {
        return Err(Error::Missing {
            what: "Node.js with npm".to_owned(),
            advice: "Install Node.js 20 or newer.".to_owned(),
        });
    }
    say::heading("Installing npm packages (about 260 MB, half a minute)");
    let mut npm = workspace::command("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    run::aloud(npm)
}

/// Returns whether each package that `wanted` names is in `present`, in that version. Packages for other
/// platforms may be absent.
pub fn same(wanted: &str, present: &str) -> bool {
    let read = |text| serde_json::from_str::<Value>(text).unwrap_or_default();
    let (wanted, present) = (read(wanted), read(present));
    let Some(Value::Object(packages)) = wanted.get("packages") else {
        return false;
    };
    packages
        .iter()
        .filter(|(path, package)| !path.is_empty() && package.get("optional").is_none())
        .all(|(path, package)| {
            let installed = present.get("packages").and_then(|all| all.get(path));
            installed.is_some_and(|installed| installed.get("version") == package.get("version"))
        })
}
