//! The bare page, in the shape of a built app, so that the server serves it with the same headers.

use std::{fs, io, path::Path};

use crate::{Error, bundle::Program};

const SCRIPT: &str = include_str!("floor.js");
/// Writes it. `path` is the call that it makes.
///
/// # Errors
/// [`Error::Io`]
pub(super) fn write(folder: &Path, path: &str) -> Result<(), Error> {
    let page = page(path);
    let write = |program: Program| -> io::Result<()> {
        let folder = folder.join(program.name());
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("index.html"), &page)
    };
    Program::ALL
        .into_iter()
        .try_for_each(write)
        .and_then(|()| fs::write(folder.join("floor.js"), SCRIPT))
        .map_err(Error::io("the bare page cannot be written"))
}

fn page(path: &str) -> String {
    let path = path.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>Bare page</title>\n<!-- sightline:host -->\n\
         <script type=\"module\" src=\"./static/floor.js\"></script>\n</head>\n\
         <body data-path=\"{path}\"></body>\n</html>\n"
    )
}
