//! What is asked for about the review of a pull request: seven parts, each of which can fail alone.

mod ask;
mod note;
pub(crate) mod outlook;
pub(crate) mod past;

use bitbucket_cloud::{Account, Activity, PullRequest, Status, Task, Timestamp};
use sightline_insight::codeowners::CodeOwners;

use crate::{load::Load, page::App, source::Source};

/// A part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What happened.
    Activity,
    /// Commits that the source lacks.
    Behind,
    /// Builds.
    Builds,
    /// Files that do not merge.
    Conflicts,
    /// Who is asked on every pull request.
    DefaultReviewers,
    /// Who is asked for which files.
    Owners,
    /// Tasks.
    Tasks,
}

/// What came of a part.
#[derive(Debug)]
pub(crate) enum Fact {
    /// See [`Activities`].
    Activity(Activities),
    /// How many commits of the destination the source lacks.
    Behind(Behind),
    /// All builds of the source's head.
    Builds(Vec<Status>),
    /// The paths.
    Conflicts(Vec<String>),
    /// The people.
    DefaultReviewers(Vec<Account>),
    /// Nothing can be said: the source is gone.
    Gone,
    /// The file, if there is one.
    Owners(Option<CodeOwners>),
    /// Nothing was asked, as nothing matters any more.
    Over,
    /// All tasks.
    Tasks(Vec<Task>),
}

/// A number of commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Behind {
    /// That many.
    Exactly(u32),
    /// Pages of them.
    MoreThan(u32),
}

/// What happened, newest first.
#[derive(Debug, Default)]
pub(crate) struct Activities {
    /// Comments, votes, changes.
    pub(crate) events: Vec<Activity>,
    /// What was not read.
    pub(crate) unread: Unread,
}

/// What of the activity was not read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Unread {
    /// Everything between these times.
    Between(Timestamp, Timestamp),
    /// Nothing.
    #[default]
    Nothing,
    /// Votes and pushes before that time; comments are there.
    VotesBefore(Timestamp),
}

/// The parts. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Review([(Part, Source<Fact>); 7]);

impl Review {
    /// Asks for all of them as soon as the pull request is there.
    pub(crate) fn of(app: App, pull: Source<PullRequest>) -> Self {
        let parts = [
            Part::Activity,
            Part::Builds,
            Part::Tasks,
            Part::Conflicts,
            Part::Behind,
            Part::DefaultReviewers,
            Part::Owners,
        ];
        Self(parts.map(|part| {
            let source = Source::after(pull, move |pull| {
                let shared = app.shared();
                Box::pin(async move { ask::ask(&shared, &pull, part).await })
            });
            (part, source)
        }))
    }

    /// Each with its state.
    pub(crate) fn parts(self) -> impl Iterator<Item = (Part, Source<Fact>)> {
        self.0.into_iter()
    }

    /// Whether the activity was read, or could not be: then the most is known.
    pub(crate) fn settled(self) -> bool {
        let activity = self.part(Part::Activity);
        activity.is_none_or(|source| !matches!(source.get(), Load::Loading))
    }

    /// Asks again for what failed.
    pub(crate) fn again(self) {
        for (_, source) in self.parts() {
            if let Load::Failed(_) = source.now() {
                source.ask();
            }
        }
    }

    /// One of them.
    pub(crate) fn part(self, part: Part) -> Option<Source<Fact>> {
        let mut parts = self.parts();
        parts
            .find(|(other, _)| *other == part)
            .map(|(_, source)| source)
    }
}
