//! Size of what a reader downloads.

use std::{fmt, path::Path};

use super::{
    Program,
    compress::{extension, files, unreadable},
};
use crate::Error;

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

/// Files that a reader of one page downloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sizes {
    /// Program of that page.
    pub program: Program,
    /// Files by name.
    pub parts: Vec<Part>,
}

impl Sizes {
    /// Measures a release build of a program.
    ///
    /// # Errors
    /// [`Error::Io`], also where a file has no brotli file beside it.
    pub fn measure(program: Program) -> Result<Self, Error> {
        let mut parts = Vec::new();
        for path in files(&program.folder())? {
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
        Ok(Self { program, parts })
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
        let ceiling = self.program.ceiling();
        if total <= ceiling {
            return Ok(());
        }
        Err(Error::OverCeiling {
            program: self.program.name(),
            total,
            ceiling,
        })
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        let name = self.program.name();
        writeln!(f, "{name:44} {:>9} {:>9}", "bytes", "brotli")?;
        for part in self.parts.iter().chain([&total]) {
            writeln!(f, "{:44} {:>9} {:>9}", part.name, part.plain, part.packed)?;
        }
        write!(
            f,
            "{:44} {:>9} {:>9}",
            "ceiling",
            "",
            self.program.ceiling()
        )
    }
}

fn bytes(path: &Path) -> Result<u64, Error> {
    let about = std::fs::metadata(path).map_err(unreadable(path))?;
    Ok(about.len())
}
