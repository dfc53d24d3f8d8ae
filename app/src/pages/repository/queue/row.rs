//! An open pull request as a row. Cells that wait for an answer follow it, each alone.

use std::sync::Arc;

use bitbucket_cloud::{Error, PullRequest, Status};
use leptos::{either::EitherOf3, prelude::*};
use sightline_insight::{queue::Turn, size::Size};

use crate::{
    browser::clock,
    components::{Ago, Branch, DraftLozenge, ExactTime, Link, Person, ReviewerStack},
    context::use_page,
    format::{
        duration,
        number::{added, counted, number, removed},
    },
    model::queue_row::BuildCounts,
    state::{
        queue::use_queue,
        repository::{OpenRow, RowStatus},
    },
    text::queue as words,
};

/// The row.
#[component]
pub(super) fn QueueRow(
    /// The pull request and what is known of it.
    row: Arc<OpenRow>,
) -> impl IntoView {
    let queue = use_queue();
    let pull_request = Arc::clone(&row.pull_request);
    let (created_on, updated_on) = (pull_request.created_on, pull_request.updated_on);
    let author = pull_request.author.clone();
    let status = Memo::new({
        let row = Arc::clone(&row);
        move |_| queue.row_status(&row)
    });
    let builds = row.builds.clone();
    let overlap_count = row.overlap_count.clone();
    view! {
        <tr role="row">
            <Title pull_request=Arc::clone(&pull_request)/>
            <td class="why" role="cell">{move || status.get().map(|status| view! { <Why status/> })}</td>
            <td class="wait" role="cell">
                {move || status.get().map(|status| view! { <Wait status/> })}
            </td>
            <td class="author" role="cell"><Person account=author/></td>
            <td class="when opened" role="cell"><Ago time=created_on/></td>
            <td class="when" role="cell"><Ago time=updated_on/></td>
            <td class="size" role="cell">
                {move || match row.size() {
                    None => EitherOf3::A(view! { <Dash title=words::LATER said=words::LATER/> }),
                    Some(Err(error)) => EitherOf3::B(view! { <Unreadable error/> }),
                    Some(Ok(size)) => EitherOf3::C(view! { <SizeCell size/> }),
                }}
            </td>
            <td class="builds" role="cell">
                {move || match builds.get() {
                    None => EitherOf3::A(view! { <Dash title=words::LATER said=words::LATER/> }),
                    Some(Err(error)) => EitherOf3::B(view! { <Unreadable error/> }),
                    Some(Ok(builds)) => EitherOf3::C(view! { <BuildsCell builds/> }),
                }}
            </td>
            <td class="votes" role="cell"><ReviewerStack pull_request/></td>
            <td class="met" role="cell">{move || view! { <Overlaps count=overlap_count.get()/> }}</td>
        </tr>
    }
}

/// Title, number and branches.
#[component]
fn Title(
    /// The pull request.
    pull_request: Arc<PullRequest>,
) -> impl IntoView {
    let href = use_page().pull_request_page(pull_request.id);
    let number = format!("#{}", pull_request.id);
    let source = pull_request.source.clone();
    let destination = pull_request.destination.clone();
    let title = pull_request.title.clone();
    view! {
        <th scope="row" role="rowheader">
            <Link href><bdi>{title}</bdi></Link>
            <p class="subtle branches">
                <span class="number">{number}</span>
                " "
                <Branch end=source/>
                " → "
                <Branch end=destination/>
                " "
                <DraftLozenge pull_request=Arc::unwrap_or_clone(pull_request)/>
            </p>
        </th>
    }
}

/// Reason why attention helps.
#[component]
fn Why(
    /// Place of the row.
    status: RowStatus,
) -> impl IntoView {
    let mine = status.turn == Turn::Reader;
    // A row has a fixed height: what is cut off, and what was not checked, is there on a longer look.
    let title = match status.unchecked {
        Some(unchecked) => format!("{}. {unchecked}", status.why),
        None => status.why.clone(),
    };
    view! {
        <span class="reason" title=title>
            {mine.then(|| view! { <span class="lozenge lozenge-open">{words::YOUR_TURN}</span> })}
            " "
            {status.why}
        </span>
    }
}

/// Time that the next step has waited.
#[component]
fn Wait(
    /// Place of the row.
    status: RowStatus,
) -> impl IntoView {
    let time = status.since;
    let words = duration::length(clock::now().since(time).as_secs());
    view! { <ExactTime time words/> }
}

/// Files and lines.
#[component]
fn SizeCell(
    /// Size of the change.
    size: Size,
) -> impl IntoView {
    view! {
        <span>
            <span class="files">{counted(size.files.into(), "file")}</span>
            " "
            <span class="added">{added(size.lines.added)}</span>
            " "
            <span class="removed">{removed(size.lines.removed)}</span>
        </span>
    }
}

/// Builds by how they went.
#[component]
fn BuildsCell(
    /// All builds.
    builds: Arc<Vec<Status>>,
) -> impl IntoView {
    if builds.is_empty() {
        return view! { <span class="subtle">{words::NO_BUILDS}</span> }.into_any();
    }
    let counts = BuildCounts::of(&builds).by_kind().into_iter();
    let counts = counts.filter(|(count, _)| *count > 0);
    let counts = counts.map(|(count, kind)| {
        view! { <li class=kind>{words::builds(count, kind)}</li> }
    });
    view! { <ul class="built">{counts.collect_view()}</ul> }.into_any()
}

/// Number of others that touch the same files.
#[component]
fn Overlaps(
    /// The number; `None` if it is not known.
    count: Option<u32>,
) -> impl IntoView {
    match count {
        Some(count) => view! { <span>{number(count.into())}</span> }.into_any(),
        None => view! { <Dash title=words::NOT_COMPARED said=words::NOT_COMPARED/> }.into_any(),
    }
}

/// Sign for a value that could not be read.
#[component]
fn Unreadable(
    /// Reason why it cannot be read.
    error: Error,
) -> impl IntoView {
    view! { <Dash title=error.to_string() said=words::UNREADABLE/> }
}

/// Sign for a value that is not known.
#[component]
fn Dash(
    /// Reason why it is not known.
    #[prop(into)]
    title: String,
    /// Reason in a few words.
    said: &'static str,
) -> impl IntoView {
    view! {
        <span class="subtle dash" title=title>
            <span aria-hidden="true">{words::DASH}</span>
            <span class="visually-hidden">{said}</span>
        </span>
    }
}
