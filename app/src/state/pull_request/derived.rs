//! Values that follow from the answers about a pull request.

use std::sync::Arc;

use bitbucket_cloud::{FileChange, PullRequest};
use leptos::prelude::*;
use sightline_insight::quantile::Percentile;

use super::{
    changes::{self, Commits},
    review::ReviewStore,
};
use crate::{
    api::ServicesHandle,
    browser::clock,
    model::{
        percentile::percentile,
        readiness::{MergeReadiness, PullRequestFacts, QueryState, readiness},
        review::ReviewData,
        settings::{LoadedSettings, Settings},
        size::ChangeSize,
        timeline::ReviewTimeline,
    },
    state::{Fetched, Loading, computed::computed, history::HistoryStore, settings},
};

/// Answers that everything here follows from. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Answers {
    /// The pull request.
    pub pull_request: RwSignal<Arc<PullRequest>>,
    /// Commits between which it lies.
    pub commits: Memo<Commits>,
    /// Files that it changes.
    pub files: Fetched<Vec<FileChange>>,
    /// Settings of its destination.
    pub settings: Fetched<LoadedSettings>,
    /// Its review.
    pub review: ReviewStore,
    /// The repository besides.
    pub history: HistoryStore,
}

impl Answers {
    /// Asks for them. The repository besides is read once somebody asks its history to.
    pub(super) fn ask(services: ServicesHandle, pull_request: RwSignal<Arc<PullRequest>>) -> Self {
        let commits = Memo::new(move |_| pull_request.with(|one| Commits::of(one)));
        let destination = Memo::new(move |_| commits.with(|commits| commits.destination.clone()));
        Self {
            pull_request,
            commits,
            files: LocalResource::new(move || {
                commits.track();
                changes::files(services.get(), pull_request.get_untracked())
            }),
            settings: LocalResource::new(move || {
                destination.track();
                settings::fetch(services.get(), pull_request.get_untracked())
            }),
            review: ReviewStore::new(services, pull_request),
            history: HistoryStore::new(),
        }
    }

    /// Settings that apply, once they are known: Sightline's own where they cannot be read.
    pub(super) fn rules(self) -> Option<Arc<LoadedSettings>> {
        self.settings.get().map(Result::unwrap_or_default)
    }

    /// Readiness to merge, as far as is known.
    pub(super) fn readiness(self) -> Memo<Arc<MergeReadiness>> {
        Memo::new(move |_| {
            let pull_request = self.pull_request.get();
            let rules = self.rules().unwrap_or_default();
            let review = self.review;
            Arc::new(readiness(&PullRequestFacts {
                files: QueryState::of_fetched(&self.files.read()),
                activity: QueryState::of_review(&review.activity.read()),
                builds: QueryState::of_review(&review.builds.read()),
                tasks: QueryState::of_review(&review.tasks.read()),
                conflicts: QueryState::of_review(&review.conflicts.read()),
                behind: QueryState::of_review(&review.behind.read()),
                default_reviewers: QueryState::of_review(&review.default_reviewers.read()),
                code_owners: QueryState::of_review(&review.code_owners.read()),
                ..PullRequestFacts::listed(&pull_request, &rules.settings)
            }))
        })
    }

    /// Its timeline, up to now.
    pub(super) fn timeline(self) -> Memo<Loading<Arc<ReviewTimeline>>> {
        Memo::new(move |_| {
            let pull_request = self.pull_request.get();
            let rules = self.rules().unwrap_or_default();
            let activity = self.review.activity.get()?;
            Some(activity.map(|data| {
                let of = |activities| {
                    ReviewTimeline::of(activities, &pull_request, &rules.settings, clock::now())
                };
                Arc::new(match &*data {
                    ReviewData::Known(activities) => of(activities),
                    ReviewData::Closed | ReviewData::Gone => of(&Default::default()),
                })
            }))
        })
    }

    /// Size. It loads until the settings are known, which distinguish kinds of files.
    pub(super) fn size(self) -> Memo<Loading<Arc<ChangeSize>>> {
        Memo::new(move |_| {
            let files = self.files.get()?;
            Some(match (files, self.rules()) {
                (Err(error), _) => Err(error),
                (Ok(files), Some(rules)) => {
                    Ok(Arc::new(ChangeSize::of(&files, &rules.settings.kinds)))
                }
                (Ok(_), None) => return None,
            })
        })
    }

    /// Rank of its size among merged pull requests, once some are known.
    pub(super) fn percentile(
        self,
        size: Memo<Loading<Arc<ChangeSize>>>,
    ) -> Memo<Option<Percentile>> {
        let id = Memo::new(move |_| self.pull_request.read().id);
        let input = move || {
            let merged = self.history.merged.get()?;
            let size = size.get()?.ok()?;
            Some((merged, size, self.rules()?, id.get()))
        };
        let found = computed(input, async |(merged, size, rules, id)| {
            let settings: &Settings = &rules.settings;
            percentile(&merged, settings, id, size.lines_to_read())
        });
        Memo::new(move |_| found.get().flatten())
    }
}
