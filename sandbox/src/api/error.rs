//! Refusals, in Bitbucket's words and shape.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::auth::Scope;
use crate::git::GitError;

/// Reason for refusing a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ApiError {
    /// Something in the query is wrong: 400.
    BadRequest {
        /// Explanation for a person.
        message: String,
    },
    /// A merge that merge checks stop: 400.
    ChecksFailed {
        /// Names of those that do not pass.
        names: Vec<String>,
    },
    /// The caller may not do this at all: 403.
    Forbidden,
    /// The server failed: 500. The cause goes to the log only.
    Internal,
    /// The bearer token lacks a scope: 403.
    MissingScope {
        /// Scopes of the token.
        granted: Vec<String>,
        /// Scope that the call needs.
        required: Scope,
    },
    /// The path exists, not for this method: 405.
    MethodNotAllowed,
    /// There is no such endpoint: 404.
    NoEndpoint,
    /// There is no such repository here, or not for this caller: 404.
    NoRepository,
    /// There is no such thing in the repository: 404.
    NotFound {
        /// Explanation for a person, which names what was not found.
        message: String,
    },
    /// The answer takes too long or is too large: 555, Bitbucket's own status for that.
    OutOfTime,
    /// More calls in an hour than allowed: 429.
    RateLimited,
    /// A branch moved while it was merged: 409.
    RefsChanged,
    /// The endpoint wants to know who calls: 401.
    Unauthenticated,
    /// The bearer token is unknown, expired or of another kind: 401.
    UnknownToken,
}

impl ApiError {
    /// A 400 with that explanation.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::BadRequest {
            message: message.into(),
        }
    }

    /// A 404 with that explanation.
    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::NotFound {
            message: message.into(),
        }
    }

    /// The status code of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest { .. } | Self::ChecksFailed { .. } => StatusCode::BAD_REQUEST,
            Self::Forbidden | Self::MissingScope { .. } => StatusCode::FORBIDDEN,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NoEndpoint | Self::NoRepository | Self::NotFound { .. } => StatusCode::NOT_FOUND,
            Self::OutOfTime => StatusCode::from_u16(555).unwrap_or(StatusCode::GATEWAY_TIMEOUT),
            Self::RefsChanged => StatusCode::CONFLICT,
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::Unauthenticated | Self::UnknownToken => StatusCode::UNAUTHORIZED,
        }
    }

    /// The refusal that Bitbucket gives with a status, for injected faults.
    pub(crate) fn for_status(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::UnknownToken,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NoEndpoint,
            StatusCode::TOO_MANY_REQUESTS => Self::RateLimited,
            _ => Self::Internal,
        }
    }

    fn body(&self) -> Value {
        let message = match self {
            Self::BadRequest { message } | Self::NotFound { message } => message,
            Self::ChecksFailed { names } => &format!("Failed merge checks: {}", names.join(", ")),
            Self::Forbidden => "Your credentials lack one or more required privileges.",
            Self::Internal => "Something went wrong on our side.",
            Self::MethodNotAllowed => "Method not allowed.",
            Self::MissingScope { .. } => {
                "Your credentials lack one or more required privilege scopes."
            }
            Self::NoEndpoint => "Resource not found",
            Self::NoRepository => {
                "You may not have access to this repository or it no longer exists in this \
                 workspace. If you think this repository exists and you have access, make sure \
                 you are authenticated."
            }
            Self::OutOfTime => "The request took too long to answer.",
            Self::RateLimited => "Rate limit for this resource has been exceeded",
            Self::RefsChanged => {
                "Unable to merge because one of the refs involved changed while attempting to merge"
            }
            Self::Unauthenticated => "Authentication is required for this endpoint.",
            Self::UnknownToken => "Token is invalid or not supported for this endpoint.",
        };
        match self {
            Self::MissingScope { granted, required } => json!({
                "type": "error",
                "error": {
                    "message": message,
                    "detail": { "granted": granted, "required": [required.as_str()] },
                },
            }),
            _ => json!({ "type": "error", "error": { "message": message } }),
        }
    }
}

impl From<GitError> for ApiError {
    fn from(error: GitError) -> Self {
        match error {
            GitError::UnknownPath { path } => {
                Self::not_found(format!("No such file or directory: {path}"))
            }
            GitError::UnknownRevision { revision } => {
                Self::not_found(format!("Commit not found: {revision}"))
            }
            GitError::TimedOut { .. } | GitError::TooLarge { .. } => {
                tracing::warn!(%error, "git was stopped");
                Self::OutOfTime
            }
            GitError::Failed { .. }
            | GitError::Malformed { .. }
            | GitError::NoMainBranch
            | GitError::NoRepository { .. }
            | GitError::NotRun { .. } => {
                tracing::error!(%error, "git has no answer");
                Self::Internal
            }
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = (status, Json(self.body())).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
