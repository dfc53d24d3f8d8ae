//! Brotli files, made once by us instead of by the server for each reader.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use brotli::{BrotliCompress, enc::BrotliEncoderParams};

use crate::Error;

/// Files that gain by it.
const COMPRESSIBLE: &[&str] = &["css", "html", "js", "svg", "wasm"];

/// Writes `NAME.br` beside each text and WebAssembly file of a folder.
///
/// # Errors
/// [`Error::Io`]
pub(super) fn pack(folder: &Path) -> Result<(), Error> {
    for path in files(folder)? {
        let mut name = path.clone().into_os_string();
        name.push(".br");
        write(&path, Path::new(&name))?;
    }
    Ok(())
}

/// Writes the brotli file of a file.
///
/// # Errors
/// [`Error::Io`]
pub(crate) fn write(plain: &Path, packed: &Path) -> Result<(), Error> {
    let content = std::fs::read(plain).map_err(unreadable(plain))?;
    let written = std::fs::write(packed, brotli(&content)?);
    written.map_err(Error::io("a brotli file cannot be written"))
}

/// Files of a folder that brotli is good for, in the order of their names.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(unreadable(folder))?
        .map_while(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| COMPRESSIBLE.contains(&extension(path)))
        .collect();
    files.sort();
    Ok(files)
}

pub(super) fn extension(path: &Path) -> &str {
    path.extension().and_then(|it| it.to_str()).unwrap_or("")
}

pub(super) fn unreadable(path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
    Error::io(format!("{} cannot be read", path.display()))
}

fn brotli(plain: &[u8]) -> Result<Vec<u8>, Error> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: plain.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    let mut input = plain;
    BrotliCompress(&mut input, &mut packed, &parameters)
        .and_then(|_| packed.flush())
        .map_err(Error::io("brotli failed"))?;
    Ok(packed)
}
