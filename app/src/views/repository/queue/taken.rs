//! The queue as a table for other programs.

use bitbucket_cloud::{Timestamp, Vote};

use super::{board::Board, row::tally};
use crate::{
    floor::Row,
    load::Load,
    text::queue::{self as words, EXPORTED},
    views::people,
};

/// A line for each row that is listed, whether it is shown or not. What is not known is empty.
pub(super) fn table(board: Board) -> Vec<Vec<String>> {
    let head = EXPORTED.map(str::to_owned).to_vec();
    let rows = board.rows();
    let lines = rows.iter().filter_map(|row| line(board, row));
    [head].into_iter().chain(lines).collect()
}

fn line(board: Board, row: &Row) -> Option<Vec<String>> {
    let (plain, placed) = board.stands(row)?;
    let (pull, seen) = (&row.pull, row.seen.now());
    let name = |person: &str| row.name(person);
    let author = people::name(pull.author.as_ref());
    let why = words::why(placed.reason, &placed.next, &plain.facts, &author, name);
    let mut line = vec![
        pull.id.to_string(),
        pull.title.clone(),
        plain.source,
        plain.target,
        why,
        Timestamp::from_unix(placed.next.since).to_string(),
        author,
        pull.created_on.to_string(),
        pull.updated_on.to_string(),
    ];
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let size = seen.size();
    line.push(number(size.map(|size| size.files)));
    line.push(number(size.map(|size| size.lines.added)));
    line.push(number(size.map(|size| size.lines.removed)));
    let counts = match &seen.builds {
        Load::Ready(builds) => tally(builds).map(|(count, _)| count.to_string()),
        Load::Failed(_) | Load::Loading => <[String; 3]>::default(),
    };
    line.extend(counts);
    let reviews = pull.reviews();
    let votes = |wanted: Option<&Vote>| {
        let cast = reviews.iter().filter(|review| review.vote == wanted);
        cast.count().to_string()
    };
    line.push(votes(Some(&Vote::Approved)));
    line.push(votes(Some(&Vote::ChangesRequested)));
    line.push(votes(None));
    line.push(number(plain.overlaps));
    Some(line)
}
