//! Activity of a pull request in the terms of the analysis. People are account ids there.

use bitbucket_cloud::{Account, Activity, PullRequest, PullRequestState, Timestamp, Update};
use sightline_insight::{
    threads::{self, On, Remark, State, Thread},
    timeline::{self, Event, Timeline, What},
};

use super::{
    account::{author, key},
    review::Activities,
    settings::Settings,
};

/// Time of an activity; `None` for an activity of an unknown kind.
pub fn time(activity: &Activity) -> Option<Timestamp> {
    let vote = activity.approval.as_ref();
    let vote = vote.or(activity.changes_requested.as_ref());
    let comment = activity.comment.as_ref().map(|comment| comment.created_on);
    let update = activity.update.as_ref().map(|update| update.date);
    vote.map(|vote| vote.date).or(comment).or(update)
}

/// Account that did something; `None` for an account that is gone.
pub fn who(activity: &Activity) -> Option<&Account> {
    let vote = activity.approval.as_ref();
    let vote = vote.or(activity.changes_requested.as_ref());
    let comment = activity.comment.as_ref().and_then(|one| one.user.as_ref());
    let update = activity.update.as_ref().and_then(|one| one.author.as_ref());
    vote.and_then(|vote| vote.user.as_ref())
        .or(comment)
        .or(update)
}

impl Activities {
    /// Everybody who did something.
    pub fn people(&self) -> impl Iterator<Item = &Account> {
        self.events.iter().filter_map(who)
    }

    /// The name of somebody among them.
    pub fn name(&self, of: &str) -> Option<&str> {
        let mut people = self.people();
        let found = people.find(|account| key(account) == of)?;
        found.display_name.as_deref()
    }

    fn bots(&self, settings: &Settings) -> Vec<&str> {
        let bots = self.people().filter(|one| settings.is_bot(one));
        bots.map(key).collect()
    }

    /// Update by which the pull request reached the state in which it ended; `None` while it is open,
    /// and where that was not read.
    pub fn closing(&self, pull: &PullRequest) -> Option<&Update> {
        if pull.state == PullRequestState::Open {
            return None;
        }
        let updates = self.events.iter().filter_map(|event| event.update.as_ref());
        updates
            .take_while(|update| update.state.as_ref() == Some(&pull.state))
            .last()
    }

    /// Time at which it last became a draft, or ready.
    pub fn turned(&self, draft: What) -> Option<Timestamp> {
        let events = self.events.iter().filter_map(|event| event.update.as_ref());
        let mut turns = events.filter(|update| update.draft.map(turn) == Some(draft));
        turns.next().map(|update| update.date)
    }

    /// Time at which the newest commit was pushed, in seconds since 1970; `None` if that was not read.
    pub fn pushed(&self, pull: &PullRequest) -> Option<i64> {
        let head = &pull.source.commit.as_ref()?.hash;
        let updates = self.events.iter().filter_map(|event| event.update.as_ref());
        let updates: Vec<(i64, &str)> = updates
            .filter_map(|update| {
                let commit = update.source.commit.as_ref()?;
                Some((update.date.unix(), commit.hash.as_str()))
            })
            .collect();
        sightline_insight::readiness::pushed_on(&updates, head)
    }

    /// Time at which somebody last cast this vote.
    pub fn voted(&self, account: &Account, vote: What) -> Option<Timestamp> {
        let cast = self.events.iter().filter_map(|event| match vote {
            What::Approved => event.approval.as_ref(),
            _ => event.changes_requested.as_ref(),
        });
        let mut own = cast.filter(|cast| cast.user.as_ref().is_some_and(|user| user.is(account)));
        own.next().map(|cast| cast.date)
    }

    /// The open threads.
    pub fn threads(&self, pull: &PullRequest, settings: &Settings) -> Vec<Thread<'_>> {
        let comments = self
            .events
            .iter()
            .filter_map(|event| event.comment.as_ref());
        let remarks: Vec<Remark<'_>> = comments
            .map(|comment| Remark {
                id: comment.id,
                parent: comment.parent.as_ref().map(|parent| parent.id),
                by: comment.user.as_ref().map(key).unwrap_or_default(),
                at: comment.created_on.unix(),
                on: comment.inline.as_ref().map_or(On::Whole, |_| On::Code),
                state: match (&comment.resolution, comment.deleted) {
                    (_, Some(true)) => State::Deleted,
                    (Some(_), _) => State::Resolved,
                    (None, _) => State::Open,
                },
            })
            .collect();
        let approvals = self.events.iter().filter_map(|event| {
            let cast = event.approval.as_ref()?;
            Some((cast.user.as_ref().map(key)?, cast.date.unix()))
        });
        let approvals: Vec<(&str, i64)> = approvals.collect();
        threads::open(&remarks, author(pull), &self.bots(settings), &approvals)
    }

    /// The time line.
    pub fn timeline(&self, pull: &PullRequest, settings: &Settings, now: Timestamp) -> Timeline {
        let mut events: Vec<Event> = self.events.iter().filter_map(event).collect();
        if events.iter().all(|event| !is_turn(event.what)) && pull.draft == Some(true) {
            events.push(Event {
                at: pull.created_on.unix(),
                by: String::new(),
                what: What::Draft,
            });
        }
        let end = match pull.state {
            PullRequestState::Open => now,
            _ => self
                .closing(pull)
                .map_or(pull.updated_on, |update| update.date),
        };
        timeline::timeline(
            pull.created_on.unix(),
            author(pull),
            &self.bots(settings),
            &events,
            end.unix(),
        )
    }
}

const fn is_turn(what: What) -> bool {
    matches!(what, What::Draft | What::Ready)
}

const fn turn(draft: bool) -> What {
    if draft { What::Draft } else { What::Ready }
}

fn event(activity: &Activity) -> Option<Event> {
    let what = if activity.approval.is_some() {
        What::Approved
    } else if activity.changes_requested.is_some() {
        What::ChangesRequested
    } else if let Some(comment) = &activity.comment {
        (comment.deleted != Some(true)).then_some(What::Commented)?
    } else {
        turn(activity.update.as_ref()?.draft?)
    };
    Some(Event {
        at: time(activity)?.unix(),
        by: who(activity).map(key).unwrap_or_default().to_owned(),
        what,
    })
}
