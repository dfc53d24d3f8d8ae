//! An open pull request, and what is seen of it besides what the list says.

use std::{cell::Cell, rc::Rc};

use bitbucket_cloud::{Account, PullRequest, Status, StatusState, Vote};
use sightline_insight::{
    overlap::FileHunks,
    queue,
    readiness::{NamedSince, ReadinessInputs},
    size::{Lines, Size},
};

use crate::{
    load::Load,
    review::past::{author, key},
    signal::Signal,
    text,
    views::people,
};

/// See the module.
pub(crate) struct Row {
    /// As the list says.
    pub(crate) pull: PullRequest,
    /// What was asked for.
    pub(crate) seen: Signal<Seen>,
    /// How many others touch the same files; `None` if its diff was not read.
    pub(crate) met: Signal<Option<u32>>,
    pub(super) asked: Cell<Asked>,
}

/// How far a row was asked about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Asked {
    /// About everything.
    All,
    /// Not yet.
    #[default]
    Not,
}

/// What takes calls of its own.
#[derive(Clone)]
pub(crate) struct Seen {
    /// All builds of the source's head.
    pub(crate) builds: Load<Rc<Vec<Status>>>,
    /// What it changes.
    pub(crate) changes: Load<Rc<Vec<FileHunks>>>,
    /// When the newest commit came; asked for only where somebody wants changes.
    pub(crate) pushed_on: Option<i64>,
}

impl Row {
    /// Of what a list says. It lives as long as the page.
    pub(super) fn new(pull: PullRequest) -> Rc<Self> {
        let seen = Signal::new(Seen {
            builds: Load::Loading,
            changes: Load::Loading,
            pushed_on: None,
        });
        Rc::new(Self {
            pull,
            seen,
            met: Signal::new(None),
            asked: Cell::default(),
        })
    }

    /// Whether its author may have answered a request for changes.
    pub(super) fn is_contested(&self) -> bool {
        let mut reviews = self.pull.reviews().into_iter();
        reviews.any(|review| review.vote == Some(&Vote::ChangesRequested))
    }

    /// What the queue wants to know, as is known now. People are account ids.
    pub(crate) fn plain(&self) -> queue::Row {
        let (pull, seen) = (&self.pull, self.seen.now());
        let branch = |end: &bitbucket_cloud::Endpoint| {
            let branch = end.branch.as_ref();
            branch.map(|branch| branch.name.clone()).unwrap_or_default()
        };
        queue::Row {
            id: pull.id.into(),
            title: pull.title.clone(),
            author: author(pull).to_owned(),
            author_name: people::name(pull.author.as_ref()),
            source: branch(&pull.source),
            target: branch(&pull.destination),
            opened_on: pull.created_on.unix(),
            updated_on: pull.updated_on.unix(),
            lines: seen.size().map(|size| size.lines.changed()),
            overlaps: *self.met.now(),
            facts: self.facts(&seen),
        }
    }

    fn facts(&self, seen: &Seen) -> ReadinessInputs {
        let pull = &self.pull;
        let opened = pull.created_on.unix();
        let mut facts = ReadinessInputs {
            draft_since: (pull.draft == Some(true)).then_some(opened),
            pushed_on: seen.pushed_on.unwrap_or(opened),
            ..ReadinessInputs::default()
        };
        for review in pull.reviews() {
            let account = review.account;
            if key(account) == author(pull) {
                continue;
            }
            let (list, since) = match review.vote {
                Some(Vote::Approved) => (&mut facts.approvals, self.voted(account)),
                Some(Vote::ChangesRequested) => (&mut facts.changes_requested, self.voted(account)),
                Some(Vote::Other(_)) | None => (&mut facts.missing_approvals, opened),
            };
            list.push(named(key(account), since));
        }
        // The list says how many, and not since when.
        for _ in 0..pull.task_count.unwrap_or_default() {
            let since = pull.updated_on.unix();
            facts.open_tasks.push(named("", since));
        }
        if let Load::Ready(builds) = &seen.builds {
            for build in builds.iter() {
                let name = build.name.as_ref().or(build.key.as_ref());
                let name = name.map_or("", String::as_str);
                match build.state {
                    StatusState::Failed | StatusState::Stopped => {
                        let since = build.updated_on.unix();
                        facts.failed_builds.push(named(name, since));
                    }
                    StatusState::InProgress => {
                        let since = build.created_on.unix();
                        facts.running_builds.push(named(name, since));
                    }
                    StatusState::Successful | StatusState::Other(_) => {}
                }
            }
        }
        facts
    }

    /// When somebody voted, as far as the list says.
    fn voted(&self, account: &Account) -> i64 {
        let same = |user: &Account| user.is(account);
        let mut own = self.pull.participants.iter();
        let own = own.find(|one| one.user.as_ref().is_some_and(same));
        let time = own.and_then(|own| own.participated_on);
        time.unwrap_or(self.pull.updated_on).unix()
    }

    /// The name of somebody in the facts.
    pub(crate) fn name(&self, person: &str) -> String {
        let reviews = self.pull.reviews();
        let reviewers = reviews.iter().map(|review| review.account);
        let mut all = reviewers.chain(&self.pull.author);
        let found = all.find(|account| key(account) == person);
        match found {
            Some(account) => people::name(Some(account)),
            None => text::NOBODY.to_owned(),
        }
    }
}

impl Seen {
    /// Whether its diff was read.
    pub(crate) const fn is_compared(&self) -> bool {
        matches!(self.changes, Load::Ready(_))
    }

    /// How large it is, once its diff was read.
    pub(crate) fn size(&self) -> Option<Size> {
        let Load::Ready(changes) = &self.changes else {
            return None;
        };
        let mut size = Size::default();
        for file in changes.iter() {
            size += Size {
                files: 1,
                lines: Lines {
                    added: file.added,
                    removed: file.removed,
                },
            };
        }
        Some(size)
    }
}

fn named(name: &str, since: i64) -> NamedSince {
    NamedSince {
        name: name.to_owned(),
        since,
    }
}
