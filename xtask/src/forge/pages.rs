//! Folders of files, one for each resource of the manifest.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;

use super::{calls::first_calls, folder, source};
use crate::{
    Error,
    bundle::{Program, compress},
    run, workspace,
};

/// Place at which a page of the app takes up its host, as the server does for Connect.
const MARKER: &str = "<!-- sightline:host -->";
/// Script that takes up Forge.
const HOST: &str = "<script type=\"module\" src=\"./page.js\"></script>";
/// Folder of brotli files. It is no resource: Forge's content network is assumed to compress by itself,
/// and the sandbox serves these.
const PACKED: &str = "packed";
/// Oldest browsers that the app runs in.
const BROWSERS: &str = "chrome97,firefox102,safari16";

/// The resource of a program of the app.
pub(super) fn program(program: Program) -> Result<(), Error> {
    let name = program.name();
    let page = folder().join(name);
    let files = page.join("static").join(name);
    make(&files)?;
    let packed = folder().join(PACKED).join(name);
    let packed_files = packed.join("static").join(name);
    make(&packed_files)?;
    for file in built(&program.folder())? {
        let is_packed = file.extension().is_some_and(|it| it == "br");
        copy(&file, if is_packed { &packed_files } else { &files })?;
    }
    let html = read(&program.folder().join("index.html"))?;
    if !html.contains(MARKER) {
        let what = format!("dist/{name}/index.html has no {MARKER}");
        return Err(Error::Forge(what));
    }
    write(&page.join("index.html"), &html.replacen(MARKER, HOST, 1))?;
    let calls = json!(first_calls(program)).to_string();
    let calls = format!("--define:FIRST_CALLS={calls}");
    bundle("page.js", &page, &[&calls])?;
    compress::write(&page.join("page.js"), &packed.join("page.js.br"))
}

/// The resource of the workspace's settings: a page without a program.
pub(super) fn settings() -> Result<(), Error> {
    let page = folder().join("settings");
    make(&page)?;
    for style in ["tokens.css", "base.css"] {
        copy(&workspace::root().join("public").join(style), &page)?;
    }
    let html = read(&source().join("settings.html"))?;
    write(&page.join("index.html"), &html)?;
    bundle("theme.js", &page, &[])
}

/// Puts a script and the modules of npm that it imports into one file.
fn bundle(script: &str, page: &Path, more: &[&str]) -> Result<(), Error> {
    let mut esbuild = workspace::command("esbuild");
    esbuild
        .arg(source().join(script))
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--log-level=warning",
        ])
        .arg(format!("--target={BROWSERS}"))
        .arg(format!("--outfile={}", page.join(script).display()))
        .args(more);
    run::quietly(esbuild).map(drop)
}

/// Files that Trunk built, and their brotli files, but for the page.
fn built(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = || Error::io(format!("{} cannot be read", folder.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed())? {
        let path = entry.map_err(failed())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with("index.html") {
            files.push(path);
        }
    }
    Ok(files)
}

fn make(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(Error::io(format!("{} cannot be made", folder.display())))
}

fn copy(file: &Path, folder: &Path) -> Result<(), Error> {
    let to = folder.join(file.file_name().unwrap_or_default());
    let copied = fs::copy(file, to).map(drop);
    copied.map_err(Error::io(format!("{} cannot be copied", file.display())))
}

fn read(file: &Path) -> Result<String, Error> {
    fs::read_to_string(file).map_err(Error::io(format!("{} cannot be read", file.display())))
}

fn write(file: &Path, text: &str) -> Result<(), Error> {
    fs::write(file, text).map_err(Error::io(format!("{} cannot be written", file.display())))
}
