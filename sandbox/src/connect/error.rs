//! Errors between Bitbucket and an app.

use atlassian_connect::{AppKey, ClientKey};

/// Error in words for the person who works on the app. Never holds a token or a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// The app did not answer with success.
    #[error("{url} answered with status {status}")]
    Answered {
        /// Address that was called.
        url: String,
        /// HTTP status of the answer.
        status: u16,
    },
    /// The app is registered, so it is installed by its key and not by its descriptor.
    #[error("{key} is registered here: install it by its key")]
    ByKeyOnly {
        /// Names the app.
        key: AppKey,
    },
    /// The box is being stopped.
    #[error("the sandbox is being stopped")]
    Interrupted,
    /// The descriptor now has another key.
    #[error("the descriptor's key is now {found}, it was {expected}")]
    KeyChanged {
        /// Key as it was registered.
        expected: AppKey,
        /// Key as it was fetched.
        found: AppKey,
    },
    /// Another app has the key.
    #[error("the key {key} is taken by the app at {descriptor_url}")]
    KeyTaken {
        /// The key.
        key: AppKey,
        /// Address of the descriptor of the app that has the key.
        descriptor_url: String,
    },
    /// The app is not installed.
    #[error("{key} is not installed")]
    NotInstalled {
        /// Names the app.
        key: AppKey,
    },
    /// The app is not registered.
    #[error("no app with the key {key} is registered")]
    NotRegistered {
        /// Names the app.
        key: AppKey,
    },
    /// A token or a descriptor is not what it must be.
    #[error(transparent)]
    Protocol(#[from] atlassian_connect::Error),
    /// An app may not give itself scopes that the workspace did not agree to.
    #[error("the scopes would grow by {}", added.join(", "))]
    ScopesGrew {
        /// Scopes that are new.
        added: Vec<String>,
    },
    /// An app with scopes may not go back to asking for all of them.
    #[error("the scopes would vanish, which would ask for all of them")]
    ScopesVanished,
    /// The answer has more bytes than are read.
    #[error("{url} answered with more than {limit} bytes")]
    TooLong {
        /// Address that was called.
        url: String,
        /// Bytes that are read at most.
        limit: usize,
    },
    /// There was no answer.
    #[error("{url} cannot be reached: {problem}")]
    Unreachable {
        /// Address that was called.
        url: String,
        /// Reason, as far as known.
        problem: String,
    },
    /// The sandbox calls apps on this machine only, over http.
    #[error("{url} is not on this machine: the sandbox calls http://localhost and 127.0.0.1 only")]
    Unsupported {
        /// Address that should be called.
        url: String,
    },
    /// The token is for an installation that is not there.
    #[error("there is no installation {client_key:?}")]
    WrongInstallation {
        /// Client key as it was claimed.
        client_key: Option<ClientKey>,
    },
}
