//! Who else knows a change, as far as is known.

use std::rc::Rc;

use bitbucket_cloud::{Account, FileChange, PullRequest};
use sightline_insight::{
    Change, FileChange as Changed,
    reviewers::{Suggestion, Team, suggest},
};

use crate::{
    clock,
    desk::Desk,
    facts::changed,
    history::{Other, Past},
    load::Load,
    review::past::{author, key},
    settings::Settings,
};

/// People that are suggested at most.
const MOST: usize = 3;

/// Somebody, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    /// Who.
    pub(crate) account: Account,
    /// Why.
    pub(crate) why: Suggestion,
}

/// Who could be asked.
pub(crate) fn knowing(desk: Desk) -> Load<Vec<Known>> {
    let past = match &*desk.known.past.get() {
        Load::Ready(past) => Rc::clone(past),
        Load::Failed(error) => return Load::Failed(error.clone()),
        Load::Loading => return Load::Loading,
    };
    let Some(rules) = desk.settings.rules() else {
        return Load::Loading;
    };
    // Until they are known, nobody is thought to be busy.
    let others = match &*desk.known.others.get() {
        Load::Ready(others) => Some(Rc::clone(others)),
        Load::Failed(_) | Load::Loading => None,
    };
    match (desk.pull.get(), desk.files.get()) {
        (Load::Ready(pull), Load::Ready(files)) => {
            let others = others.as_ref().map_or(&[][..], |others| others);
            Load::Ready(found(&pull, &files, &past, others, &rules.settings))
        }
        (Load::Failed(error), _) | (_, Load::Failed(error)) => Load::Failed(error),
        (Load::Loading, _) | (_, Load::Loading) => Load::Loading,
    }
}

fn found(
    pull: &PullRequest,
    files: &[FileChange],
    past: &Past,
    others: &[Other],
    settings: &Settings,
) -> Vec<Known> {
    let files: Vec<Changed> = files.iter().map(changed).collect();
    let change = Change {
        author: author(pull),
        files: &files,
    };
    let reviews = pull.reviews();
    let present = reviews.iter().map(|review| review.account);
    let left_out: Vec<&str> = present.map(key).chain(past.bots(settings)).collect();
    let open_reviews = open_reviews(pull.id, others);
    let team = Team {
        left_out: &left_out,
        open_reviews: &open_reviews,
    };
    let suggested = suggest(&past.history, &change, &team, clock::now().unix(), MOST);
    let named = suggested.into_iter().filter_map(|why| {
        let name = past.history.person(why.person);
        let account = past.people.iter().find(|account| key(account) == name)?;
        Some(Known {
            account: account.clone(),
            why,
        })
    });
    named.collect()
}

/// How many other open pull requests wait for each person's first vote.
fn open_reviews(except: u32, others: &[Other]) -> Vec<(&str, u32)> {
    let mut counts: Vec<(&str, u32)> = Vec::new();
    let others = others.iter().filter(|other| other.pull.id != except);
    for other in others {
        for review in other.pull.reviews() {
            let who = key(review.account);
            if review.vote.is_some() || who.is_empty() {
                continue;
            }
            match counts.iter_mut().find(|(known, _)| *known == who) {
                Some((_, count)) => *count += 1,
                None => counts.push((who, 1)),
            }
        }
    }
    counts
}
