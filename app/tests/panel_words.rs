//! Texts of the panel that need no browser.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::{Error, PullRequestState, Timestamp};
use sightline_app::{
    model::{
        history::{Coverage, CrawlProgress, CrawlTarget, Reach},
        review::Unread,
        timeline::StepKind,
    },
    text::{flow, merging, progress, reviewers, size, timeline, waits, workload},
};
use sightline_insight::{
    kinds::reading_minutes,
    merging::{Reason, Turn},
    quantile::Percentile,
};

const DAY: i64 = 86_400;

#[test]
fn lists_name_three_and_count_the_rest() {
    for (items, words) in [
        ("", ""),
        ("a", "a"),
        ("a b", "a and b"),
        ("a b c", "a, b and c"),
        ("a b c d", "a, b, c and d"),
        ("a b c d e", "a, b, c and 2 more"),
    ] {
        assert_eq!(waits::list(items.split_whitespace()), words);
    }
}

#[test]
fn that_there_is_nothing_is_only_said_where_the_reading_is_done() {
    let at = Timestamp::parse("2026-11-25T12:00:00Z").unwrap();
    let (since, before, after) = (at.unix(), at.unix() - DAY, at.unix() + DAY);
    let reading = CrawlProgress::Reading { read: 0, of: 0 };
    for (progress, oldest, said) in [
        (CrawlProgress::Done(Reach::All), None, "Nothing here."),
        (
            CrawlProgress::Done(Reach::All),
            Some(after),
            "Nothing here.",
        ),
        (
            CrawlProgress::Done(Reach::Newest),
            Some(before),
            "Nothing here.",
        ),
        (
            CrawlProgress::Done(Reach::Newest),
            Some(after),
            "As far as history was read: nothing here.",
        ),
        (
            CrawlProgress::Done(Reach::Newest),
            None,
            "As far as history was read: nothing here.",
        ),
        (
            reading,
            Some(before),
            "Not known yet. History is being read.",
        ),
        (
            CrawlProgress::Failed(Error::RateLimited),
            Some(before),
            "Not known yet. Reading this repository’s history failed.",
        ),
        (
            CrawlProgress::Stopped,
            Some(before),
            "Not known yet. Reading this repository’s history was stopped.",
        ),
        (
            CrawlProgress::Waiting(at),
            None,
            "Not known yet. Bitbucket limits calls in an hour. Reading goes on at noon.",
        ),
        (
            CrawlProgress::Elsewhere,
            None,
            "Not known yet. Another tab is reading this repository’s history. What it finds is \
             shown here afterwards.",
        ),
    ] {
        let coverage = Coverage::since(since, &progress, oldest);
        let nothing = progress::nothing("Nothing here.", &coverage, |_| "noon".to_owned());
        assert_eq!(nothing, said, "{progress:?} {oldest:?}");
        let title = flow::nothing_merged(&coverage, |_| "noon".to_owned()).0;
        let is_done = matches!(progress, CrawlProgress::Done(_));
        let none = "No pull request was merged here yet";
        assert_eq!(title, if is_done { none } else { "Not known yet" });
    }
}

#[test]
fn nobody_and_no_overlap_are_only_said_of_lists_that_were_read_to_their_end() {
    let nobody = "Nobody is asked for a review that is still to come.";
    assert_eq!(workload::nobody(50, 50), nobody);
    assert_eq!(
        workload::nobody(50, 120),
        "Nobody so far. 50 of 120 are read."
    );
    assert_eq!(
        workload::over(3, 1, 2, (50, 120)),
        "3 open reviews of 1 person on 2 of 50 open pull requests. 50 of 120 are read."
    );
    assert_eq!(merging::none(4, 4), "No two of them touch the same files.");
    assert_eq!(merging::none(0, 4), "No overlap so far.");
    let compared =
        |compared, progress| merging::compared_of(compared, 4, progress, |_| "noon".to_owned());
    assert_eq!(
        compared(0, &CrawlProgress::Stopped),
        "Compared 0 of 4 open pull requests. Reading the others was stopped."
    );
    assert_eq!(
        compared(4, &CrawlProgress::Stopped),
        "Compared 4 of 4 open pull requests."
    );
    assert_eq!(flow::opened_in_part((50, 50)), None);
    assert_eq!(
        flow::opened_in_part((50, 120)).unwrap(),
        "Opened: 50 of 120 open pull requests are read."
    );
}

#[test]
fn reading_takes_minutes_below_two_hours_and_hours_above() {
    for (minutes, words) in [
        (
            (1, 1),
            "About 1 minute to read, at 300 to 500 lines an hour.",
        ),
        (
            (18, 30),
            "About 18 to 30 minutes to read, at 300 to 500 lines an hour.",
        ),
        (
            (119, 121),
            "About 2 hours to read, at 300 to 500 lines an hour.",
        ),
        // 924 lines: 1.85 and 3.08 hours.
        (
            reading_minutes(924),
            "About 2 to 3 hours to read, at 300 to 500 lines an hour.",
        ),
        (
            (120, 120),
            "About 2 hours to read, at 300 to 500 lines an hour.",
        ),
    ] {
        assert_eq!(size::reading(minutes), words);
    }
}

