//! The calls: at most two for the activity (three where there is much of it), one for each other
//! part, up to three for CODEOWNERS; none for what is noted and still holds. A closed pull request needs its activity alone.

use bitbucket_cloud::{
    Activity, Client, Comment, Error, Page, PullRequest, PullRequestState, Range, Repository,
};
use sightline_insight::codeowners::CodeOwners;

use super::{
    Activities, Behind, Fact, Part, Unread,
    note::{self, Holds, Read, noted},
    past,
};
use crate::{host::Host, page::Shared};

/// Where Bitbucket, and others, look for the file.
const OWNERS: [&str; 3] = [".bitbucket/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

pub(super) async fn ask(shared: &Shared, pull: &PullRequest, part: Part) -> Result<Fact, Error> {
    let (client, at) = (&shared.client, shared.repository());
    if part != Part::Activity && pull.state != PullRequestState::Open {
        return Ok(Fact::Over);
    }
    match part {
        Part::Activity => Ok(Fact::Activity(activity(client, at, pull.id).await?)),
        Part::Builds => Ok(Fact::Builds(client.statuses(at, pull.id).await?)),
        Part::Tasks if pull.task_count.unwrap_or_default() == 0 => Ok(Fact::Tasks(Vec::new())),
        Part::Tasks => Ok(Fact::Tasks(client.tasks(at, pull.id).await?)),
        Part::Conflicts => {
            let Some(range) = pull.range() else {
                return Ok(Fact::Gone);
            };
            let fetch = async {
                let conflicts = client.conflicts(at, &range).await?;
                Ok(note::paths(conflicts.into_iter().map(|one| one.path)))
            };
            let read: Read = |text| note::read_paths(text).map(Fact::Conflicts);
            gone(noted(shared, "conflicts", pull, Holds::Commits, read, fetch).await)
        }
        Part::Behind => {
            let Some(range) = pull.range() else {
                return Ok(Fact::Gone);
            };
            let fetch = async { Ok(behind(client, at, &range).await?.text()) };
            let read: Read = |text| Behind::parse(text).map(Fact::Behind);
            gone(noted(shared, "behind", pull, Holds::Commits, read, fetch).await)
        }
        Part::DefaultReviewers => {
            let fetch = async { Ok(note::people(&client.default_reviewers(at).await?)) };
            let read: Read = |text| note::read_people(text).map(Fact::DefaultReviewers);
            noted(shared, "reviewers", pull, Holds::Day, read, fetch).await
        }
        Part::Owners => {
            let read: Read =
                |text| Some(Fact::Owners(text.strip_prefix('+').map(CodeOwners::parse)));
            let fetch = owners(client, at, pull);
            noted(shared, "owners", pull, Holds::Day, read, fetch).await
        }
    }
}

/// Both commits were there once, so one that is not found is gone.
fn gone(answer: Result<Fact, Error>) -> Result<Fact, Error> {
    match answer {
        Err(Error::Status { status: 404, .. }) => Ok(Fact::Gone),
        answer => answer,
    }
}

async fn behind(client: &Client<Host>, at: &Repository, range: &Range) -> Result<Behind, Error> {
    let page = client.commits_behind(at, range).await?;
    let count = u32::try_from(page.values.len()).unwrap_or(u32::MAX);
    Ok(match page.next()? {
        Some(_) => Behind::MoreThan(count),
        None => Behind::Exactly(count),
    })
}

/// The text of the file after a `+`; nothing where there is none.
async fn owners(
    client: &Client<Host>,
    at: &Repository,
    pull: &PullRequest,
) -> Result<String, Error> {
    if let Some(commit) = &pull.destination.commit {
        for path in OWNERS {
            if let Some(text) = client.file(at, &commit.hash, path).await? {
                return Ok(["+", &text].concat());
            }
        }
    }
    Ok(String::new())
}

/// Two pages from the new end; where there are more, one page of comments from the old end.
async fn activity(client: &Client<Host>, at: &Repository, id: u32) -> Result<Activities, Error> {
    let first = client.activity(at, id).await?;
    let next = first.next()?;
    let mut events = first.values;
    let Some(request) = next else {
        return Ok(Activities {
            events,
            unread: Unread::Nothing,
        });
    };
    let second: Page<Activity> = client.page(request).await?;
    let more = second.next()?;
    events.extend(second.values);
    let unread = match (more, events.iter().rev().find_map(past::time)) {
        (Some(_), Some(read)) => {
            let oldest = client.oldest_comments(at, id).await?;
            let all = oldest.next()?.is_none();
            let last = oldest.values.last().map(|comment| comment.created_on);
            for comment in oldest.values.into_iter().rev() {
                if !has(&events, &comment) {
                    events.push(Activity {
                        comment: Some(comment),
                        ..Activity::default()
                    });
                }
            }
            match last {
                Some(last) if !all && last < read => Unread::Between(last, read),
                _ => Unread::VotesBefore(read),
            }
        }
        _ => Unread::Nothing,
    };
    Ok(Activities { events, unread })
}

fn has(events: &[Activity], comment: &Comment) -> bool {
    let mut comments = events.iter().filter_map(|event| event.comment.as_ref());
    comments.any(|other| other.id == comment.id)
}
