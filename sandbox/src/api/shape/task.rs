//! Tasks on pull requests.

use serde_json::{Value, json};

use super::{Shapes, rendered, time};
use crate::world::{PullRequest, Task, TaskState};

impl Shapes<'_> {
    /// A task.
    pub(crate) fn task(&self, pull: &PullRequest, task: &Task) -> Value {
        let path = format!("/pullrequests/{}/tasks/{}", pull.id, task.id);
        json!({
            "id": task.id,
            "state": match task.state {
                TaskState::Resolved => "RESOLVED",
                TaskState::Unresolved => "UNRESOLVED",
            },
            "content": rendered(&task.text),
            "creator": self.account(task.creator),
            "created_on": time(task.created_on),
            "updated_on": time(task.created_on),
            "pending": false,
            "links": {
                "self": self.repository_link(&path),
                "html": self.repository_page(&format!("/pull-requests/{}", pull.id)),
            },
        })
    }
}
