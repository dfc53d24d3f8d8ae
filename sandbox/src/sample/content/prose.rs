//! The product's documentation.

use super::Topic;
use crate::sample::rng::Rng;

pub(super) fn header(topic: Topic) -> String {
    format!("# {}s\n\n", topic.title())
}

pub(super) fn section(topic: Topic, rng: &mut Rng) -> Vec<String> {
    let title = rng.one_of(&[
        "Before you start",
        "Examples",
        "Errors",
        "Limits",
        "Permissions",
        "Questions",
        "What changes",
        "When it is late",
        "Who may do it",
    ]);
    let mut lines = vec![format!("## {title}"), String::new()];
    for _ in 0..rng.between(2, 5) {
        lines.push(sentence(topic, rng));
    }
    lines
}

pub(super) fn sentence(topic: Topic, rng: &mut Rng) -> String {
    let name = topic.0;
    let number = rng.between(2, 60);
    match rng.below(8) {
        0 => format!("A {name} can be changed until {number} hours before departure."),
        1 => format!("At most {number} {name}s are answered at a time; follow `next` for more."),
        2 => format!("Only people of the same office see a {name} that is not confirmed yet."),
        3 => format!("If a {name} is refused, the answer says which rule it broke."),
        4 => format!("Every change of a {name} is kept for {number} months."),
        5 => format!("The price of a {name} includes all surcharges that were known at the time."),
        6 => format!("Ask the operations desk if a {name} stays open for more than {number} days."),
        _ => format!("Numbers of {name}s are never used again, not even for drafts."),
    }
}
