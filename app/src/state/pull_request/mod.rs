//! State of the panel: everything that is asked about one pull request, once.

mod blocks;
mod changes;
mod derived;
pub mod dismissed;
mod findings;
pub mod headline;
pub mod review;
pub mod reviewer_change;

use std::sync::Arc;

use bitbucket_cloud::{Account, Error, FileChange, PullRequest};
use leptos::prelude::*;
use sightline_insight::{overlap::FileHunks, quantile::Percentile};

use super::{Fetched, Loading, history::HistoryStore, retry_failed, scope::Scope};
use crate::{
    api::{ServicesHandle, use_services},
    browser::clipboard,
    model::{
        companions::{CompanionFinding, CompanionLists},
        overlaps::Comparison,
        readiness::MergeReadiness,
        reviewers::Knowing,
        settings::LoadedSettings,
        size::ChangeSize,
        timeline::ReviewTimeline,
    },
    text::name,
};
use derived::Answers;
use dismissed::DismissedCompanions;
use review::ReviewStore;
use reviewer_change::{ChangeOutcome, ReviewerChange, ReviewerStep};

/// Resources of one pull request, and what follows from them. Cheap to copy.
#[derive(Clone, Copy)]
pub struct PullRequestStore {
    /// Its newest state that was read.
    pub pull_request: RwSignal<Arc<PullRequest>>,
    /// Files that it changes.
    pub files: Fetched<Vec<FileChange>>,
    /// Lines that it changes; none for one that is closed, which overlaps with nothing.
    pub hunks: Fetched<Vec<FileHunks>>,
    /// Settings of its destination.
    pub settings: Fetched<LoadedSettings>,
    /// Its review.
    pub review: ReviewStore,
    /// The repository besides.
    pub history: HistoryStore,
    /// Readiness to merge, as far as is known.
    pub readiness: Memo<Arc<MergeReadiness>>,
    /// Its timeline.
    pub timeline: Memo<Loading<Arc<ReviewTimeline>>>,
    /// Its size.
    pub size: Memo<Loading<Arc<ChangeSize>>>,
    /// Rank of its size among merged pull requests, once some are known.
    pub percentile: Memo<Option<Percentile>>,
    /// Other open pull requests that touch the same files.
    pub overlaps: Memo<Loading<Arc<Comparison>>>,
    /// Files that history says are missing.
    pub companions: Memo<Loading<Arc<CompanionFinding>>>,
    /// Those files, apart from what the reader dismissed.
    pub companion_lists: Memo<Arc<CompanionLists>>,
    /// Companions that the reader dismissed.
    pub dismissed: DismissedCompanions,
    /// People who know the change, besides its reviewers.
    pub knowing: Memo<Loading<Arc<Knowing>>>,
    /// Numbers of merged pull requests, and of other changes of its files, that these come from.
    pub evidence: Memo<(usize, usize)>,
    /// True if the findings above are those of all that was read.
    pub is_newest: Memo<bool>,
    /// The last thing that the reader did about a reviewer.
    pub reviewer_step: RwSignal<ReviewerStep>,
    answers: Answers,
    services: ServicesHandle,
    scope: Scope,
}

/// Reads a pull request. It ends with the current owner.
pub fn read_pull_request(id: u32) -> LocalResource<Result<Arc<PullRequest>, Error>> {
    let services = use_services();
    LocalResource::new(move || {
        let services = services.get();
        async move {
            let answer = services
                .client
                .pull_request(services.repository(), id)
                .await;
            answer.map(Arc::new)
        }
    })
}

