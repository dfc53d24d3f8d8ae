//! Build statuses on commits.

use serde_json::{Value, json};

use super::{Shapes, time};
use crate::world::{BuildState, BuildStatus};

impl Shapes<'_> {
    /// The statuses of a commit, oldest first.
    pub(crate) fn statuses(&self, commit: &str) -> Vec<Value> {
        let Some(statuses) = self.world.statuses.get(commit) else {
            return Vec::new();
        };
        let mut statuses: Vec<&BuildStatus> = statuses.iter().collect();
        statuses.sort_by_key(|status| status.created_on);
        statuses
            .into_iter()
            .map(|status| self.status(commit, status))
            .collect()
    }

    fn status(&self, commit: &str, status: &BuildStatus) -> Value {
        let path = format!("/commit/{commit}/statuses/build/{}", status.key);
        json!({
            "type": "build",
            "key": status.key,
            "name": status.name,
            "state": match status.state {
                BuildState::Failed => "FAILED",
                BuildState::InProgress => "INPROGRESS",
                BuildState::Stopped => "STOPPED",
                BuildState::Successful => "SUCCESSFUL",
            },
            "url": status.url,
            "description": "",
            "created_on": time(status.created_on),
            "updated_on": time(status.updated_on),
            "commit": self.commit_in_short(commit),
            "repository": self.repository(),
            "links": {
                "self": self.repository_link(&path),
                "commit": self.repository_link(&format!("/commit/{commit}")),
            },
        })
    }
}
