//! Headings of columns that sort a table.

use leptos::prelude::*;
use sightline_insight::queue::Direction;

use crate::model::sorting::{SortColumn, Sorting};

/// Heading of a column, which sorts by it; again, the other way around. Its role is said, for a style
/// sheet that lays a table out as something else takes it away.
#[component]
pub fn SortHeading<C>(
    /// Class of the column.
    class: &'static str,
    /// Name of the column.
    name: &'static str,
    /// The column.
    column: C,
    /// Sorting of the table.
    #[prop(into)]
    sorting: Signal<Sorting<C>>,
    /// Takes the sorting that a press asks for.
    #[prop(into)]
    on_sort: Callback<Sorting<C>>,
) -> impl IntoView
where
    C: SortColumn + Send + Sync + 'static,
{
    let sorted = move || {
        let sorting = sorting.get();
        (sorting.column == column).then_some(match sorting.direction {
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        })
    };
    let choose = move |_| on_sort.run(sorting.get_untracked().chosen(column));
    view! {
        <th class=class scope="col" role="columnheader" aria-sort=sorted>
            <button class="sort" type="button" on:click=choose>{name}</button>
        </th>
    }
}
