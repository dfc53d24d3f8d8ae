//! What the load says.

use super::{counted, number, overlaps::as_u64};

pub(crate) const LOAD: &str = "Load";
pub(crate) const ABOUT: &str = "Reviews that people are asked for now and have not voted on, by \
     name. It shows where help is needed, not who is fast: nothing of the past is counted. Drafts \
     and bots are left out. A review counts as waiting since the pull request was opened, because \
     Bitbucket’s list does not say when it was asked for.";
pub(crate) const PERSON: &str = "Reviewer";
pub(crate) const REVIEWS: &str = "Open reviews";
pub(crate) const LONGEST: &str = "Longest wait";
pub(crate) const MEDIAN: &str = "Median wait";
pub(crate) const WHICH: &str = "Which, longest wait first";
pub(crate) const NOBODY_WAITS: &str = "Nobody is asked for a review that is still to come.";
pub(crate) const EXPORTED: [&str; 5] = [
    "reviewer",
    "open reviews",
    "longest wait in hours",
    "median wait in hours",
    "pull requests",
];

/// Over what: `9 open reviews of 5 people on 7 of 12 open pull requests.`
pub(crate) fn over(reviews: usize, people: usize, on: usize, of: usize) -> String {
    let people = match people {
        1 => "1 person".to_owned(),
        _ => [&number(as_u64(people)), " people"].concat(),
    };
    [
        &counted(as_u64(reviews), "open review"),
        " of ",
        &people,
        " on ",
        &number(as_u64(on)),
        " of ",
        &counted(as_u64(of), "open pull request"),
        ".",
    ]
    .concat()
}
