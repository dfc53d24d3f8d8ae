//! The names that WebAssembly and wasm-bindgen's script know each other by.

use serde::Deserialize;

use crate::Error;

/// The name that the script gives WebAssembly's exports.
const EXPORTS: &str = "wasm.";

/// What `wasm-opt --minify-imports-and-exports-and-modules` prints: which names it shortened.
#[derive(Debug, Deserialize)]
pub struct Names {
    imports: Vec<(String, String, String)>,
    exports: Vec<(String, String)>,
}

impl Names {
    /// Reads that.
    ///
    /// # Errors
    /// [`Error::Glue`]
    pub fn parse(printed: &str) -> Result<Self, Error> {
        serde_json::from_str(printed).map_err(|error| Error::Glue {
            name: error.to_string(),
        })
    }

    /// The script with the short names.
    ///
    /// # Errors
    /// [`Error::Glue`] where it does not hold an import exactly once: then wasm-bindgen writes
    /// otherwise than this was made for.
    pub fn shorten(&self, script: &str) -> Result<String, Error> {
        let mut script = script.to_owned();
        if let Some((module, _, _)) = self.imports.first() {
            script = once(&script, &format!("\"{module}\":"), "\"a\":")?;
        }
        for (_, name, short) in &self.imports {
            script = once(&script, &format!(" {name}: "), &format!(" {short}: "))?;
        }
        // Longer ones first: a name may be the beginning of another one.
        let mut exports: Vec<_> = self.exports.iter().collect();
        exports.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for (name, short) in exports {
            script = script.replace(&format!("{EXPORTS}{name}"), &format!("{EXPORTS}{short}"));
        }
        Ok(script)
    }
}

fn once(script: &str, name: &str, short: &str) -> Result<String, Error> {
    match script.matches(name).count() {
        1 => Ok(script.replacen(name, short, 1)),
        _ => Err(Error::Glue {
            name: name.trim().to_owned(),
        }),
    }
}
