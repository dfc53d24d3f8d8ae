//! Words of the view of reviews by person.

use crate::format::number::{as_u64, counted, number};

/// Heading.
pub const LOAD: &str = "Load";
/// Explains the view.
pub const ABOUT: &str = "Reviews that people are asked for now and have not voted on. It \
     shows where help is needed, not who is fast: nothing of the past is counted. Drafts \
     and bots are left out. A review counts as waiting since the pull request was opened, or was \
     no draft any more where that is known, because Bitbucket’s list does not say when it was asked for.";
/// Heading of a column.
pub const PERSON: &str = "Reviewer";
/// Heading of a column.
pub const REVIEWS: &str = "Open reviews";
/// Heading of a column.
pub const LONGEST: &str = "Longest wait";
/// Heading of a column.
pub const MEDIAN: &str = "Median wait";
/// Heading of a column.
pub const WHICH: &str = "Which, longest wait first";
/// Shown where there are no open reviews.
pub const NOBODY_WAITS: &str = "Nobody is asked for a review that is still to come.";
/// Columns of the exported table.
pub const EXPORTED: [&str; 5] = [
    "reviewer",
    "open reviews",
    "longest wait in hours",
    "median wait in hours",
    "pull requests",
];

/// Goes on with the number of pull requests that are folded: `5 more that wait for Bob`.
pub fn waiting_for(name: &str) -> String {
    format!("that wait for {name}")
}

/// Sentence where there are no open reviews among those that were read, of so many.
pub fn nobody(read: usize, all: usize) -> String {
    match read < all {
        true => format!("Nobody so far.{}", partly(read, all)),
        false => NOBODY_WAITS.to_owned(),
    }
}

/// That not all open pull requests were read; empty where they were.
fn partly(read: usize, all: usize) -> String {
    match read < all {
        true => format!(
            " {} of {} are read.",
            number(as_u64(read)),
            number(as_u64(all))
        ),
        false => String::new(),
    }
}

/// Number of reviews, and over what: `9 open reviews of 5 people on 7 of 12 open pull requests.`
/// Of a list that was read in part, that is said too: `(50, 120)` are read of all.
pub fn over(reviews: usize, people: usize, on: usize, (read, all): (usize, usize)) -> String {
    let reviews = counted(as_u64(reviews), "open review");
    let people = match people {
        1 => "1 person".to_owned(),
        _ => format!("{} people", number(as_u64(people))),
    };
    let on = number(as_u64(on));
    let of = counted(as_u64(read), "open pull request");
    format!(
        "{reviews} of {people} on {on} of {of}.{}",
        partly(read, all)
    )
}
