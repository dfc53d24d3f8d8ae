//! Faults as sentences that say what to do.

use std::fmt;

/// Something that the check refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Files import each other in a circle, which begins again with the first.
    Circle {
        /// The files, each of which imports the next one.
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
    /// A task without an owner in a view.
    Unowned {
        /// The file.
        file: String,
        /// The line.
        line: usize,
    },
    /// An import of something above.
    Upward {
        /// The file.
        file: String,
        /// The line.
        line: usize,
        /// What it imports.
        import: String,
        /// Its own top-level module.
        module: String,
        /// Modules that it may use.
        below: Vec<&'static str>,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Circle { files } => write!(
                f,
                "these files import each other in a circle; move what they share into a file of its \
                 own: {}",
                files.join(" → ")
            ),
            Self::Listener { file } => write!(
                f,
                "{file} listens to the window and never stops; remove the listener in `on_cleanup`"
            ),
            Self::Style { file, line } => write!(
                f,
                "{file}:{line} has a `style` attribute, which the content security policy forbids; \
                 write `style:name=`, or a class"
            ),
            Self::Unlisted { file, module } => write!(
                f,
                "{file} is in no layer; add `{module}` to LAYERS in xtask/src/layers/mod.rs"
            ),
            Self::Unowned { file, line } => write!(
                f,
                "{file}:{line} spawns a task that no view owns; use \
                 `spawn_local_scoped_with_cancellation`"
            ),
            Self::Upward {
                file,
                line,
                import,
                module,
                below,
            } => {
                let below = match below.is_empty() {
                    true => "nothing of the app".to_owned(),
                    false => below.join(", "),
                };
                write!(
                    f,
                    "{file}:{line} imports {import}, which is not below it; {module} may use {below}"
                )
            }
        }
    }
}
