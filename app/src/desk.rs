//! What the blocks of the panel share: everything that is asked for about one pull request, once.

use bitbucket_cloud::{FileChange, PullRequest, PullRequestState};
use sightline_insight::overlap::{FileHunks, hunks};

use crate::{
    facts::OpenFact,
    history::Known,
    page::App,
    review::Review,
    settings::{self, Found},
    source::Source,
};

/// One pull request on a reader's desk. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    /// What the page shares.
    pub(crate) app: App,
    /// Its number.
    pub(crate) id: u32,
    /// Its facts, and who reviews it.
    pub(crate) pull: Source<PullRequest>,
    /// What it changes.
    pub(crate) files: Source<Vec<FileChange>>,
    /// The same, line by line.
    pub(crate) hunks: Source<Vec<FileHunks>>,
    /// What the team decided, as its destination says.
    pub(crate) settings: Source<Found>,
    /// How its review goes.
    pub(crate) review: Review,
    /// What is known of the repository besides.
    pub(crate) known: Known,
}

impl Desk {
    pub(crate) fn new(app: App, id: u32) -> Self {
        let pull = Source::new(move || {
            let shared = app.shared();
            Box::pin(async move { shared.client.pull_request(shared.repository(), id).await })
        });
        let files = Source::after_new(pull, same_commits, move |pull| {
            let shared = app.shared();
            Box::pin(async move {
                shared.store.ready().await;
                match OpenFact::kept(&shared.store, &pull) {
                    Some(fact) => Ok(fact.files()),
                    None => shared.files(&pull).await,
                }
            })
        });
        let hunks = Source::after_new(pull, same_commits, move |pull| {
            let shared = app.shared();
            Box::pin(async move {
                // What is closed overlaps with nothing.
                if pull.state != PullRequestState::Open {
                    return Ok(Vec::new());
                }
                shared.store.ready().await;
                if let Some(fact) = OpenFact::kept(&shared.store, &pull) {
                    return Ok(fact.hunks);
                }
                let hunks = hunks(&shared.diff(&pull).await?);
                OpenFact::keep(&shared.store, &pull, &hunks);
                Ok(hunks)
            })
        });
        let settings = Source::after_new(pull, same_target, move |pull| {
            let shared = app.shared();
            Box::pin(async move { settings::ask(&shared, &pull).await })
        });
        Self {
            app,
            id,
            pull,
            files,
            hunks,
            settings,
            review: Review::of(app, pull),
            known: Known::of(app, pull),
        }
    }

    /// Bitbucket's page on which its reviewers are changed.
    pub(crate) fn edit_page(self) -> String {
        self.app.shared().context.edit_page(self.id)
    }

    /// Bitbucket's page of it.
    pub(crate) fn page(self) -> String {
        self.app.shared().context.host_page()
    }
}

/// Whether both go to the same commit.
fn same_target(a: &PullRequest, b: &PullRequest) -> bool {
    a.destination.commit == b.destination.commit
}

/// Whether both change the same, whatever else is new.
fn same_commits(a: &PullRequest, b: &PullRequest) -> bool {
    (&a.source.commit, &a.destination.commit) == (&b.source.commit, &b.destination.commit)
}
