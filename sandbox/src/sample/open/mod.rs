//! Open pull requests: one row for each situation that a reader may see.

mod bookings;
mod conflicts;
mod oddities;
mod reviews;
mod scenario;
mod surcharges;

pub(crate) use scenario::scenarios;

use super::{
    areas::Area,
    content::Topic,
    patch::{Line, Patch, Size},
};
use crate::world::{BuildState, PersonId};

/// An open pull request.
#[derive(Debug)]
pub(crate) struct OpenPullRequest {
    pub(crate) title: &'static str,
    pub(crate) description: &'static str,
    pub(crate) branch: &'static str,
    pub(crate) area: Area,
    pub(crate) topic: Topic,
    pub(crate) patch: Patch,
    pub(crate) people: &'static [PersonId],
    /// Timeline since it was opened.
    pub(crate) age: i64,
    /// Timeline from the start of the branch to the opening.
    pub(crate) lead: i64,
    pub(crate) review: ReviewState,
    pub(crate) build: BuildState,
}

/// State of its review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReviewState {
    /// Everybody approved.
    Approved,
    /// Somebody requested changes, and nothing was pushed since.
    ChangesRequested,
    /// Threads that are not resolved.
    Discussed,
    /// A draft with a comment.
    Draft,
    /// Nobody answered.
    NotReviewed,
    /// Approved, but tasks are open.
    OpenTasks,
    /// One approved, the others did not answer.
    PartlyApproved,
    /// Pushed again after somebody requested changes.
    Updated,
}

const HOUR: i64 = 60;

/// The author first, then who is asked.
type People = &'static [PersonId];

#[expect(clippy::too_many_arguments, reason = "a row of a table")]
fn row(
    (title, branch): (&'static str, &'static str),
    description: &'static str,
    (area, topic): (Area, &'static str),
    patch: Option<Patch>,
    people: People,
    (age, lead): (i64, i64),
    review: ReviewState,
    build: BuildState,
) -> OpenPullRequest {
    let topic = Topic(topic);
    let size = Size::Small;
    let patch = patch.unwrap_or(Patch::Feature { area, topic, size });
    OpenPullRequest {
        title,
        description,
        branch,
        area,
        topic,
        patch,
        people,
        age,
        lead,
        review,
        build,
    }
}

const fn line(path: &'static str, from: &'static str, to: &'static str) -> Line {
    Line { path, from, to }
}

/// The usual files of an area, changed by that much.
fn feature(area: Area, topic: &'static str, size: Size) -> Option<Patch> {
    Some(Patch::Feature {
        area,
        topic: Topic(topic),
        size,
    })
}

/// Every row, in no order.
fn rows() -> Vec<OpenPullRequest> {
    let mut rows = surcharges::surcharges();
    rows.extend(conflicts::conflicts());
    rows.extend(bookings::bookings());
    rows.extend(reviews::reviews());
    rows.extend(oddities::oddities());
    rows
}
