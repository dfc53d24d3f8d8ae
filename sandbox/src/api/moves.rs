//! Branches that move: the ends of open pull requests move with them, and apps are told.

use jiff::Timestamp;

use crate::{
    connect::webhooks::{self, Push},
    forge::checks::{self, Trigger},
    git::CommitHash,
    state::Sandbox,
    world::{PersonId, PullRequest, World},
};

/// Moves a branch. Returns the open pull requests that come from it.
pub(super) fn apply(
    sandbox: &Sandbox,
    world: &mut World,
    branch: &str,
    new: &CommitHash,
) -> Vec<PullRequest> {
    sandbox.git.move_branch(branch, new);
    world.move_branch(branch, new.as_str(), Timestamp::now())
}

/// Tells apps of a push, and of the pull requests that it moved.
pub(super) fn tell(sandbox: &Sandbox, push: &Push<'_>, moved: &[PullRequest], by: PersonId) {
    webhooks::push(sandbox, push, by);
    for pull in moved {
        webhooks::pull_request(sandbox, "pullrequest:updated", pull, pull.author);
        checks::begin(sandbox, Trigger::CodePushed, pull.id);
    }
}
