//! Reviews that people are asked for and have not voted on.

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use bitbucket_cloud::{Account, PullRequest, Timestamp};
use sightline_insight::{
    load::{Asked, load},
    queue::Direction,
};

use super::{
    account::key,
    settings::Settings,
    sorting::{NamedColumn, RowColumn, SortColumn},
};

/// Open reviews by person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workload {
    /// People, those with the most reviews first.
    pub people: Vec<PersonLoad>,
    /// Number of open reviews.
    pub reviews: usize,
    /// Number of pull requests that wait for them.
    pub waiting: usize,
    /// Number of open pull requests that were read.
    pub open: usize,
    /// Number of all that are open.
    pub of: usize,
}

/// Open reviews of one person.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonLoad {
    /// Tells people apart.
    pub person: String,
    /// Name that is shown.
    pub name: String,
    /// Address of their picture, where it is known.
    pub picture: Option<String>,
    /// Pull requests that wait for them, the longest wait first.
    pub pull_requests: Vec<Arc<PullRequest>>,
    /// Longest wait, in seconds.
    pub longest: i64,
    /// Median of the waits, in seconds.
    pub median: i64,
}

/// Column that people are sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PersonColumn {
    /// Their longest wait.
    Longest,
    /// The median of their waits.
    Median,
    /// Their name.
    Name,
    /// Number of their reviews.
    #[default]
    Reviews,
    /// Number of the pull request that waits longest for them.
    Which,
}

impl SortColumn for PersonColumn {
    fn usual(self) -> Direction {
        match self {
            Self::Name | Self::Which => Direction::Ascending,
            Self::Longest | Self::Median | Self::Reviews => Direction::Descending,
        }
    }
}

impl RowColumn for PersonColumn {
    type Row = PersonLoad;

    fn order(self, one: &PersonLoad, other: &PersonLoad) -> Ordering {
        match self {
            Self::Longest => one.longest.cmp(&other.longest),
            Self::Median => one.median.cmp(&other.median),
            Self::Name => one.name.to_lowercase().cmp(&other.name.to_lowercase()),
            Self::Which => first(one).cmp(&first(other)),
            Self::Reviews => one.pull_requests.len().cmp(&other.pull_requests.len()),
        }
    }
}

impl NamedColumn for PersonColumn {
    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::Name, "name"),
        (Self::Reviews, "reviews"),
        (Self::Longest, "longest"),
        (Self::Median, "median"),
        (Self::Which, "which"),
    ];
}

fn first(person: &PersonLoad) -> Option<u32> {
    person
        .pull_requests
        .first()
        .map(|pull_request| pull_request.id)
}

/// An open review, by id and name.
struct OpenReview {
    person: String,
    name: String,
    picture: Option<String>,
    pull_request: Arc<PullRequest>,
}

impl Workload {
    /// Workload of open pull requests at a time in seconds; `name` is the name that is shown for an account,
    /// `asked_on` the time from which a pull request waits. Drafts and bots are left out.
    pub fn of(
        open: &[Arc<PullRequest>],
        settings: &Settings,
        now: i64,
        name: impl Fn(&Account) -> String,
        asked_on: impl Fn(&PullRequest) -> Timestamp,
    ) -> Self {
        let mut reviews = Vec::new();
        let mut waiting = 0;
        for pull_request in open {
            let before = reviews.len();
            reviews.extend(reviews_of(pull_request, settings, &name));
            waiting += usize::from(reviews.len() > before);
        }
        Self {
            people: by_person(&reviews, now, asked_on),
            reviews: reviews.len(),
            waiting,
            open: open.len(),
            of: open.len(),
        }
    }

    /// Notes that the list holds only some of so many open pull requests.
    #[must_use]
    pub fn out_of(self, of: usize) -> Self {
        Self { of, ..self }
    }
}

fn reviews_of(
    pull_request: &Arc<PullRequest>,
    settings: &Settings,
    name: impl Fn(&Account) -> String,
) -> Vec<OpenReview> {
    if pull_request.draft == Some(true) {
        return Vec::new();
    }
    let author = pull_request.author.as_ref();
    let reviews = pull_request.reviews();
    let open = reviews.iter().filter(|review| {
        let account = review.account;
        review.vote.is_none()
            && !settings.is_bot(account)
            && !author.is_some_and(|author| author.is(account))
    });
    open.map(|review| OpenReview {
        person: key(review.account).to_owned(),
        name: name(review.account),
        picture: review.account.picture().map(str::to_owned),
        pull_request: Arc::clone(pull_request),
    })
    .collect()
}

fn by_person(
    reviews: &[OpenReview],
    now: i64,
    asked_on: impl Fn(&PullRequest) -> Timestamp,
) -> Vec<PersonLoad> {
    let pull_requests: HashMap<u64, &Arc<PullRequest>> = reviews
        .iter()
        .map(|one| (one.pull_request.id.into(), &one.pull_request))
        .collect();
    let pictures: HashMap<&str, &String> = reviews
        .iter()
        .filter_map(|one| Some((one.person.as_str(), one.picture.as_ref()?)))
        .collect();
    let asked = reviews.iter().map(|one| Asked {
        person: &one.person,
        name: &one.name,
        id: one.pull_request.id.into(),
        since: asked_on(&one.pull_request).unix(),
    });
    let loads = load(asked, str::to_lowercase).into_iter();
    loads
        .map(|one| PersonLoad {
            person: one.person.to_owned(),
            name: one.name.to_owned(),
            picture: pictures.get(one.person).map(|picture| (*picture).clone()),
            longest: one
                .reviews
                .first()
                .map_or(0, |(_, since)| (now - since).max(0)),
            median: one.waits(now).map_or(0, |waits| waits.median),
            pull_requests: one
                .reviews
                .iter()
                .filter_map(|(id, _)| pull_requests.get(id).map(|one| Arc::clone(one)))
                .collect(),
        })
        .collect()
}
