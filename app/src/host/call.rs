//! Calls, independent of the host that makes them.

use bitbucket_cloud::{Method, Request};

/// One call. Equal calls ask for the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Call {
    /// Reads JSON of Bitbucket's API.
    Json {
        /// Encoded path with its query, as in a [`Request`].
        path: String,
    },
    /// Reads text of Bitbucket's API.
    Text {
        /// Encoded path with its query.
        path: String,
    },
    /// Writes to Bitbucket's API, which answers with JSON.
    Put {
        /// Encoded path with its query.
        path: String,
        /// Body of the call.
        json: String,
    },
    /// Asks the app's own server, to which Bitbucket forwards the call. It answers with JSON.
    Server {
        /// Path of the descriptor's `proxy` module.
        path: String,
    },
}

impl Call {
    /// Call of a request that is answered with JSON.
    pub(super) fn json(request: &Request) -> Self {
        let path = request.path().to_owned();
        match request.method() {
            Method::Get => Self::Json { path },
            Method::Put(json) => Self::Put {
                path,
                json: json.clone(),
            },
        }
    }

    /// Call of a request that is answered with text.
    pub(super) fn text(request: &Request) -> Self {
        Self::Text {
            path: request.path().to_owned(),
        }
    }

    pub(super) fn path(&self) -> &str {
        match self {
            Self::Json { path }
            | Self::Text { path }
            | Self::Put { path, .. }
            | Self::Server { path } => path,
        }
    }

    /// Returns whether the call changes something that others read.
    pub(super) fn writes(&self) -> bool {
        matches!(self, Self::Put { .. })
    }
}
