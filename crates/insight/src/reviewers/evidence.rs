//! Evidence that somebody knows a change, and the order that follows from it.

use std::collections::HashMap;

use super::{DAY, EVIDENCE_DAYS, Suggestion, Touched};
use crate::history::{Entry, FileId, History, PersonId};

/// Somebody's part in one file.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    reviewed: bool,
    authored: bool,
}

/// Evidence for everybody in the history, by number, without open reviews.
pub(super) fn of_everybody(
    history: &History,
    touched: &Touched,
    author: Option<PersonId>,
    now: i64,
) -> Vec<Suggestion> {
    let mut people: Vec<Suggestion> = history.people().map(Suggestion::none).collect();
    let mut parts: HashMap<(PersonId, FileId), Part> = HashMap::new();
    for entry in &history.entries {
        let near = touched.overlap(entry).1 > 0.0;
        let recent = now - entry.merged_on <= EVIDENCE_DAYS * DAY;
        let reviewers = entry.reviewers.iter();
        for person in reviewers.clone().chain([&entry.author]) {
            let Some(one) = people.get_mut(person.index()) else {
                continue;
            };
            one.last_active = one.last_active.max(entry.merged_on);
            if near {
                one.last_here = one.last_here.max(Some(entry.merged_on));
                one.nearby += usize::from(recent);
            }
        }
        if !recent {
            continue;
        }
        for person in reviewers {
            if let Some(one) = people.get_mut(person.index()) {
                one.reviews += 1;
                one.for_author += usize::from(Some(entry.author) == author);
            }
        }
        add_parts(&mut parts, entry, touched);
    }
    for ((person, _), part) in parts {
        if let Some(one) = people.get_mut(person.index()) {
            one.files += 1;
            one.reviewed += usize::from(part.reviewed);
            one.authored += usize::from(part.authored);
        }
    }
    people
}

fn add_parts(parts: &mut HashMap<(PersonId, FileId), Part>, entry: &Entry, touched: &Touched) {
    for file in entry.files.iter().filter(|file| touched.has(**file)) {
        parts.entry((entry.author, *file)).or_default().authored = true;
        for person in &entry.reviewers {
            parts.entry((*person, *file)).or_default().reviewed = true;
        }
    }
}

/// Puts nobody behind somebody for whom less is said in every respect; otherwise keeps the order.
pub(super) fn by_evidence(mut ranked: Vec<Suggestion>) -> Vec<Suggestion> {
    let mut ordered = Vec::with_capacity(ranked.len());
    while !ranked.is_empty() {
        let leads = |one: &Suggestion| !ranked.iter().any(|other| other.dominates(one));
        // Of finitely many one is always dominated by nobody.
        let first = ranked.iter().position(leads).unwrap_or_default();
        ordered.push(ranked.remove(first));
    }
    ordered
}
