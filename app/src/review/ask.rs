//! The calls: at most two for the activity (three where there is much of it), one for each other
//! part, up to three for CODEOWNERS; none for what is noted and still holds. A closed pull request needs its activity alone.

use std::future::ready;

use bitbucket_cloud::{
    Activity, Answer, Client, Comment, Error, Page, PullRequest, PullRequestState, Range,
    Repository,
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

pub(super) fn ask<'a>(shared: &'a Shared, pull: &'a PullRequest, part: Part) -> Answer<'a, Fact> {
    let (client, at) = (&shared.client, shared.repository());
    if part != Part::Activity && pull.state != PullRequestState::Open {
        return Box::pin(ready(Ok(Fact::Over)));
    }
    let (name, holds, read, fetch): (_, _, Read, Answer<'a, String>) = match part {
        Part::Activity => {
            return Box::pin(async {
                let activities = activity(client, at, pull.id).await?;
                Ok(Fact::Activity(activities))
            });
        }
        Part::Builds => {
            return Box::pin(async { Ok(Fact::Builds(client.statuses(at, pull.id).await?)) });
        }
        Part::Tasks if pull.task_count.unwrap_or_default() == 0 => {
            return Box::pin(ready(Ok(Fact::Tasks(Vec::new()))));
        }
        Part::Tasks => {
            return Box::pin(async { Ok(Fact::Tasks(client.tasks(at, pull.id).await?)) });
        }
        Part::Conflicts | Part::Behind => {
            let Some(range) = pull.range() else {
                return Box::pin(ready(Ok(Fact::Gone)));
            };
            if part == Part::Conflicts {
                let fetch = async move {
                    let conflicts = client.conflicts(at, &range).await?;
                    Ok(note::paths(conflicts.into_iter().map(|one| one.path)))
                };
                let read = |text: &str| note::read_paths(text).map(Fact::Conflicts);
                ("conflicts", Holds::Commits, read, Box::pin(fetch))
            } else {
                let fetch = async move { Ok(behind(client, at, &range).await?.text()) };
                let read = |text: &str| Behind::parse(text).map(Fact::Behind);
                ("behind", Holds::Commits, read, Box::pin(fetch))
            }
        }
        Part::DefaultReviewers => {
            let fetch = async { Ok(note::people(&client.default_reviewers(at).await?)) };
            let read = |text: &str| note::read_people(text).map(Fact::DefaultReviewers);
            ("reviewers", Holds::Day, read, Box::pin(fetch))
        }
        Part::Owners => {
            let read =
                |text: &str| Some(Fact::Owners(text.strip_prefix('+').map(CodeOwners::parse)));
            let fetch = owners(client, at, pull);
            ("owners", Holds::Day, read, Box::pin(fetch))
        }
    };
    let noted = noted(shared, name, pull, holds, read, fetch);
    Box::pin(async move {
        match noted.await {
            // Both commits were there once.
            Err(Error::Status { status: 404, .. })
                if matches!(part, Part::Conflicts | Part::Behind) =>
            {
                Ok(Fact::Gone)
            }
            answer => answer,
        }
    })
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
