//! Owners of paths by a CODEOWNERS file.

use std::{
    io::{BufRead, Write},
    path::Path,
};

use serde_json::json;
use sightline_insight::codeowners::CodeOwners;

use crate::Error;

/// Reads paths, one a line, and writes `{"path","owners":[…]}` for each, one a line.
///
/// # Errors
/// When the file, the paths or the output cannot be read or written.
pub fn owners(file: &Path, paths: impl BufRead, mut out: impl Write) -> Result<(), Error> {
    let text = std::fs::read_to_string(file)
        .map_err(Error::io(format!("{} cannot be read", file.display())))?;
    let owners = CodeOwners::parse(&text);
    for path in paths.lines() {
        let path = path.map_err(Error::io("the paths cannot be read"))?;
        let found = json!({ "path": path, "owners": owners.of(&path) });
        writeln!(out, "{found}").map_err(Error::io("the owners cannot be written"))?;
    }
    Ok(())
}
