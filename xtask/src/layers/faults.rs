//! Faults as sentences that say what to do.

use std::fmt;

use super::ROOT;

/// Something that the check refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Files import each other in a cycle.
    Cycle {
        /// The files, each of which imports the next one; the last is the first again.
        files: Vec<String>,
    },
    /// A listener of the window that nobody removes.
    Listener {
        /// The file.
        file: String,
    },
    /// A `style` attribute, which the content security policy forbids.
    Style {
        /// The file.
        file: String,
        /// The line.
        line: usize,
    },
    /// A top-level module that is in no layer.
    Unlisted {
        /// The file.
        file: String,
        /// Its top-level module.
        module: String,
    },
    /// A task without an owner.
    Unowned {
        /// The file.
        file: String,
        /// The line.
        line: usize,
    },
    /// An import of a module that is not below, or is kept apart.
    Upward {
        /// The file.
        file: String,
        /// The line.
        line: usize,
        /// Path that it imports.
        import: String,
        /// Its own top-level module.
        module: String,
        /// Layer of the imported module, compared with its own.
        place: Place,
        /// Modules that it may use.
        below: Vec<&'static str>,
    },
}

/// Place of a layer, seen from another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a layer further up.
    Above,
    /// Below, and kept apart.
    Apart,
    /// In the same layer.
    Beside,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Above => "above it",
            Self::Apart => "kept apart from it",
            Self::Beside => "beside it",
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cycle { files } => {
                let files: Vec<String> =
                    files.iter().map(|file| format!("{ROOT}/{file}")).collect();
                write!(
                    f,
                    "these files import each other in a cycle; move what they share into a file of its \
                     own: {}",
                    files.join(" → ")
                )
            }
            Self::Listener { file } => write!(
                f,
                "{ROOT}/{file} listens to the window and never stops; remove the listener in `on_cleanup`"
            ),
            Self::Style { file, line } => write!(
                f,
                "{ROOT}/{file}:{line} has a `style` attribute, which the content security policy forbids; \
                 write `style:name=`, or a class"
            ),
            Self::Unlisted { file, module } => write!(
                f,
                "{ROOT}/{file} is in no layer; add `{module}` to the layers in xtask/src/layers/mod.rs"
            ),
            Self::Unowned { file, line } => write!(
                f,
                "{ROOT}/{file}:{line} spawns a task that no view owns; use `Scope::spawn` or \
                 `spawn_local_scoped_with_cancellation`, in cache and host `browser::task`"
            ),
            Self::Upward {
                file,
                line,
                import,
                module,
                place,
                below,
            } => {
                let below = match below.is_empty() {
                    true => "nothing of the app".to_owned(),
                    false => below.join(", "),
                };
                write!(
                    f,
                    "{ROOT}/{file}:{line} imports {import}, which is {place} ({module} may use: {below})"
                )
            }
        }
    }
}
