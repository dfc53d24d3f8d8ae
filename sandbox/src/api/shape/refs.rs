//! Branches.

use serde_json::{Value, json};

use super::Shapes;
use crate::git::{Branch, Commit};

impl Shapes<'_> {
    /// A branch with its newest commit.
    pub(crate) fn branch(&self, branch: &Branch, head: &Commit) -> Value {
        let name = &branch.name;
        json!({
            "type": "branch",
            "name": name,
            "target": self.commit(head),
            "merge_strategies": ["merge_commit"],
            "default_merge_strategy": "merge_commit",
            "links": {
                "self": self.repository_link(&format!("/refs/branches/{name}")),
                "commits": self.repository_link(&format!("/commits/{name}")),
                "html": self.repository_page(&format!("/branch/{name}")),
            },
        })
    }
}
