//! What a pull request waits for, from all that is known of it by now.

use bitbucket_cloud::{Account, PullRequest, Status, StatusState, TaskState, Timestamp, Vote};
use sightline_insight::{
    codeowners::{CodeOwners, Missing, Person, Voted},
    readiness::{NamedSince, Next, ReadinessInputs, next},
    threads::Turn,
    timeline::What,
};

use super::{
    Activities, Behind, Fact, Part, Unread,
    past::{author, key},
};
use crate::{desk::Desk, load::Load, settings::Settings, text};

/// See the module. Names are as they are shown.
#[derive(Debug, Default)]
pub(crate) struct Outlook {
    /// What the next step is worked out from.
    pub(crate) facts: ReadinessInputs,
    /// When it ended, and by whom, if it did.
    pub(crate) closed: Option<(Timestamp, Option<String>)>,
    /// Builds that failed, were stopped or still run.
    pub(crate) builds: Vec<Status>,
    /// How many builds passed.
    pub(crate) passed: u32,
    /// Whether there are comments that were not read.
    pub(crate) partial: bool,
    /// Open threads: the number of the first comment, and who wrote it.
    pub(crate) threads: Vec<(u64, String)>,
    /// Commits of the destination that the source lacks.
    pub(crate) behind: Option<Behind>,
    /// Owners that nobody but Bitbucket can look into.
    pub(crate) groups: Vec<Vec<String>>,
    /// Parts that have not come yet.
    pub(crate) reading: Vec<Part>,
    /// Parts that failed.
    pub(crate) unknown: Vec<Part>,
    /// Parts of which nothing can be said, as the source is gone.
    pub(crate) gone: Vec<Part>,
}

impl Outlook {
    /// The next step of an open pull request.
    pub(crate) fn next(&self) -> Next {
        next(&self.facts)
    }

    /// From what has come. A view that calls this is built again when more comes.
    pub(crate) fn of(desk: Desk, pull: &PullRequest) -> Self {
        let mut outlook = Self::default();
        let mut come = Vec::new();
        for (part, source) in desk.review.parts() {
            match source.get() {
                Load::Failed(_) => outlook.unknown.push(part),
                Load::Loading => outlook.reading.push(part),
                Load::Ready(fact) => match *fact {
                    Fact::Gone => outlook.gone.push(part),
                    _ => come.push(fact),
                },
            }
        }
        let nothing = Activities::default();
        let find = |fact: &'_ Fact| matches!(fact, Fact::Activity(_));
        let activities = come.iter().find(|fact| find(fact));
        let activities = match activities.map(AsRef::as_ref) {
            Some(Fact::Activity(activities)) => activities,
            _ => &nothing,
        };
        outlook.partial = matches!(activities.unread, Unread::Between(..));
        let closed = activities.closed(pull);
        outlook.closed = closed.map(|(at, by)| (at, by.and_then(|by| by.display_name.clone())));
        let asked = activities.turned(What::Ready).unwrap_or(pull.created_on);
        let rules = desk.settings.rules().unwrap_or_default();
        outlook.review(pull, activities, &rules.settings, asked);
        let mut people: Vec<&Account> = Vec::new();
        let mut owners = None;
        for fact in &come {
            match fact.as_ref() {
                Fact::Activity(_) | Fact::Gone | Fact::Over => {}
                Fact::Behind(behind) => outlook.behind = Some(*behind),
                Fact::Builds(builds) => outlook.builds(builds),
                Fact::Conflicts(paths) => outlook.facts.conflicts.clone_from(paths),
                Fact::DefaultReviewers(reviewers) => people.extend(reviewers),
                Fact::Owners(file) => owners = file.as_ref(),
                Fact::Tasks(tasks) => {
                    let open = tasks
                        .iter()
                        .filter(|task| task.state == TaskState::Unresolved);
                    outlook.facts.open_tasks = open
                        .map(|task| NamedSince {
                            name: task
                                .content
                                .as_ref()
                                .map(|text| text.raw.clone())
                                .unwrap_or_default(),
                            since: task.created_on.unix(),
                        })
                        .collect();
                }
            }
        }
        outlook.defaults(pull, &people, asked);
        if let Some(owners) = owners {
            match desk.files.get() {
                Load::Failed(_) if outlook.gone.is_empty() => outlook.unknown.push(Part::Owners),
                Load::Failed(_) => outlook.gone.push(Part::Owners),
                Load::Loading => outlook.reading.push(Part::Owners),
                Load::Ready(files) => {
                    let paths = files.iter().map(|file| file.path());
                    let all = people.iter().copied().chain(activities.people());
                    let missing = missing(owners, paths, pull, all);
                    outlook.owners(missing, asked);
                }
            }
        }
        outlook
    }

