//! Judgement of Forge about the app: its manifest, the policies of its pages, their addresses, and
//! how much there is.

use std::{fmt, fs, path::Path};

use serde::Deserialize;

use super::{description::Description, folder, source};
use crate::{Error, run, workspace};

/// Bytes that a deployed app may come to, as of December 2025:
/// <https://developer.atlassian.com/platform/forge/limits-app-developer/>
const MOST_BYTES: u64 = 100_000_000;
/// Resources that an app may have, by the same page.
const MOST_RESOURCES: usize = 10;
/// Modules that an app may have, by the same page.
const MOST_MODULES: usize = 150;

/// Output of `forge/check.mjs`.
#[derive(Debug, Deserialize)]
struct Report {
    problems: Vec<Problem>,
    /// Sources for a policy that Forge does not accept.
    invalid: Vec<String>,
    app: Description,
}

/// Faults that `@forge/manifest` finds.
#[derive(Debug, Deserialize)]
struct Problem {
    message: String,
    line: Option<u32>,
}

/// Amounts of what Forge limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all files.
    pub bytes: u64,
    /// Resources of the manifest.
    pub resources: usize,
    /// Modules of the manifest.
    pub modules: usize,
}

/// Checks what is in `forge/build`, and writes its description there.
///
/// # Errors
/// [`Error::Forge`]
pub fn describe() -> Result<Description, Error> {
    let mut node = workspace::command("node");
    node.arg(source().join("check.mjs"));
    let printed = run::quietly(node)?;
    let report: Report = serde_json::from_str(&printed)
        .map_err(|error| Error::Forge(format!("forge/check.mjs: {error}")))?;
    let mut faults: Vec<String> = report.problems.iter().map(Problem::said).collect();
    faults.extend(
        report
            .invalid
            .iter()
            .map(|it| format!("no policy takes {it}")),
    );
    let app = report.app;
    for (key, resource) in &app.resources {
        let page = folder().join(&resource.folder);
        faults.extend(
            page_faults(&page)?
                .into_iter()
                .map(|it| format!("{key}: {it}")),
        );
        faults.extend(policy_faults(&resource.policy).map(|it| format!("{key}: {it}")));
    }
    faults.extend(function_faults(&app));
    faults.extend(Limits::measure(&folder(), &app)?.faults());
    if !faults.is_empty() {
        return Err(Error::Forge(faults.join("\n")));
    }
    let text = serde_json::to_string_pretty(&app).unwrap_or_default();
    let written = fs::write(folder().join("app.json"), text);
    written.map_err(Error::io("forge/build/app.json cannot be written"))?;
    Ok(app)
}

impl Problem {
    fn said(&self) -> String {
        let line = self.line.unwrap_or_default();
        format!("manifest.yml:{line}: {}", self.message)
    }
}

/// Functions that are not there, and checks that name none.
pub fn function_faults(app: &Description) -> Vec<String> {
    let functions = app.functions.iter();
    let missing = functions.filter(|(_, function)| !function.callable);
    let missing = missing.map(|(key, it)| format!("{key}: {} exports no {}", it.file, it.name));
    let checks = app.merge_checks.iter();
    let unknown = checks.filter(|check| !app.functions.contains_key(&check.function));
    let unknown = unknown.map(|check| format!("{}: there is no {}", check.key, check.function));
    missing.chain(unknown).collect()
}

/// Sources that a policy lacks for the app, or allows too much.
pub fn policy_faults(policy: &str) -> impl Iterator<Item = String> {
    let scripts = policy.split(';').map(str::trim);
    let scripts = scripts.filter(|directive| directive.starts_with("script-src "));
    let sources: Vec<&str> = scripts.flat_map(str::split_whitespace).collect();
    let evaluates = sources.contains(&"'unsafe-eval'");
    let inline = sources.contains(&"'unsafe-inline'");
    let lacks = (!evaluates).then(|| "its policy compiles no WebAssembly".to_owned());
    let allows = inline.then(|| "its policy allows inline scripts".to_owned());
    lacks.into_iter().chain(allows)
}

/// Addresses in the page of a folder that are not relative, or lead to no file.
///
/// # Errors
/// [`Error::Io`] where there is no page.
pub fn page_faults(folder: &Path) -> Result<Vec<String>, Error> {
    let page = folder.join("index.html");
    let failed = Error::io(format!("{} cannot be read", page.display()));
    let html = fs::read_to_string(&page).map_err(failed)?;
    let faults = addresses(&html).filter_map(|address| {
        let file = address.strip_prefix("./");
        match file.map(|file| folder.join(file).is_file()) {
            None => Some(format!("{address} is not relative")),
            Some(false) => Some(format!("{address} is no file")),
            Some(true) => None,
        }
    });
    Ok(faults.collect())
}

/// Values of `src` and `href`.
fn addresses(html: &str) -> impl Iterator<Item = &str> {
    let attributes = ["src=\"", "href=\""];
    attributes
        .into_iter()
        .flat_map(|attribute| html.split(attribute).skip(1))
        .filter_map(|rest| rest.split('"').next())
}

impl Limits {
    /// Measures resources and functions below a folder, and counts what the description lists.
    ///
    /// # Errors
    /// [`Error::Io`]
    pub fn measure(folder: &Path, app: &Description) -> Result<Self, Error> {
        let mut bytes = 0;
        for resource in app.resources.values() {
            let failed = Error::io(format!("{} cannot be read", resource.folder));
            bytes += size(&folder.join(&resource.folder)).map_err(failed)?;
        }
        for function in app.functions.values() {
            let failed = Error::io(format!("{} cannot be read", function.file));
            bytes += fs::metadata(folder.join(&function.file))
                .map_err(failed)?
                .len();
        }
        Ok(Self {
            bytes,
            resources: app.resources.len(),
            modules: app.modules.len() + app.merge_checks.len() + app.functions.len(),
        })
    }

    /// Limits that are passed.
    pub fn faults(self) -> Vec<String> {
        let over = |is: bool, what: String| is.then_some(what);
        let (bytes, resources, modules) = (self.bytes, self.resources, self.modules);
        [
            over(
                bytes > MOST_BYTES,
                format!("{bytes} bytes, above {MOST_BYTES}"),
            ),
            over(
                resources > MOST_RESOURCES,
                format!("{resources} resources, above {MOST_RESOURCES}"),
            ),
            over(
                modules > MOST_MODULES,
                format!("{modules} modules, above {MOST_MODULES}"),
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bytes, resources, modules) = (self.bytes, self.resources, self.modules);
        write!(
            f,
            "forge/build has {bytes} of {MOST_BYTES} bytes, {resources} of {MOST_RESOURCES} resources, \
             {modules} of {MOST_MODULES} modules"
        )
    }
}

fn size(folder: &Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += match entry.file_type()?.is_dir() {
            true => size(&entry.path())?,
            false => entry.metadata()?.len(),
        };
    }
    Ok(bytes)
}
