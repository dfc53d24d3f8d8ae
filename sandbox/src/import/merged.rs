//! Merged pull requests, from the trunk of the main branch.

use std::collections::HashSet;

use super::{history::History, message::Message, people::People};
use crate::{
    git::{Commit, CommitHash},
    world::{Event, EventKind, PullRequest, PullRequestState, Side},
};

/// The newest ones are taken.
const MOST: usize = 1_000;

/// A pull request on the trunk: one merge, or one or more commits in a row.
#[derive(Debug)]
struct Landed<'a> {
    message: Message,
    newest: &'a Commit,
    oldest: &'a Commit,
}

/// The merged pull requests, ascending by number. Where a number comes twice, the newer one is
/// taken.
pub(super) fn pull_requests(
    history: &History<'_>,
    main: &str,
    people: &mut People,
) -> Vec<PullRequest> {
    let mut pulls: Vec<_> = landed(history.trunk())
        .into_iter()
        .filter_map(|landed| pull_request(landed, history, main, people))
        .collect();
    pulls.sort_by_key(|pull| pull.id);
    pulls
}

fn landed<'a>(trunk: &[&'a Commit]) -> Vec<Landed<'a>> {
    let mut found: Vec<Landed<'a>> = Vec::new();
    let mut numbers = HashSet::new();
    for commit in trunk {
        let Some(message) = Message::read(&commit.message) else {
            continue;
        };
        if let Some(last) = found.last_mut()
            && last.message.number == message.number
            && last.oldest.parents == [commit.hash.clone()]
            && commit.parents.len() == 1
        {
            last.oldest = commit;
            continue;
        }
        if numbers.insert(message.number) {
            if found.len() == MOST {
                break;
            }
            found.push(Landed {
                message,
                newest: commit,
                oldest: commit,
            });
        }
    }
    found
}

// The first commit of a repository was merged into nothing.
fn pull_request(
    landed: Landed<'_>,
    history: &History<'_>,
    main: &str,
    people: &mut People,
) -> Option<PullRequest> {
    let Landed {
        message,
        newest,
        oldest,
    } = landed;
    let onto = oldest.parents.first()?;
    let merged_head = newest.parents.get(1);
    let source = merged_head.unwrap_or(&newest.hash);
    let branch = merged_head.map(|head| history.branch(head));
    let first = branch.as_ref().and_then(|branch| branch.last().copied());
    let first = first.unwrap_or(oldest);
    let closer = if merged_head.is_some() || is_service(newest) {
        &newest.author
    } else {
        &newest.committer
    };
    let at = newest.committer.at;
    let created_on = first.author.at.min(at);
    let (author, closed_by) = (people.of(&first.author), people.of(closer));
    let mut reviewers = Vec::new();
    for reviewer in &message.reviewers {
        let id = people.reviewer(reviewer, at);
        if !reviewers.contains(&id) {
            reviewers.push(id);
        }
    }
    let event = |at, by, kind| Event { at, by, kind };
    let mut events = vec![event(created_on, author, EventKind::Opened)];
    // When they approved is not told: not after the merge.
    events.extend(
        reviewers
            .iter()
            .map(|by| event(at, *by, EventKind::Approved)),
    );
    events.push(event(at, closed_by, EventKind::Merged));
    let number = message.number;
    Some(PullRequest {
        id: number,
        title: message.title,
        description: message.description,
        author,
        state: PullRequestState::Merged,
        draft: false,
        source: side(
            message.branch.unwrap_or_else(|| format!("pull/{number}")),
            source,
        ),
        destination: side(main.to_owned(), onto),
        close_source_branch: true,
        merge_commit: Some(newest.hash.to_string()),
        closed_by: Some(closed_by),
        created_on,
        updated_on: at,
        reviewers,
        events,
        comments: Vec::new(),
        tasks: Vec::new(),
        gone: None,
    })
}

// Commits made on GitHub's pages are committed by GitHub itself.
fn is_service(commit: &Commit) -> bool {
    commit.committer.email == "noreply@github.com"
}

fn side(branch: String, commit: &CommitHash) -> Side {
    Side {
        branch,
        commit: commit.to_string(),
    }
}
