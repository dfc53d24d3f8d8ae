//! Paths of pages, percent-encoded.

use atlassian_connect::AppKey;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::world::World;

/// Everything but RFC 3986's unreserved characters and the slash.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Text as it can stand in a path; slashes are kept.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, PATH).to_string()
}

/// A page of the repository; `rest` is encoded, and starts with a slash or is empty.
pub(crate) fn repository(world: &World, rest: &str) -> String {
    format!("/{}{rest}", encoded(&world.full_name()))
}

/// A page of the workspace's settings.
pub(crate) fn settings(world: &World, rest: &str) -> String {
    format!(
        "/{}/workspace/settings/{rest}",
        encoded(&world.workspace.slug)
    )
}

/// A full page of an app, below the repository.
pub(crate) fn addon(app_key: &AppKey, module_key: &str) -> String {
    format!(
        "/addon/{}/{}",
        encoded(app_key.as_str()),
        encoded(module_key)
    )
}

/// A page of an app for Forge, below the repository.
pub(crate) fn forge_page(app: &str, environment: &str, module_key: &str) -> String {
    format!(
        "/forge/{}/{}/{}",
        encoded(app),
        encoded(environment),
        encoded(module_key)
    )
}

/// A file or folder at a commit, below the repository.
pub(crate) fn source(commit: &str, path: &str) -> String {
    format!("/src/{}/{}", encoded(commit), encoded(path))
}
