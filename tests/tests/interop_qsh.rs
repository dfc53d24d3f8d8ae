//! `sightline qsh` against npm's `atlassian-jwt`, on generated URLs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::process::Command;

use serde_json::json;
use sightline_tests::{node, node::Node, urls::Urls};

#[test]
fn both_implementations_agree_on_ten_thousand_urls() {
    let mut theirs = Node::start("qsh.mjs");
    let mut ours = node::lines(Command::new(xtask::stack::binary("sightline").unwrap()).arg("qsh"));
    let mut urls = Urls::seeded(20_261_124);
    let mut seen = std::collections::HashSet::new();
    for n in 0..10_000 {
        let (path, query) = urls.target();
        let method = ["GET", "post", "Delete"][n % 3];
        let url = format!("https://app.example{path}?{query}");
        let expected = theirs.ask(&json!({"method": method, "url": url}));
        let actual = ours.ask(&json!({"method": method, "path": path, "query": query}));
        assert_eq!(actual, expected, "{method} {url}");
        seen.insert(expected["qsh"].to_string());
    }
    assert!(seen.len() > 5_000, "only {} different requests", seen.len());
}
