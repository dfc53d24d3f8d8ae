//! What is open: one row for each situation that a reader may meet.

mod bookings;
mod conflicts;
mod oddities;
mod reviews;
mod surcharges;

use super::{
    areas::Area,
    content::Topic,
    work::{Line, Size, Work},
};
use crate::world::{BuildState, PersonId};

/// An open pull request.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) title: &'static str,
    pub(crate) description: &'static str,
    pub(crate) branch: &'static str,
    pub(crate) area: Area,
    pub(crate) topic: Topic,
    pub(crate) work: Work,
    pub(crate) people: &'static [PersonId],
    /// Minutes since it was opened.
    pub(crate) age: i64,
    /// Minutes from the start of the branch to the opening.
    pub(crate) lead: i64,
    pub(crate) mood: Mood,
    pub(crate) build: BuildState,
}

/// How its review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Everybody approved.
    Approved,
    /// Somebody wants it otherwise, and nothing was pushed since.
    ChangesRequested,
    /// Threads without an end.
    Discussed,
    /// A draft that somebody looked at.
    Draft,
    /// One approved, the others did not answer.
    Partly,
    /// Nobody answered.
    Quiet,
    /// Pushed again after somebody wanted it otherwise.
    Reworked,
    /// Approved, but tasks are open.
    Tasks,
}

const HOUR: i64 = 60;

/// The author first, then who is asked.
type People = &'static [PersonId];

#[expect(clippy::too_many_arguments, reason = "a row of a table")]
fn row(
    (title, branch): (&'static str, &'static str),
    description: &'static str,
    (area, topic): (Area, &'static str),
    work: Option<Work>,
    people: People,
    (age, lead): (i64, i64),
    mood: Mood,
    build: BuildState,
) -> Script {
    let topic = Topic(topic);
    let size = Size::Small;
    let work = work.unwrap_or(Work::Habit { area, topic, size });
    Script {
        title,
        description,
        branch,
        area,
        topic,
        work,
        people,
        age,
        lead,
        mood,
        build,
    }
}

const fn line(path: &'static str, from: &'static str, to: &'static str) -> Line {
    Line { path, from, to }
}

/// Work of a size.
fn habit(area: Area, topic: &'static str, size: Size) -> Option<Work> {
    Some(Work::Habit {
        area,
        topic: Topic(topic),
        size,
    })
}

/// Every open pull request, in no order.
pub(crate) fn open() -> Vec<Script> {
    let mut rows = surcharges::surcharges();
    rows.extend(conflicts::conflicts());
    rows.extend(bookings::bookings());
    rows.extend(reviews::reviews());
    rows.extend(oddities::oddities());
    rows
}
