//! Scripts as stories: what has happened so far on what is open.

use super::{
    clock::Moment,
    plan::DAY,
    rng::Rng,
    scripts::{Mood, Script},
    story::{Deed, On, Start, Story},
    talk::Minutes,
    words,
};
use crate::world::PersonId;

/// The stories of the scripts.
pub(crate) fn stories(scripts: Vec<Script>, now: Moment, rng: &mut Rng) -> Vec<Story> {
    scripts
        .into_iter()
        .map(|script| story(script, now, &mut rng.fork()))
        .collect()
}

fn story(script: Script, now: Moment, rng: &mut Rng) -> Story {
    let opened = now.plus(-script.age);
    let (author, reviewers) = match script.people {
        [author, reviewers @ ..] => (*author, reviewers),
        [] => (PersonId(0), [].as_slice()),
    };
    // What is stale went quiet after a few days.
    let talked = script.age.min(6 * DAY);
    let deeds = deeds(&script, author, reviewers, rng);
    let pause = talked / i64::try_from(deeds.len() + 1).unwrap_or(1);
    let mut minutes = Minutes::from(opened);
    for (by, deed) in deeds {
        minutes.now = minutes.now.plus(pause);
        minutes.note(by, deed);
    }
    Story {
        title: script.title.to_owned(),
        description: script.description.to_owned(),
        branch: script.branch.to_owned(),
        topic: script.topic,
        author,
        reviewers: reviewers.to_vec(),
        started: opened.plus(-script.lead),
        opened,
        commits: if script.lead < 60 { 1 } else { 2 },
        start: if script.mood == Mood::Draft {
            Start::Draft
        } else {
            Start::Ready
        },
        build: script.build,
        steps: minutes.steps,
        work: script.work,
    }
}

/// Who did what, in order.
fn deeds(
    script: &Script,
    author: PersonId,
    reviewers: &[PersonId],
    rng: &mut Rng,
) -> Vec<(PersonId, Deed)> {
    let mut remark = |on| {
        let text = match on {
            On::Code => words::remark(script.area, script.topic, rng),
            On::Everything => words::verdict(rng).to_owned(),
        };
        Deed::Remarked { on, text }
    };
    let Some(first) = reviewers.first().copied() else {
        return Vec::new();
    };
    let second = reviewers.get(1).copied().unwrap_or(first);
    let answer = |thread, text: &str| Deed::Answered {
        thread,
        text: text.to_owned(),
    };
    match script.mood {
        Mood::Approved => {
            let mut deeds = vec![(first, remark(On::Everything))];
            deeds.extend(reviewers.iter().map(|reviewer| (*reviewer, Deed::Approved)));
            deeds
        }
        Mood::ChangesRequested => vec![
            (first, remark(On::Code)),
            (first, Deed::ChangesRequested),
            (second, Deed::Approved),
            (author, answer(0, "I’ll look at it tomorrow.")),
        ],
        Mood::Discussed => vec![
            (first, remark(On::Code)),
            (author, answer(0, "Not sure. What would you do?")),
            (second, remark(On::Code)),
            (
                first,
                answer(0, "I’d ask the operations desk, they see this every day."),
            ),
            (second, remark(On::Code)),
            (author, Deed::Resolved { thread: 2 }),
        ],
        Mood::Draft => vec![(first, remark(On::Everything)), (author, Deed::Pushed)],
        Mood::Partly => vec![(first, remark(On::Code)), (first, Deed::Approved)],
        Mood::Quiet => Vec::new(),
        Mood::Reworked => vec![
            (first, remark(On::Code)),
            (first, Deed::ChangesRequested),
            (author, Deed::Pushed),
            (author, answer(0, "Fixed in the last commit.")),
            (author, Deed::Resolved { thread: 0 }),
        ],
        Mood::Tasks => vec![
            (
                first,
                Deed::TaskGiven {
                    text: words::task(script.topic, rng),
                },
            ),
            (
                first,
                Deed::TaskGiven {
                    text: "Ask the carriers for a second test account".to_owned(),
                },
            ),
            (
                second,
                Deed::TaskGiven {
                    text: "Write down what to do when the feed is late".to_owned(),
                },
            ),
            (author, Deed::TaskDone { task: 0 }),
            (first, Deed::Approved),
            (second, Deed::Approved),
        ],
    }
}