impl PullRequestStore {
    /// Asks for everything about a pull request. It ends with the current owner.
    pub fn new(pull_request: Arc<PullRequest>) -> Self {
        let services = use_services();
        let pull_request = RwSignal::new(pull_request);
        let answers = Answers::ask(services, pull_request);
        let hunks = LocalResource::new(move || {
            answers.commits.track();
            changes::hunks_of(services.get(), pull_request.get_untracked())
        });
        let read = pull_request.get_untracked();
        answers.history.crawl_for(read, answers.files);
        let past = answers.past();
        let here: Arc<str> = services.get().repository().to_string().into();
        let id = pull_request.with_untracked(|one| one.id);
        let size = answers.size();
        let readiness = answers.readiness();
        let companions = answers.companions(past);
        let overlaps = answers.overlaps(here, hunks);
        let knowing = answers.knowing(past, readiness);
        let newest = [overlaps.is_newest, companions.is_newest, knowing.is_newest];
        let is_newest = Memo::new(move |_| newest.iter().all(|is_newest| is_newest.get()));
        let companions = companions.value;
        let dismissed = DismissedCompanions::new(services, id);
        Self {
            pull_request,
            files: answers.files,
            hunks,
            settings: answers.settings,
            review: answers.review,
            history: answers.history,
            readiness,
            timeline: answers.timeline(),
            size,
            percentile: answers.percentile(size),
            overlaps: overlaps.value,
            companions,
            evidence: answers.evidence(past),
            companion_lists: findings::companion_lists(companions, dismissed),
            dismissed,
            knowing: knowing.value,
            is_newest,
            reviewer_step: RwSignal::new(ReviewerStep::default()),
            answers,
            services,
            scope: Scope::current(),
        }
    }

    /// Reads the pull request again. What is shown stays until the answer comes.
    pub fn reload(self) {
        let services = self.services.get();
        let id = self.pull_request.with_untracked(|one| one.id);
        self.scope.spawn(async move {
            let answer = services
                .client
                .pull_request(services.repository(), id)
                .await;
            if let Ok(pull_request) = answer {
                self.pull_request.set(Arc::new(pull_request));
            }
        });
    }

    /// Adds or removes one reviewer, unless a change is on its way. The button that asks for it may
    /// leave the page before the answer comes.
    pub fn change_reviewer(self, who: Account, change: ReviewerChange) {
        let Some(account_id) = who.uuid.clone() else {
            return;
        };
        if self.reviewer_step.get_untracked() == ReviewerStep::Busy {
            return;
        }
        self.reviewer_step.set(ReviewerStep::Busy);
        let services = self.services.get();
        let id = self.pull_request.with_untracked(|one| one.id);
        self.scope.spawn(async move {
            let (client, at) = (&services.client, services.repository());
            let ended = reviewer_change::change(client, at, id, &account_id, change).await;
            let (outcome, newest) = match ended {
                Ok((outcome, newest)) => (outcome, Some(newest)),
                Err(error) => (ChangeOutcome::Failed(error), None),
            };
            let is_unknown = outcome.is_unknown();
            self.reviewer_step
                .set(ReviewerStep::Ended(who, change, outcome));
            match newest {
                Some(newest) => self.pull_request.set(Arc::new(newest)),
                None if is_unknown => self.reload(),
                None => {}
            }
        });
    }

    /// Copies the name of a person.
    pub fn copy_name(self, who: Account) {
        self.scope.spawn(async move {
            let copied = clipboard::copy(&name(Some(&who))).await;
            self.reviewer_step.set(match copied {
                Ok(()) => ReviewerStep::Copied(who),
                Err(clipboard::Refused) => ReviewerStep::NotCopied(who),
            });
        });
    }

    /// Asks again what the findings lack: files and lines that this pull request changes, and the
    /// other open ones.
    pub fn retry_findings(self) {
        retry_failed(self.files);
        retry_failed(self.hunks);
        self.history.retry_open();
    }

    /// Returns whether everything that merge readiness follows from was answered, or failed. Tracked.
    pub fn is_answered(self) -> bool {
        self.files.read().is_some() && self.review.is_answered()
    }

    /// Asks again what merge readiness lacks. Code owners are those of the changed files.
    pub fn retry_readiness(self) {
        self.review.retry_failed();
        retry_failed(self.files);
    }

    /// Settings that apply, once they are known: Sightline's own where they cannot be read.
    pub fn rules(self) -> Option<Arc<LoadedSettings>> {
        self.answers.rules()
    }
}

/// Provides the store to the sections of the panel.
pub fn provide_pull_request(pull_request: Arc<PullRequest>) -> PullRequestStore {
    let store = PullRequestStore::new(pull_request);
    provide_context(store);
    store
}

/// The store of the panel.
///
/// # Panics
/// Outside of the panel.
pub fn use_pull_request() -> PullRequestStore {
    expect_context()
}
