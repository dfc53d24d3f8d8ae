//! Pull requests.

use serde_json::{Value, json};

use super::{Shapes, rendered, short, time};
use crate::world::{Gone, PullRequest, PullRequestState, Side, TaskState};

/// Fields that a list of pull requests leaves out unless they are asked for by name.
pub(crate) const COSTLY: &[&str] = &["values.participants", "values.rendered", "values.reviewers"];

impl Shapes<'_> {
    /// A pull request with everything that can be asked for.
    pub(crate) fn pull_request(&self, pull: &PullRequest) -> Value {
        let open_tasks = pull
            .tasks
            .iter()
            .filter(|task| task.state == TaskState::Unresolved);
        let description = rendered(&pull.description);
        json!({
            "type": "pullrequest",
            "id": pull.id,
            "title": pull.title,
            "description": pull.description,
            "summary": description,
            "rendered": {
                "title": rendered(&pull.title),
                "description": description,
                "reason": rendered(""),
            },
            "state": state(pull.state),
            "draft": pull.draft,
            "queued": false,
            "author": self.account(pull.author),
            "source": self.source(pull, &pull.source),
            "destination": self.endpoint(&pull.destination),
            "merge_commit": pull.merge_commit.as_deref().map(|hash| json!({ "hash": short(hash) })),
            "comment_count": pull.comments.len(),
            "task_count": open_tasks.count(),
            "close_source_branch": pull.close_source_branch,
            "closed_by": pull.closed_by.map(|person| self.account(person)),
            "reason": "",
            "created_on": time(pull.created_on),
            "updated_on": time(pull.updated_on),
            "reviewers": pull.reviewers.iter().map(|id| self.account(*id)).collect::<Value>(),
            "participants": self.participants(pull),
            "links": self.pull_request_links(pull),
        })
    }

    /// Fields by which lists are mostly filtered and sorted, as in the whole object.
    pub(crate) fn pull_request_in_brief(&self, pull: &PullRequest) -> Value {
        json!({
            "id": pull.id,
            "state": state(pull.state),
            "draft": pull.draft,
            "created_on": time(pull.created_on),
            "updated_on": time(pull.updated_on),
        })
    }

    /// A pull request as it stands inside other objects.
    pub(crate) fn pull_request_in_short(&self, pull: &PullRequest) -> Value {
        json!({
            "type": "pullrequest",
            "id": pull.id,
            "title": pull.title,
            "links": {
                "self": self.repository_link(&format!("/pullrequests/{}", pull.id)),
                "html": self.repository_page(&format!("/pull-requests/{}", pull.id)),
            },
        })
    }

    /// One end of a pull request, at the commit that is known for it.
    pub(crate) fn endpoint(&self, side: &Side) -> Value {
        json!({
            "branch": { "name": side.branch },
            "commit": { "hash": short(&side.commit) },
            "repository": self.repository(),
        })
    }

    /// The source as it was with that commit; of a fork that is gone, no more than its branch's name.
    pub(crate) fn source(&self, pull: &PullRequest, side: &Side) -> Value {
        if pull.gone == Some(Gone::Fork) {
            return json!({ "branch": { "name": side.branch }, "commit": null, "repository": null });
        }
        self.endpoint(side)
    }

    fn pull_request_links(&self, pull: &PullRequest) -> Value {
        let link = |rest: &str| self.repository_link(&format!("/pullrequests/{}{rest}", pull.id));
        json!({
            "self": link(""),
            "html": self.repository_page(&format!("/pull-requests/{}", pull.id)),
            "commits": link("/commits"),
            "diff": link("/diff"),
            "diffstat": link("/diffstat"),
            "comments": link("/comments"),
            "activity": link("/activity"),
            "approve": link("/approve"),
            "merge": link("/merge"),
            "decline": link("/decline"),
        })
    }
}

/// Bitbucket's word for a state.
pub(crate) fn state(state: PullRequestState) -> &'static str {
    match state {
        PullRequestState::Declined => "DECLINED",
        PullRequestState::Merged => "MERGED",
        PullRequestState::Open => "OPEN",
    }
}
