//! Shorter WebAssembly and JavaScript.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use super::{
    Names,
    compress::{extension, files, unreadable},
    named, renumbered, sheets,
};
use crate::{Error, run, workspace};

/// Flattened and looped anew, the code is a thirtieth smaller than by `-Oz` alone.
const OPTIMISE: &[&str] = &[
    "--flatten",
    "--rereloop",
    "-Oz",
    // No data is below 1,024: the stack ends there.
    "--low-memory-unused",
    "--local-cse",
    "--merge-locals",
    "-Oz",
];
const FINISH: &[&str] = &[
    "--reorder-functions-by-name",
    // Hints that no browser heeds.
    "--dealign",
    "--strip-producers",
    "--strip-target-features",
    "--minify-imports-and-exports-and-modules",
];
const MINIFY: &[&str] = &["--module", "--compress", "passes=3", "--mangle"];

/// Optimises the program in a folder, and shortens the names in between and all scripts. Files that
/// changed get another name, for they are cached by it.
pub(super) fn shrink(folder: &Path) -> Result<(), Error> {
    let all = files(folder)?;
    let of = |kind: &'static str| all.iter().filter(move |path| extension(path) == kind);
    let scripts: Vec<&PathBuf> = of("js").collect();
    for wasm in of("wasm") {
        optimise(wasm, OPTIMISE)?;
        rewrite(wasm, named)?;
        let names = Names::parse(&optimise(wasm, FINISH)?)?;
        rewrite(wasm, renumbered)?;
        let script = wasm.with_file_name(name(wasm).replace("_bg.wasm", ".js"));
        let text = names.shorten(&read(&script)?)?;
        write(&script, &text)?;
    }
    for script in &scripts {
        let mut minify = workspace::command("terser");
        minify.arg(script).arg("-o").arg(script).args(MINIFY);
        run::quietly(minify)?;
    }
    let page = folder.join("index.html");
    let mut html = sheets::join(folder, &read(&page)?)?;
    for path in of("wasm").chain(scripts) {
        let fresh = renamed(path)?;
        html = html.replace(&name(path), &name(&fresh));
    }
    write(&page, &html)
}

/// What wasm-opt prints about it.
fn optimise(wasm: &Path, passes: &[&str]) -> Result<String, Error> {
    let mut optimise = workspace::command("wasm-opt");
    optimise.arg(wasm).arg("-o").arg(wasm).args(passes);
    run::quietly(optimise)
}

fn rewrite(wasm: &Path, anew: fn(&[u8]) -> Result<Vec<u8>, Error>) -> Result<(), Error> {
    let bytes = std::fs::read(wasm).map_err(unreadable(wasm))?;
    write(wasm, anew(&bytes)?)
}

/// With the hash of what it holds now in place of the one that Trunk gave it.
pub(super) fn renamed(path: &Path) -> Result<PathBuf, Error> {
    let bytes = std::fs::read(path).map_err(unreadable(path))?;
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let hash = format!("{:016x}", hasher.finish());
    let old = name(path);
    let Some((before, after)) = old.split_once('-') else {
        return Ok(path.to_owned());
    };
    let after = after.trim_start_matches(|digit: char| digit.is_ascii_hexdigit());
    let fresh = path.with_file_name(format!("{before}-{hash}{after}"));
    std::fs::rename(path, &fresh).map_err(Error::io("a file of the app cannot be renamed"))?;
    Ok(fresh)
}

pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().display().to_string()
}

pub(super) fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(unreadable(path))
}

pub(super) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Error> {
    std::fs::write(path, bytes).map_err(Error::io("a file of the app cannot be written"))
}