    /// What people said.
    fn review(
        &mut self,
        pull: &PullRequest,
        activities: &Activities,
        settings: &Settings,
        asked: Timestamp,
    ) {
        let facts = &mut self.facts;
        facts.pushed_on = activities.pushed(pull).unwrap_or(pull.created_on.unix());
        if pull.draft == Some(true) {
            let since = activities.turned(What::Draft).unwrap_or(pull.created_on);
            facts.draft_since = Some(since.unix());
        }
        for review in pull.reviews() {
            let account = review.account;
            if key(account) == author(pull) {
                continue;
            }
            let last = pull.participants.iter().find(|one| {
                let user = one.user.as_ref();
                user.is_some_and(|user| user.is(account))
            });
            let last = last.and_then(|one| one.participated_on);
            let (list, vote) = match review.vote {
                Some(Vote::Approved) => (&mut facts.approvals, What::Approved),
                Some(Vote::ChangesRequested) => {
                    (&mut facts.changes_requested, What::ChangesRequested)
                }
                Some(Vote::Other(_)) | None => {
                    facts.missing_approvals.push(named(account, asked));
                    continue;
                }
            };
            let since = activities.voted(account, vote).or(last);
            let since = since.unwrap_or(pull.updated_on);
            list.push(named(account, since));
        }
        for thread in activities.threads(pull, settings) {
            let name = activities
                .name(thread.by)
                .unwrap_or(text::NOBODY)
                .to_owned();
            self.threads.push((thread.id, name.clone()));
            let list = match thread.turn {
                Turn::Author => &mut facts.open_threads,
                Turn::Beginner => &mut facts.answered_threads,
            };
            list.push(NamedSince {
                name,
                since: thread.since,
            });
        }
    }

    fn builds(&mut self, builds: &[Status]) {
        for build in builds {
            let name = build.name.as_ref().or(build.key.as_ref());
            let name = name.cloned().unwrap_or_default();
            let (list, since) = match build.state {
                StatusState::Failed | StatusState::Stopped => {
                    (&mut self.facts.failed_builds, build.updated_on)
                }
                StatusState::InProgress => (&mut self.facts.running_builds, build.created_on),
                StatusState::Successful => {
                    self.passed += 1;
                    continue;
                }
                StatusState::Other(_) => continue,
            };
            self.builds.push(build.clone());
            list.push(NamedSince {
                name,
                since: since.unix(),
            });
        }
    }

    /// Default reviewers have to approve, asked or not.
    fn defaults(&mut self, pull: &PullRequest, people: &[&Account], asked: Timestamp) {
        let reviews = pull.reviews();
        let known = |account: &Account| reviews.iter().any(|review| review.account.is(account));
        let absent = people
            .iter()
            .filter(|account| !known(account) && key(account) != author(pull));
        self.facts
            .missing_approvals
            .extend(absent.map(|account| named(account, asked)));
    }

    fn owners(&mut self, missing: Missing, asked: Timestamp) {
        let waiting = &mut self.facts.missing_approvals;
        for set in missing.people {
            if !set
                .iter()
                .any(|name| waiting.iter().any(|one| one.name == *name))
            {
                waiting.push(NamedSince {
                    name: set.join(text::waits::OR),
                    since: asked.unix(),
                });
            }
        }
        self.groups = missing.unknown;
    }
}

/// Whose approval the file asks for, by the names that are shown where the person is known.
fn missing<'a>(
    owners: &CodeOwners,
    paths: impl Iterator<Item = &'a str>,
    pull: &PullRequest,
    others: impl Iterator<Item = &'a Account>,
) -> Missing {
    let reviews = pull.reviews();
    let others: Vec<&Account> = others.collect();
    let reviewers = reviews.iter().map(|review| (review.account, review.vote));
    let author = pull.author.as_ref();
    let others = others
        .into_iter()
        .chain(author)
        .map(|account| (account, None));
    let all: Vec<(&Account, Option<&Vote>)> = reviewers.chain(others).collect();
    let called: Vec<Vec<&str>> = all
        .iter()
        .map(|(account, _)| {
            let nickname = account.nickname.as_deref();
            nickname.into_iter().chain([key(account)]).collect()
        })
        .collect();
    let people: Vec<Person<'_>> = all
        .iter()
        .zip(&called)
        .map(|((account, vote), called)| Person {
            called,
            voted: match vote {
                _ if author.is_some_and(|author| author.is(account)) => Voted::Author,
                Some(Vote::Approved) => Voted::Approved,
                _ => Voted::Not,
            },
        })
        .collect();
    let mut missing = owners.missing(paths, &people);
    for name in missing.people.iter_mut().flatten() {
        let is = |called: &&str| called.eq_ignore_ascii_case(name);
        let at = called.iter().position(|called| called.iter().any(is));
        let found = at.and_then(|at| all.get(at));
        if let Some(shown) = found.and_then(|(account, _)| account.display_name.as_ref()) {
            name.clone_from(shown);
        }
    }
    missing
}

fn named(account: &Account, since: Timestamp) -> NamedSince {
    NamedSince {
        name: account
            .display_name
            .clone()
            .unwrap_or_else(|| text::NOBODY.to_owned()),
        since: since.unix(),
    }
}
