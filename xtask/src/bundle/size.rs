//! How much a reader downloads.

use std::{fmt, path::Path};

use super::compress::{extension, files, unreadable};
use crate::Error;

/// What HTML, JavaScript, WebAssembly and CSS may come to after brotli, in bytes.
const BUDGET: u64 = 145_000;

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

/// The files that count against the budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sizes(pub Vec<Part>);

impl Sizes {
    /// Measures a folder of a release build.
    ///
    /// # Errors
    /// [`Error::Io`], also where a file has no brotli file beside it.
    pub fn measure(folder: &Path) -> Result<Self, Error> {
        let mut parts = Vec::new();
        for path in files(folder)? {
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
        Ok(Self(parts))
    }

    /// All parts as one.
    pub fn total(&self) -> Part {
        Part {
            name: "together".to_owned(),
            plain: self.0.iter().map(|part| part.plain).sum(),
            packed: self.0.iter().map(|part| part.packed).sum(),
        }
    }

    /// Compares with the budget.
    ///
    /// # Errors
    /// [`Error::OverBudget`]
    pub fn within_budget(&self) -> Result<(), Error> {
        let total = self.total().packed;
        if total <= BUDGET {
            return Ok(());
        }
        Err(Error::OverBudget {
            total,
            budget: BUDGET,
        })
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        writeln!(f, "{:44} {:>9} {:>9}", "file", "bytes", "brotli")?;
        for part in self.0.iter().chain([&total]) {
            writeln!(f, "{:44} {:>9} {:>9}", part.name, part.plain, part.packed)?;
        }
        write!(f, "{:44} {:>9} {BUDGET:>9}", "budget", "")
    }
}

fn bytes(path: &Path) -> Result<u64, Error> {
    let about = std::fs::metadata(path).map_err(unreadable(path))?;
    Ok(about.len())
}
