//! A few pull requests against each other.

use std::sync::Arc;

use leptos::{either::EitherOf3, prelude::*};
use sightline_insight::overlap::{Overlap, Verdict};

use super::links::{NumberLink, TitleLink};
use crate::{
    state::{
        overlaps::{MatrixCell, MatrixLine, OverlapsStore},
        rows::{self, Rows},
    },
    text::merging as words,
};

/// A table with one cell for each two, where they are few enough.
#[component]
pub(super) fn Matrix(
    /// State of the view.
    overlaps: OverlapsStore,
) -> impl IntoView {
    let lines = overlaps.matrix;
    let has_lines = Memo::new(move |_| !lines.read().is_empty());
    view! {
        <Show when=move || has_lines.get()>
            <div class="view">
                <div class="scrolled">
                    <table class="matrix">
                        <caption class="visually-hidden">{words::MATRIX}</caption>
                        <Heads lines/>
                        <tbody>
                            <For
                                each=move || lines.read().part(0, usize::MAX)
                                key=|(id, _)| *id
                                let:row
                            >
                                <Line line=rows::content(lines, row)/>
                            </For>
                        </tbody>
                    </table>
                </div>
                <p class="subtle">{words::LEGEND}</p>
            </div>
        </Show>
    }
}

/// Numbers of the columns.
#[component]
fn Heads(
    /// Lines of the matrix, which has as many columns.
    lines: Memo<Rows<u32, MatrixLine>>,
) -> impl IntoView {
    view! {
        <thead>
            <tr>
                <td></td>
                <For each=move || lines.read().part(0, usize::MAX) key=|(id, _)| *id let:row>
                    <th scope="col">
                        <NumberLink pull_request=Arc::clone(&row.1.pull_request)/>
                    </th>
                </For>
            </tr>
        </thead>
    }
}

/// A pull request against all others.
#[component]
fn Line(
    /// The pull request and its cells.
    line: Memo<Arc<MatrixLine>>,
) -> impl IntoView {
    let pull_request = Memo::new(move |_| Arc::clone(&line.read().pull_request));
    let cells = move || {
        let cells = line.read().cells.clone().into_iter();
        let cells = cells.map(|cell| match cell {
            MatrixCell::Own => EitherOf3::A(view! { <td class="self"></td> }),
            MatrixCell::Apart => EitherOf3::B(view! { <td></td> }),
            MatrixCell::Pair(overlap) => EitherOf3::C(view! { <PairCell overlap/> }),
        });
        cells.collect_view()
    };
    view! {
        <tr>
            <th scope="row">{move || view! { <TitleLink pull_request=pull_request.get()/> }}</th>
            {cells}
        </tr>
    }
}

/// Sign and number of files that two share.
#[component]
fn PairCell(
    /// Files that both touch.
    overlap: Arc<Overlap>,
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
