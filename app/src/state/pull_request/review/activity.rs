//! Activity of a pull request: two pages from its new end; where there are more, one page of comments
//! from its old end.

use std::sync::Arc;

use bitbucket_cloud::{Activity, Comment, Error, Page, PullRequest, Timestamp};

use crate::{
    api::SharedServices,
    model::{
        activity::time,
        review::{Activities, Unread},
    },
};

/// The activity, and what of it was not read.
pub(in crate::state) async fn fetch(
    services: SharedServices,
    pull_request: Arc<PullRequest>,
) -> Result<Activities, Error> {
    let (client, at) = (&services.client, services.repository());
    let first = client.activity(at, pull_request.id).await?;
    let next = first.next()?;
    let mut events = first.values;
    let Some(request) = next else {
        return Ok(all(events));
    };
    let second: Page<Activity> = client.page(request).await?;
    let more = second.next()?;
    events.extend(second.values);
    let (Some(_), Some(read)) = (more, events.iter().rev().find_map(time)) else {
        return Ok(all(events));
    };
    let oldest = client.oldest_comments(at, pull_request.id).await?;
    let unread = unread(&oldest, read)?;
    for comment in oldest.values.into_iter().rev() {
        if !has(&events, &comment) {
            events.push(Activity {
                comment: Some(comment),
                ..Activity::default()
            });
        }
    }
    Ok(Activities { events, unread })
}

const fn all(events: Vec<Activity>) -> Activities {
    Activities {
        events,
        unread: Unread::Nothing,
    }
}

/// Activity that is missing between the oldest comments and the events, which were read back to `read`.
fn unread(oldest: &Page<Comment>, read: Timestamp) -> Result<Unread, Error> {
    let more = oldest.next()?;
    let last = oldest.values.last().map(|comment| comment.created_on);
    Ok(match (more, last) {
        (Some(_), Some(last)) if last < read => Unread::Between(last, read),
        _ => Unread::VotesBefore(read),
    })
}

fn has(events: &[Activity], comment: &Comment) -> bool {
    let mut comments = events.iter().filter_map(|event| event.comment.as_ref());
    comments.any(|other| other.id == comment.id)
}
