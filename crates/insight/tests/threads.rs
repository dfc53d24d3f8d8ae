//! Open discussions.

use sightline_insight::threads::{On, Remark, State, Thread, Turn, open};

fn remark(id: u64, by: &str) -> Remark<'_> {
    Remark {
        id,
        parent: None,
        by,
        at: i64::try_from(id).unwrap_or_default() * 10,
        on: On::Code,
        state: State::Open,
    }
}

fn answer(id: u64, by: &str, parent: u64) -> Remark<'_> {
    Remark {
        parent: Some(parent),
        ..remark(id, by)
    }
}

#[test]
fn the_author_answers_and_then_it_is_the_beginners_turn() {
    let mut remarks = vec![remark(1, "bo")];
    let turn = |remarks: &[Remark<'_>]| {
        let threads = open(remarks, "ann", &[], &[]);
        assert_eq!(threads.len(), 1);
        threads.first().map(|thread| (thread.turn, thread.since))
    };
    assert_eq!(turn(&remarks), Some((Turn::Author, 10)));
    remarks.push(answer(3, "ann", 1));
    assert_eq!(turn(&remarks), Some((Turn::Beginner, 30)));
    remarks.push(answer(4, "ann", 3));
    assert_eq!(turn(&remarks), Some((Turn::Beginner, 30)));
    remarks.insert(0, answer(5, "cy", 4));
    assert_eq!(turn(&remarks), Some((Turn::Author, 50)));
    remarks.push(Remark {
        state: State::Deleted,
        ..answer(6, "ann", 5)
    });
    assert_eq!(turn(&remarks), Some((Turn::Author, 50)));
}

#[test]
fn what_is_resolved_deleted_or_only_said_is_not_open() {
    let resolved = Remark {
        state: State::Resolved,
        ..remark(1, "bo")
    };
    let deleted = Remark {
        state: State::Deleted,
        ..remark(2, "bo")
    };
    let praise = Remark {
        on: On::Whole,
        ..remark(3, "bo")
    };
    let remarks = [
        resolved,
        deleted,
        praise,
        remark(4, "ann"),
        remark(5, "robot"),
        answer(6, "bo", 4),
    ];
    assert_eq!(open(&remarks, "ann", &["robot"], &[("bo", 40)]), []);
    let asked = Thread {
        id: 3,
        by: "bo",
        since: 30,
        turn: Turn::Author,
    };
    assert_eq!(open(&remarks, "ann", &["robot"], &[("bo", 20)]), [asked]);
}

#[test]
fn an_approval_does_not_settle_a_thread_in_the_code() {
    assert_eq!(open(&[remark(1, "bo")], "ann", &[], &[("bo", 90)]).len(), 1);
}

#[test]
fn answers_that_answer_each_other_end_nothing() {
    let remarks = [remark(1, "bo"), answer(2, "cy", 3), answer(3, "dee", 2)];
    assert_eq!(open(&remarks, "ann", &[], &[]).len(), 1);
}
