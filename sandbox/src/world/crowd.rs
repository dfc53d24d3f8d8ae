//! More talk than any team would have, to see what an app makes of it.

use jiff::{SignedDuration, Timestamp};

use super::{Comment, CommentId, PersonId, World};

impl World {
    /// Adds that many threads of one comment each, evenly from when the pull request was opened until
    /// now, by everybody in turn. Nothing happens where there is no such pull request.
    pub fn crowd(&mut self, id: u64, comments: u32, now: Timestamp) {
        let all = self.pull_requests.iter().flat_map(|pull| &pull.comments);
        let first = all.map(|comment| comment.id.0).max().unwrap_or(0) + 1;
        let people = self.people.len().max(1);
        let pull = self.pull_requests.iter_mut().find(|pull| pull.id == id);
        let Some(pull) = pull else { return };
        let open = now.duration_since(pull.created_on).as_secs();
        let added = (first..)
            .zip(0..i64::from(comments))
            .map(|(id, at)| Comment {
                id: CommentId(id),
                author: PersonId(usize::try_from(id).unwrap_or(0) % people),
                text: format!("Remark {}", at + 1),
                created_on: pull.created_on
                    + SignedDuration::from_secs(open * at / i64::from(comments)),
                parent: None,
                inline: None,
                resolved: None,
            });
        pull.comments.extend(added);
        pull.comments.sort_by_key(|comment| comment.created_on);
    }
}
