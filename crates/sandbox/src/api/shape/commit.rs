//! Commits.

use serde_json::{Value, json};

use super::Shapes;

impl Shapes<'_> {
    /// A commit as it stands inside other objects.
    pub(crate) fn commit_in_short(&self, hash: &str) -> Value {
        json!({
            "type": "commit",
            "hash": hash,
            "links": {
                "self": self.repository_link(&format!("/commit/{hash}")),
                "html": self.repository_page(&format!("/commits/{hash}")),
            },
        })
    }
}
