//! Open discussions on a pull request, and whose turn it is in them.

use std::collections::HashMap;

/// A comment, without its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remark<'a> {
    /// Its number.
    pub id: u64,
    /// The number of the one that it answers; none at the top of a thread.
    pub parent: Option<u64>,
    /// Author of the comment.
    pub by: &'a str,
    /// Time in seconds.
    pub at: i64,
    /// Subject of the comment.
    pub on: On,
    /// State of the comment.
    pub state: State,
}

/// Subject of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A place in the code.
    Code,
    /// The pull request as a whole.
    Whole,
}

/// State of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its text is gone.
    Deleted,
    /// It is open.
    Open,
    /// Somebody resolved it.
    Resolved,
}

/// An open discussion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread<'a> {
    /// The number of its first comment.
    pub id: u64,
    /// Author of the first comment.
    pub by: &'a str,
    /// Start of the current turn in seconds.
    pub since: i64,
    /// Person whose turn it is.
    pub turn: Turn,
}

/// Person whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The author of the pull request has to answer.
    Author,
    /// The person who began the thread has to look at the answer.
    Beginner,
}

/// The open threads, in the order of `remarks`. The author's own notes and those of `bots` do not
/// count, nor does a remark on the whole once its author approved after it (`approvals`: who, and
/// when in seconds): that was a remark and no question.
pub fn open<'a>(
    remarks: &[Remark<'a>],
    author: &str,
    bots: &[&str],
    approvals: &[(&str, i64)],
) -> Vec<Thread<'a>> {
    let begins = |remark: &&Remark<'_>| {
        let approved = |(by, at): &(&str, i64)| *by == remark.by && *at >= remark.at;
        remark.parent.is_none()
            && remark.state == State::Open
            && remark.by != author
            && !bots.contains(&remark.by)
            && (remark.on == On::Code || !approvals.iter().any(approved))
    };
    let answers = answers(remarks);
    remarks
        .iter()
        .filter(begins)
        .map(|first| {
            let answers = answers.get(&first.id).map_or(&[][..], Vec::as_slice);
            thread(first, answers, author)
        })
        .collect()
}

/// Comments that answer others, oldest first, by the number of the comment at the top.
fn answers<'r, 'a>(remarks: &'r [Remark<'a>]) -> HashMap<u64, Vec<&'r Remark<'a>>> {
    // Of two comments with one number the first counts.
    let by_id: HashMap<u64, &Remark<'_>> = remarks.iter().rev().map(|one| (one.id, one)).collect();
    let mut answers: HashMap<u64, Vec<&Remark<'_>>> = HashMap::new();
    for remark in remarks {
        if remark.state != State::Deleted && remark.parent.is_some() {
            answers.entry(top(remark, &by_id)).or_default().push(remark);
        }
    }
    for thread in answers.values_mut() {
        thread.sort_by_key(|answer| answer.at);
    }
    answers
}

fn thread<'a>(first: &Remark<'a>, answers: &[&Remark<'a>], author: &str) -> Thread<'a> {
    // A turn begins with the first of the comments in a row by the same side.
    let mut turn = (Turn::Author, first.at);
    for answer in answers {
        let next = match answer.by == author {
            true => Turn::Beginner,
            false => Turn::Author,
        };
        if next != turn.0 {
            turn = (next, answer.at);
        }
    }
    Thread {
        id: first.id,
        by: first.by,
        since: turn.1,
        turn: turn.0,
    }
}

/// The number of the comment at the top of the thread, as far as it was read.
fn top(remark: &Remark<'_>, by_id: &HashMap<u64, &Remark<'_>>) -> u64 {
    let mut at = remark;
    // No thread is deeper than there are comments, whatever the data say.
    for _ in 0..=by_id.len() {
        let Some(parent) = at.parent else { break };
        match by_id.get(&parent) {
            Some(other) => at = other,
            None => return parent,
        }
    }
    at.id
}
