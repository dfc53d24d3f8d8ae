//! Size of what a reader downloads.

use std::{fmt, path::Path};

use super::compress::{extension, files, unreadable};
use crate::{Error, workspace};

/// Bytes of HTML, JavaScript, WebAssembly and CSS after brotli that the app may come to.
pub const CEILING: u64 = 612_000;

/// One file of the bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Bytes as built.
    pub plain: u64,
    /// Bytes of its brotli file.
    pub packed: u64,
}

/// Files that a reader downloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sizes {
    /// By name.
    pub parts: Vec<Part>,
}

impl Sizes {
    /// Measures a release build.
    ///
    /// # Errors
    /// [`Error::Io`], also where a file has no brotli file beside it.
    pub fn measure() -> Result<Self, Error> {
        let mut parts = Vec::new();
        for path in files(&workspace::dist())? {
            if extension(&path) == "svg" {
                continue;
            }
            let mut packed = path.clone().into_os_string();
            packed.push(".br");
            parts.push(Part {
                name: path.file_name().unwrap_or_default().display().to_string(),
                plain: bytes(&path)?,
                packed: bytes(Path::new(&packed))?,
            });
        }
        Ok(Self { parts })
    }

    /// All parts as one.
    pub fn total(&self) -> Part {
        Part {
            name: "together".to_owned(),
            plain: self.parts.iter().map(|part| part.plain).sum(),
            packed: self.parts.iter().map(|part| part.packed).sum(),
        }
    }

    /// Compares with the ceiling.
    ///
    /// # Errors
    /// [`Error::OverCeiling`]
    pub fn below_ceiling(&self) -> Result<(), Error> {
        let total = self.total().packed;
        if total <= CEILING {
            return Ok(());
        }
        Err(Error::OverCeiling {
            total,
            ceiling: CEILING,
        })
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        writeln!(f, "{:44} {:>9} {:>9}", "", "bytes", "brotli")?;
        for part in self.parts.iter().chain([&total]) {
            writeln!(f, "{:44} {:>9} {:>9}", part.name, part.plain, part.packed)?;
        }
        write!(f, "{:44} {:>9} {:>9}", "ceiling", "", CEILING)
    }
}

fn bytes(path: &Path) -> Result<u64, Error> {
    let about = std::fs::metadata(path).map_err(unreadable(path))?;
    Ok(about.len())
}
