//! Errors of the server itself.

use atlassian_connect::ClientKey;

/// Reason why the server could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The app's HTML is not in its folder.
    #[error("the app is not built: {path} cannot be read ({source})")]
    AppNotBuilt {
        /// Path of the missing file.
        path: String,
        /// Error of the system.
        source: std::io::Error,
    },
    /// The app's HTML lacks the place where the context goes.
    #[error("{path} lacks the comment {marker:?}")]
    AppWithoutMarker {
        /// Path of the file.
        path: String,
        /// Comment that it should hold.
        marker: &'static str,
    },
    /// Too many unverified installations of one clientKey wait that Bitbucket has not refused yet.
    #[error("too many unverified installations of {client_key} wait for Bitbucket’s answer")]
    CandidatesFull {
        /// Key of the installation.
        client_key: ClientKey,
    },
    /// A setting cannot be used.
    #[error("{setting} {problem}")]
    Config {
        /// Flag or variable.
        setting: &'static str,
        /// Fault of it.
        problem: String,
    },
    /// The protocol crate refused something.
    #[error(transparent)]
    Connect(#[from] atlassian_connect::Error),
    /// Reading or writing failed.
    #[error("{what}: {source}")]
    Io {
        /// Operation that failed.
        what: String,
        /// Error of the system.
        source: std::io::Error,
    },
    /// The store holds secrets that no key opens.
    #[error(
        "the store at {place} holds secrets sealed with the keys {missing}, which are not given: \
         name their files with --secret-key-old-file"
    )]
    KeysMissing {
        /// Place of the store.
        place: String,
        /// Ids of the keys.
        missing: String,
    },
    /// A stored secret cannot be sealed or opened.
    #[error("the secret of {client_key} cannot be used: {problem}")]
    Secret {
        /// Key of the installation.
        client_key: ClientKey,
        /// Reason why it cannot be used.
        problem: &'static str,
    },
    /// The store cannot be used.
    #[error("the store at {place} cannot be used: {source}")]
    Store {
        /// Place of the store.
        place: String,
        /// Error of the database.
        source: sqlx::Error,
    },
    /// The target of a copy holds something.
    #[error("the store at {place} is not empty: nothing was copied")]
    StoreNotEmpty {
        /// Place of the store.
        place: String,
    },
    /// The store would have to be migrated first.
    #[error(
        "the store at {place} is of version {found}, not {expected}: `sightline migrate`, or a start \
         of the server, brings an older one up to date"
    )]
    StoreVersion {
        /// Place of the store.
        place: String,
        /// Version of the store; 0 for none.
        found: i64,
        /// Version that this program works with.
        expected: i64,
    },
    /// The store does not answer in time.
    #[error("the store at {place} does not answer")]
    StoreSlow {
        /// Place of the store.
        place: String,
    },
}
