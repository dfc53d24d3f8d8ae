//! The JSON of Bitbucket's objects: one file an object.

mod account;
mod activity;
mod comment;
mod commit;
mod diff;
mod participant;
mod pull_request;
mod refs;
mod repository;
mod status;
mod task;
mod tree;
mod workspace;

use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::{state::Addresses, world::World};

pub(crate) use activity::activity as activity_of;
pub(crate) use pull_request::COSTLY as COSTLY_IN_PULL_REQUESTS;
pub(crate) use tree::COSTLY_IN_HISTORY as COSTLY_IN_FILE_HISTORY;

/// Characters that are encoded in a path of several segments: all but RFC 3986's unreserved ones
/// and the slash.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Makes objects of what is in the world.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shapes<'a> {
    /// Origins that links lead to.
    pub(crate) addresses: &'a Addresses,
    /// World that the objects are made of.
    pub(crate) world: &'a World,
}

impl Shapes<'_> {
    /// A link to a path on the API origin, below `/2.0`.
    pub(crate) fn api_link(&self, path: &str) -> Value {
        json!({ "href": format!("{}/2.0{}", self.addresses.api, encoded(path)) })
    }

    /// A link to a path on the web origin.
    pub(crate) fn web_link(&self, path: &str) -> Value {
        json!({ "href": format!("{}{}", self.addresses.web, encoded(path)) })
    }

    /// A link below the repository on the API origin; `rest` starts with a slash or is empty.
    pub(crate) fn repository_link(&self, rest: &str) -> Value {
        self.api_link(&format!("/repositories/{}{rest}", self.world.full_name()))
    }

    /// A link below the repository's pages.
    pub(crate) fn repository_page(&self, rest: &str) -> Value {
        self.web_link(&format!("/{}{rest}", self.world.full_name()))
    }
}

/// A path, percent-encoded, slashes kept.
pub(crate) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// A moment as Bitbucket writes it: UTC as an offset, microseconds where there are any.
pub(crate) fn time(moment: Timestamp) -> String {
    let seconds = moment.strftime("%Y-%m-%dT%H:%M:%S");
    match moment.subsec_nanosecond() / 1_000 {
        0 => format!("{seconds}+00:00"),
        micros => format!("{seconds}.{micros:06}+00:00"),
    }
}

/// The first twelve characters of a hash: how pull requests name commits.
pub(crate) fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// Untrusted Markdown with an HTML form that is safe to show: escaped text in paragraphs.
pub(crate) fn rendered(raw: &str) -> Value {
    let paragraphs: Vec<String> = raw
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| format!("<p>{}</p>", escaped(paragraph).replace('\n', "<br />\n")))
        .collect();
    json!({ "raw": raw, "markup": "markdown", "html": paragraphs.join("\n") })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn moments_carry_an_offset_and_fractions_only_where_needed() {
        assert_eq!(
            time("2026-01-02T03:04:05Z".parse().unwrap()),
            "2026-01-02T03:04:05+00:00"
        );
        assert_eq!(
            time("2026-01-02T03:04:05.0062Z".parse().unwrap()),
            "2026-01-02T03:04:05.006200+00:00",
        );
    }

    #[test]
    fn untrusted_text_cannot_become_markup() {
        let html = rendered("a <script>\nb\n\n\nc & d");
        let html = html.get("html").unwrap();
        assert_eq!(html, "<p>a &lt;script&gt;<br />\nb</p>\n<p>c &amp; d</p>");
    }
}
