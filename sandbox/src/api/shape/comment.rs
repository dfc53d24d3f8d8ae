//! Comments on pull requests.

use serde_json::{Value, json};

use super::{Shapes, rendered, time};
use crate::{
    api::fields::merge,
    world::{Comment, CommentId, Inline, PullRequest},
};

impl Shapes<'_> {
    /// A comment.
    pub(crate) fn comment(&self, pull: &PullRequest, comment: &Comment) -> Value {
        let mut body = json!({
            "type": "pullrequest_comment",
            "id": comment.id.0,
            "content": rendered(&comment.text),
            "user": self.account(comment.author),
            "created_on": time(comment.created_on),
            "updated_on": time(comment.created_on),
            "deleted": false,
            "pending": false,
            "pullrequest": self.pull_request_in_short(pull),
            "links": self.comment_links(pull, comment.id),
        });
        if let Some(parent) = comment.parent {
            let links = self.comment_links(pull, parent);
            let parent = json!({ "type": "pullrequest_comment", "id": parent.0, "links": links });
            merge(&mut body, json!({ "parent": parent }));
        }
        if let Some(Inline { path, to }) = &comment.inline {
            merge(&mut body, json!({ "inline": { "path": path, "to": to } }));
        }
        if let Some((by, at)) = comment.resolved {
            let resolution = json!({
                "type": "comment_resolution",
                "user": self.account(by),
                "created_on": time(at),
            });
            merge(&mut body, json!({ "resolution": resolution }));
        }
        body
    }

    fn comment_links(&self, pull: &PullRequest, id: CommentId) -> Value {
        let (web, repository) = (&self.addresses.web, self.world.full_name());
        let page = format!(
            "{web}/{repository}/pull-requests/{}/_/diff#comment-{}",
            pull.id, id.0
        );
        json!({
            "self": self.repository_link(&format!("/pullrequests/{}/comments/{}", pull.id, id.0)),
            "html": { "href": page },
        })
    }
}
