//! Branches, as far as open pull requests know them.

use jiff::Timestamp;

use super::{Event, EventKind, Gone, PullRequest, PullRequestState, World};

impl World {
    /// Newest commit of a branch.
    pub fn head(&self, branch: &str) -> Option<&str> {
        let mut pulls = self.pull_requests.iter().filter(|pull| is_open(pull));
        pulls.find_map(|pull| {
            let mut ends = [&pull.source, &pull.destination].into_iter();
            let end = ends.find(|end| end.branch == branch)?;
            Some(end.commit.as_str())
        })
    }

    /// Moves the ends of open pull requests that are at a branch. Returns those that come from it.
    pub fn move_branch(&mut self, branch: &str, commit: &str, now: Timestamp) -> Vec<PullRequest> {
        let mut moved = Vec::new();
        for pull in self.pull_requests.iter_mut().filter(|pull| is_open(pull)) {
            if pull.destination.branch == branch {
                commit.clone_into(&mut pull.destination.commit);
            }
            if pull.source.branch != branch {
                continue;
            }
            commit.clone_into(&mut pull.source.commit);
            pull.updated_on = now;
            pull.events.push(Event {
                at: now,
                by: pull.author,
                kind: EventKind::Pushed {
                    commit: commit.to_owned(),
                },
            });
            moved.push(pull.clone());
        }
        moved
    }

    /// Takes a branch from under the open pull requests that come from it.
    pub fn delete_branch(&mut self, branch: &str) {
        let pulls = self.pull_requests.iter_mut().filter(|pull| is_open(pull));
        for pull in pulls.filter(|pull| pull.source.branch == branch) {
            pull.gone = pull.gone.or(Some(Gone::Branch));
        }
    }
}

fn is_open(pull: &PullRequest) -> bool {
    pull.state == PullRequestState::Open
}
