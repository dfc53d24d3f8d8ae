//! Open pull requests, from branches that the main branch does not have.

use std::cmp::Reverse;

use super::{history::History, people::People};
use crate::{
    git::{Branch, Commit},
    world::{Event, EventKind, PullRequest, PullRequestState, Side},
};

/// The branches that changed last are taken.
const MOST: usize = 100;

/// One pull request a branch, numbered from `first_free` in the order in which they were begun.
/// `ahead` holds what the branches have and the main branch does not.
pub(super) fn pull_requests(
    branches: &[Branch],
    ahead: &History<'_>,
    main: &Branch,
    first_free: u64,
    people: &mut People,
) -> Vec<PullRequest> {
    let mut found: Vec<_> = branches
        .iter()
        .filter_map(|branch| Some((branch, Work::of(&ahead.branch(&branch.head))?)))
        .collect();
    found.sort_by_key(|(_, work)| Reverse(work.newest.committer.at));
    found.truncate(MOST);
    found.sort_by_key(|(_, work)| work.oldest.author.at);
    (first_free..)
        .zip(found)
        .map(|(id, (branch, work))| pull_request(id, branch, &work, main, people))
        .collect()
}

/// Commits on a branch.
#[derive(Debug)]
struct Work<'a> {
    newest: &'a Commit,
    oldest: &'a Commit,
}

impl<'a> Work<'a> {
    fn of(commits: &[&'a Commit]) -> Option<Self> {
        Some(Self {
            newest: commits.first()?,
            oldest: commits.last()?,
        })
    }

    // A branch with one commit is that commit.
    fn title<'b>(&'b self, branch: &'b Branch) -> (&'b str, &'b str) {
        if self.newest.hash == self.oldest.hash && !self.newest.subject().is_empty() {
            return (self.newest.subject(), self.newest.body());
        }
        (&branch.name, "")
    }
}

fn pull_request(
    id: u64,
    branch: &Branch,
    work: &Work<'_>,
    main: &Branch,
    people: &mut People,
) -> PullRequest {
    let (title, description) = work.title(branch);
    let author = people.of(&work.oldest.author);
    let updated_on = work.newest.committer.at;
    let created_on = work.oldest.author.at.min(updated_on);
    PullRequest {
        id,
        title: title.to_owned(),
        description: description.to_owned(),
        author,
        state: PullRequestState::Open,
        draft: false,
        source: side(branch),
        destination: side(main),
        close_source_branch: false,
        merge_commit: None,
        closed_by: None,
        created_on,
        updated_on,
        reviewers: Vec::new(),
        events: vec![Event {
            at: created_on,
            by: author,
            kind: EventKind::Opened,
        }],
        comments: Vec::new(),
        tasks: Vec::new(),
        gone: None,
    }
}

fn side(branch: &Branch) -> Side {
    Side {
        branch: branch.name.clone(),
        commit: branch.head.to_string(),
    }
}