#[test]
fn a_size_is_compared_with_ten_or_more() {
    let percentile = |n, smaller| {
        let larger = n - smaller;
        size::percentile(Percentile { n, smaller, larger })
    };
    assert_eq!(
        percentile(9, 3),
        "Too little history to compare with: 9 merged pull requests."
    );
    assert_eq!(
        percentile(1, 1),
        "Too little history to compare with: 1 merged pull request."
    );
    assert_eq!(
        percentile(10, 0),
        "Smaller than each of the last 10 merged pull requests."
    );
    assert_eq!(
        percentile(10, 10),
        "Larger than each of the last 10 merged pull requests."
    );
    assert_eq!(
        percentile(12, 9),
        "Larger than 75 % of the last 12 merged pull requests."
    );
    // Larger than 4 %: the larger part says more.
    assert_eq!(
        percentile(25, 1),
        "Smaller than 96 % of the last 25 merged pull requests."
    );
    let equal = Percentile::among([7; 10], 7);
    assert_eq!(
        size::percentile(equal),
        "As large as each of the last 10 merged pull requests."
    );
}

#[test]
fn files_that_lines_say_nothing_about_are_counted_apart() {
    assert_eq!(size::odd_files(0, 0), None);
    assert_eq!(size::odd_files(1, 0).unwrap(), "1 file was moved.");
    assert_eq!(
        size::odd_files(2, 1).unwrap(),
        "2 files were moved. 1 file has no lines to count: binary, empty, or new only in name or \
         mode."
    );
}

#[test]
fn steps_of_the_timeline_say_who_and_how_long() {
    let bob = || Some("Bob".to_owned());
    for (step, words) in [
        (StepKind::Opened(None), "Opened by Unknown"),
        (StepKind::Draft(3 * DAY), "A draft for 3 days"),
        (
            StepKind::FirstReview(bob(), 59),
            "Waited less than a minute for the first review, by Bob",
        ),
        (StepKind::Approved(bob(), None), "Approved by Bob"),
        (
            StepKind::Approved(bob(), Some(2 * DAY)),
            "Approved by Bob after 2 days of review",
        ),
        (StepKind::End(PullRequestState::Open, DAY), "Open for 1 day"),
        (
            StepKind::End(PullRequestState::Declined, DAY),
            "Declined after 1 day",
        ),
    ] {
        assert_eq!(timeline::step(&step), words);
    }
}

#[test]
fn suggestions_say_from_how_much_they_come() {
    assert_eq!(reviewers::basis(98, 0), "From 98 merged pull requests.");
    assert_eq!(
        reviewers::basis(1, 3),
        "From 1 merged pull request and 3 other changes of these files."
    );
}

#[test]
fn a_turn_says_what_is_rebased_what_generated_anew_and_what_is_not_known() {
    let turn = |reason| Turn {
        id: 9,
        round: 1,
        reason,
        recheck: vec![6],
        unsure: vec![2, 8],
        generated: vec![3],
    };
    assert_eq!(
        merging::turn(&turn(Reason::After(vec![1, 2, 3, 4]))),
        "To be rebased once, after #1 and #4. Generated files to be made again after #3. \
         Whether git can merge it with #2 is not known. Build it again after #6: same files."
    );
    assert_eq!(
        merging::turn(&turn(Reason::After(vec![2]))),
        "Whether git can merge it with #2 is not known. Build it again after #6: same files."
    );
    assert_eq!(
        merging::turn(&turn(Reason::Before(vec![1, 2]))),
        "Merges as it is; after it: #1 and #2. Whether git can merge it with #2 is not known. \
         Build it again after #6: same files."
    );
    let free = Turn {
        recheck: Vec::new(),
        ..turn(Reason::Free)
    };
    assert_eq!(merging::turn(&free), "");
}

#[test]
fn activity_that_was_not_read_is_said() {
    let exact = |time: Timestamp| time.unix().to_string();
    let time = Timestamp::from_unix;
    assert_eq!(timeline::unread(Unread::Nothing, exact), None);
    assert_eq!(
        timeline::unread(Unread::VotesBefore(time(3)), exact).unwrap(),
        "There is much here: votes and pushes were not read before 3."
    );
    assert_eq!(
        timeline::unread(Unread::Between(time(1), time(3)), exact).unwrap(),
        "There is much here: nothing was read of the time from 1 to 3, and comments alone of the time \
         before."
    );
}

#[test]
fn a_reader_may_stop_a_crawl_and_let_it_go_on() {
    let offers = |progress: &CrawlProgress| {
        let choice = progress.choice();
        choice.map(|choice| (progress::action(progress), choice))
    };
    assert_eq!(
        offers(&CrawlProgress::Reading { read: 0, of: 0 }),
        Some(("Stop", CrawlTarget::Stop))
    );
    assert_eq!(
        offers(&CrawlProgress::Stopped),
        Some(("Go on", CrawlTarget::Visit))
    );
    assert_eq!(
        offers(&CrawlProgress::Done(Reach::Newest)),
        Some(("Read further back", CrawlTarget::Further))
    );
    assert_eq!(offers(&CrawlProgress::Done(Reach::All)), None);
    assert_eq!(offers(&CrawlProgress::Elsewhere), None);
}
