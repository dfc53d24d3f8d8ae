//! Calls, before they are made.

use serde::Serialize;

use crate::{Error, Method};

/// Module of the bridge that makes a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Module {
    /// Calls to the REST API.
    Request,
    /// Calls to the app's own server, through Bitbucket.
    ProxyRequest,
}

impl Module {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::ProxyRequest => "proxyRequest",
        }
    }
}

/// Format in which the bridge hands an answer over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ResponseType {
    Json,
    Text,
}

/// One call. Equal calls ask for the same, so a queue may answer them together.
///
/// ```
/// use atlassian_bridge::connect::{Call, Method};
///
/// let diff = Call::get("/2.0/repositories/acme/widgets/diff/1f3c").as_text();
/// let renamed = Call::new(Method::Put, "/2.0/repositories/acme/widgets/pullrequests/7")
///     .with_body(&[("title", "Second draft")])?;
/// let granted = Call::new(Method::Post, "/session/7").via_proxy();
/// # Ok::<(), atlassian_bridge::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Call {
    pub(super) module: Module,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) response_type: ResponseType,
    /// JSON.
    pub(super) body: Option<String>,
}

impl Call {
    /// Call of the REST API. `path` starts with `/2.0/`, or is an absolute address that the API has
    /// handed out itself, such as that of a next page.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            module: Module::Request,
            method,
            path: path.into(),
            response_type: ResponseType::Json,
            body: None,
        }
    }

    /// Call that reads JSON.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::Get, path)
    }

    /// Asks for text instead of JSON: for diffs and files.
    #[must_use]
    pub fn as_text(mut self) -> Self {
        self.response_type = ResponseType::Text;
        self
    }

    /// Sends the call to the app's own server instead, by the `proxy` module of its descriptor.
    /// Bitbucket vouches for the user and the objects that the path names.
    #[must_use]
    pub fn via_proxy(mut self) -> Self {
        self.module = Module::ProxyRequest;
        self
    }

    /// Adds a body of JSON.
    ///
    /// # Errors
    /// [`Error::Encode`] where JSON cannot hold `body`, such as a map with keys that are no text.
    pub fn with_body(mut self, body: &(impl Serialize + ?Sized)) -> Result<Self, Error> {
        let json = serde_json::to_string(body).map_err(|error| Error::Encode {
            reason: error.to_string(),
        })?;
        self.body = Some(json);
        Ok(self)
    }

    /// Adds a body that is JSON already.
    #[must_use]
    pub fn with_json(mut self, json: impl Into<String>) -> Self {
        self.body = Some(json.into());
        self
    }

    /// HTTP method of the call.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Path or address that is called.
    pub fn path(&self) -> &str {
        &self.path
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn bodies_are_json() {
        let call = Call::new(Method::Put, "/2.0/x");
        let call = call.with_body(&BTreeMap::from([("id", u64::MAX)])).unwrap();
        assert_eq!(call.body.as_deref(), Some(r#"{"id":18446744073709551615}"#));
    }

    #[test]
    fn json_is_sent_as_it_is() {
        let json = r#"{ "b": 1, "a": 2 }"#;
        let call = Call::new(Method::Put, "/2.0/x").with_json(json);
        assert_eq!(call.body.as_deref(), Some(json));
    }

    #[test]
    fn a_body_that_json_cannot_hold_is_an_error() {
        let body = BTreeMap::from([((1, 2), 3)]);
        let call = Call::new(Method::Put, "/2.0/x").with_body(&body);
        assert!(matches!(call, Err(Error::Encode { .. })), "{call:?}");
    }

    #[test]
    fn calls_that_ask_for_something_else_differ() {
        let call = Call::get("/2.0/x");
        assert_eq!(call, Call::get("/2.0/x"));
        assert_ne!(call, Call::get("/2.0/y"));
        assert_ne!(call, Call::get("/2.0/x").as_text());
        assert_ne!(call, Call::get("/2.0/x").via_proxy());
        assert_ne!(call, Call::new(Method::Delete, "/2.0/x"));
    }
}
