//! The queue: order, reasons, filters, columns.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use sightline_insight::{
    queue::{Age, Column, Direction, Filter, Placed, Reason, Row, Turn, Whose, queue, sort},
    readiness::{NamedSince, ReadinessInputs},
};

const DAY: i64 = 86_400;

fn named(names: &[&str], since: i64) -> Vec<NamedSince> {
    let named = |name: &&str| NamedSince {
        name: (*name).into(),
        since,
    };
    names.iter().map(named).collect()
}

fn row(id: u64, facts: ReadinessInputs) -> Row {
    Row {
        id,
        title: format!("Change number {id}"),
        author: "ann".into(),
        author_name: "Ann Arbor".into(),
        source: "feature/tea".into(),
        target: "main".into(),
        opened_on: 0,
        updated_on: 0,
        lines: None,
        overlaps: None,
        facts,
    }
}

fn asked(names: &[&str], since: i64) -> ReadinessInputs {
    ReadinessInputs {
        missing_approvals: named(names, since),
        ..ReadinessInputs::default()
    }
}

fn ids(rows: &[Row], queue: &[Placed]) -> Vec<u64> {
    queue.iter().map(|placed| rows[placed.row].id).collect()
}

/// One row for each reason, the least helpful first.
fn one_of_each() -> Vec<Row> {
    let approved = || named(&["bo"], 5);
    vec![
        row(
            1,
            ReadinessInputs {
                draft_since: Some(0),
                ..ReadinessInputs::default()
            },
        ),
        row(
            2,
            ReadinessInputs {
                approvals: approved(),
                running_builds: named(&["slow"], 6),
                ..ReadinessInputs::default()
            },
        ),
        row(
            3,
            ReadinessInputs {
                failed_builds: named(&["unit"], 6),
                ..asked(&["bo"], 1)
            },
        ),
        row(4, asked(&["bo", "cy"], 1)),
        row(
            5,
            ReadinessInputs {
                approvals: approved(),
                ..asked(&["cy", "dee"], 1)
            },
        ),
        row(6, ReadinessInputs::default()),
        row(
            7,
            ReadinessInputs {
                approvals: approved(),
                ..asked(&["cy"], 1)
            },
        ),
        row(
            8,
            ReadinessInputs {
                changes_requested: named(&["bo"], 1),
                pushed_on: 2,
                ..asked(&["cy"], 1)
            },
        ),
        row(
            9,
            ReadinessInputs {
                approvals: approved(),
                ..ReadinessInputs::default()
            },
        ),
    ]
}

#[test]
fn what_is_nearest_to_its_end_comes_first() {
    let rows = one_of_each();
    let found = queue(&rows, None);
    assert_eq!(ids(&rows, &found), [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    let reasons: Vec<Reason> = found.iter().map(|placed| placed.reason).collect();
    let expected = [
        Reason::ReadyToMerge,
        Reason::SecondLook,
        Reason::LastApproval,
        Reason::NobodyAsked,
        Reason::MoreReviews,
        Reason::FirstReview,
        Reason::AuthorsTurn,
        Reason::BuildsRun,
        Reason::Draft,
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn what_waits_for_the_reader_comes_before_everything_else() {
    let rows = one_of_each();
    let found = queue(&rows, Some("dee"));
    assert_eq!(ids(&rows, &found), [5, 9, 8, 7, 6, 4, 3, 2, 1]);
    assert_eq!(found[0].turn, Turn::Reader);
    // An author's own steps are the author's turn, builds are nobody's.
    let found = queue(&rows, Some("ann"));
    assert_eq!(ids(&rows, &found), [9, 6, 3, 1, 8, 7, 5, 4, 2]);
}

#[test]
fn among_equals_the_longest_wait_comes_first() {
    let rows = [3, 1, 2].map(|since| row(u64::try_from(since).unwrap(), asked(&["bo"], since)));
    assert_eq!(ids(&rows, &queue(&rows, None)), [1, 2, 3]);
}

#[test]
fn filters_choose_mine_waiting_for_me_stale_and_words() {
    let mut rows = one_of_each();
    rows[2].author = "bo".into();
    rows[3].updated_on = 3 * DAY;
    rows[4].title = "Öffne das FENSTER".into();
    let shown = |filter: &Filter, reader, now| {
        let queue = queue(&rows, Some(reader));
        let shown = queue
            .iter()
            .filter(|placed| filter.shows(&rows[placed.row], placed, Some(reader), now));
        let mut ids: Vec<u64> = shown.map(|placed| rows[placed.row].id).collect();
        ids.sort_unstable();
        ids
    };
    let text = |text| {
        shown(
            &Filter::new(Whose::All, Age::Any, text, str::to_lowercase),
            "x",
            0,
        )
    };
    assert_eq!(
        shown(
            &Filter::new(Whose::Mine, Age::Any, "", str::to_lowercase),
            "bo",
            0
        ),
        [3]
    );
    let waiting = Filter::new(Whose::WaitingForMe, Age::Any, "", str::to_lowercase);
    assert_eq!(shown(&waiting, "cy", 0), [4, 5, 7]);
    let stale = Filter::new(Whose::All, Age::Stale, "", str::to_lowercase);
    assert_eq!(shown(&stale, "x", 14 * DAY), [1, 2, 3, 5, 6, 7, 8, 9]);
    assert_eq!(shown(&stale, "x", 14 * DAY - 1), []);
    assert_eq!(text("öffne fenster"), [5]);
    assert_eq!(text("number arbor TEA main #7"), [7]);
    assert_eq!(text("öffne number"), []);
    assert_eq!(
        shown(
            &Filter::new(Whose::All, Age::Any, "", str::to_lowercase),
            "x",
            0
        )
        .len(),
        9
    );
}

#[test]
fn columns_sort_both_ways_and_the_unknown_comes_last() {
    let mut rows = [1, 2, 3].map(|id| row(id, ReadinessInputs::default()));
    rows[0].lines = Some(30);
    for (row, (title, author)) in rows.iter_mut().zip([("b", "Cy"), ("A", "ann"), ("c", "")]) {
        row.title = title.to_owned();
        row.author_name = author.to_owned();
    }
    rows[1].lines = Some(20);
    rows[1].facts.approvals = named(&["bo", "cy"], 0);
    rows[2].facts.changes_requested = named(&["bo"], 0);
    rows[2].facts.failed_builds = named(&["unit"], 0);
    rows[1].facts.running_builds = named(&["slow"], 0);
    let by = |column, direction| {
        let sorted = sort(
            &rows,
            queue(&rows, None),
            column,
            direction,
            str::to_lowercase,
        );
        ids(&rows, &sorted)
    };
    assert_eq!(by(Column::Size, Direction::Ascending), [2, 1, 3]);
    assert_eq!(by(Column::Size, Direction::Descending), [1, 2, 3]);
    assert_eq!(by(Column::Votes, Direction::Descending), [2, 1, 3]);
    assert_eq!(by(Column::Builds, Direction::Ascending), [1, 2, 3]);
    assert_eq!(by(Column::Title, Direction::Ascending), [2, 1, 3]);
    assert_eq!(by(Column::Title, Direction::Descending), [3, 1, 2]);
    assert_eq!(by(Column::Author, Direction::Ascending), [2, 1, 3]);
    assert_eq!(by(Column::Author, Direction::Descending), [1, 2, 3]);
    let own = ids(&rows, &queue(&rows, None));
    assert_eq!(by(Column::Attention, Direction::Ascending), own);
    let backwards: Vec<u64> = own.into_iter().rev().collect();
    assert_eq!(by(Column::Attention, Direction::Descending), backwards);
}
