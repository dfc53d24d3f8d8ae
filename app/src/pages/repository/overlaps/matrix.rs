//! A few pull requests against each other.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::{either::EitherOf3, prelude::*};
use sightline_insight::overlap::{Overlap, Verdict};

use super::links::{NumberLink, TitleLink};
use crate::{state::repository::OverlapIndex, text::merging as words};

/// A table with one cell for each two.
#[component]
pub(super) fn Matrix(
    /// What was compared.
    index: Arc<OverlapIndex>,
    /// Places of the pull requests.
    involved: Vec<usize>,
) -> impl IntoView {
    let pull_requests = || {
        let places = involved.iter();
        places.filter_map(|place| {
            let row = index.rows.get(*place)?;
            Some((*place, Arc::clone(&row.pull_request)))
        })
    };
    let heads = pull_requests().map(|(_, pull_request)| {
        view! { <th scope="col"><NumberLink pull_request/></th> }
    });
    let lines = pull_requests().map(|(place, pull_request)| {
        let overlaps = involved.iter().map(|other| match *other == place {
            true => MatrixCell::Own,
            false => {
                let pair = index.pairs_of(place).find(|pair| pair.has(*other));
                pair.map_or(MatrixCell::Apart, |pair| {
                    MatrixCell::Pair(pair.overlap.clone())
                })
            }
        });
        view! { <Line pull_request cells=overlaps.collect()/> }
    });
    view! {
        <div class="view">
            <div class="scrolled">
                <table class="matrix">
                    <caption class="visually-hidden">{words::MATRIX}</caption>
                    <thead>
                        <tr>
                            <td></td>
                            {heads.collect_view()}
                        </tr>
                    </thead>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            </div>
            <p class="subtle">{words::LEGEND}</p>
        </div>
    }
}

/// Content of a cell.
enum MatrixCell {
    /// A pull request against itself.
    Own,
    /// Two that share no file.
    Apart,
    /// Two that share files.
    Pair(Overlap),
}

/// A pull request against all others.
#[component]
fn Line(
    /// The pull request.
    pull_request: Arc<PullRequest>,
    /// Its cells.
    cells: Vec<MatrixCell>,
) -> impl IntoView {
    let cells = cells.into_iter().map(|cell| match cell {
        MatrixCell::Own => EitherOf3::A(view! { <td class="self"></td> }),
        MatrixCell::Apart => EitherOf3::B(view! { <td></td> }),
        MatrixCell::Pair(overlap) => EitherOf3::C(view! { <PairCell overlap/> }),
    });
    view! {
        <tr>
            <th scope="row"><TitleLink pull_request/></th>
            {cells.collect_view()}
        </tr>
    }
}

/// Sign and number of files that two share.
#[component]
fn PairCell(
    /// Files that both touch.
    overlap: Overlap,
) -> impl IntoView {
    let count = overlap.files.len();
    let (class, sign, said) = match overlap.verdict() {
        Verdict::Conflict => ("lines", words::CONFLICT, words::conflict(count)),
        Verdict::Unknown => ("files", words::UNKNOWN, words::unknown(count)),
        Verdict::Clean => ("files", words::FILES, words::same_files(count)),
    };
    let paths: Vec<&str> = overlap
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    view! {
        <td class=class title=paths.join("\n")>
            <span aria-hidden="true">{format!("{sign} {count}")}</span>
            <span class="visually-hidden">{said}</span>
        </td>
    }
}
