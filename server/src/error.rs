//! What can go wrong in the server itself.

/// Why the server could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The app's HTML is not where it should be.
    #[error("the app is not built: {path} cannot be read ({source})")]
    AppNotBuilt {
        /// Where it was looked for.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The app's HTML lacks the place where the context goes.
    #[error("{path} lacks the comment {marker:?}")]
    AppWithoutMarker {
        /// The file.
        path: String,
        /// What it should hold.
        marker: &'static str,
    },
    /// A setting cannot be used.
    #[error("{setting} {problem}")]
    Config {
        /// Flag or variable.
        setting: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// The protocol crate refused something.
    #[error(transparent)]
    Connect(#[from] atlassian_connect::Error),
    /// Reading or writing failed.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The store cannot be used.
    #[error("the store at {path} cannot be used: {source}")]
    Store {
        /// Its file.
        path: String,
        /// What the database says.
        source: sqlx::Error,
    },
}
