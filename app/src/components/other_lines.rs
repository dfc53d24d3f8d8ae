//! Lines of another pull request's diff, shown without leaving the page.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::{either::Either, prelude::*};
use sightline_insight::{
    kinds::Kind,
    overlap::{Excerpt, SharedFile},
};

use super::{Link, Loaded};
use crate::{
    browser::address::{diff, diff_line},
    context::use_page,
    model::{other_lines::OtherLines, overlaps::is_generated},
    state::{
        other_lines::{LinesOf, excerpts_of},
        retry,
    },
    text::overlaps as words,
};

/// Verdict of git on a file that both touch; nothing where it merges it.
#[component]
pub fn MergeNote(
    /// The file.
    file: SharedFile,
    /// Its kind: generated files are generated again instead of merged.
    kind: Kind,
) -> impl IntoView {
    words::merge(&file).map(|said| match is_generated(kind) {
        true => Either::Left(view! { <span class="subtle">{words::REGENERATED}</span> }),
        false => Either::Right(view! {
            <span class="overlap-lines" title=words::title(&file)>{said}</span>
        }),
    })
}

/// A link to the other diff, at the line where git stops, and these lines, which are built when somebody
/// looks at them.
#[component]
pub fn OtherDiff(
    /// The other pull request.
    other: Arc<PullRequest>,
    /// The file.
    file: SharedFile,
    /// Its path in the other one.
    path: String,
    /// Lines where git stops, if it stops at lines.
    lines: Option<OtherLines>,
) -> impl IntoView {
    let page = use_page().pull_request_page(other.id);
    let href = match &lines {
        Some(lines) => diff_line(&page, &path, lines.line),
        None => diff(&page, &path),
    };
    let preview = lines.map(|lines| {
        let asked = LinesOf {
            other,
            file,
            path,
            known: lines.excerpts,
        };
        view! { <Preview asked/> }
    });
    view! {
        <Link href>{words::ITS_DIFF}</Link>
        {preview}
    }
}

/// Lines behind a disclosure.
#[component]
fn Preview(
    /// File whose lines are shown.
    asked: LinesOf,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    let more = words::of_file(&asked.file.path);
    let shown = move || {
        opened
            .get()
            .then(|| view! { <Excerpts asked=asked.clone()/> })
    };
    view! {
        <details class="more excerpts" on:toggle=move |_| opened.set(true)>
            <summary>{words::ITS_LINES} <span class="visually-hidden">" "{more}</span></summary>
            {shown}
        </details>
    }
}

/// The lines, which one call brings where they were not read in this visit.
#[component]
fn Excerpts(
    /// File whose lines are shown.
    asked: LinesOf,
) -> impl IntoView {
    let read = excerpts_of(asked);
    let value = Signal::derive(move || read.get());
    view! {
        <Loaded value retry=move |()| retry(read) lines=2 let:excerpts>
            <div>{excerpts.iter().map(excerpt).collect_view()}</div>
        </Loaded>
    }
}

/// Lines one below another. They may be long, so that they scroll.
fn excerpt(excerpt: &Excerpt) -> impl IntoView + use<> {
    let lines = excerpt.lines.iter().map(|line| {
        let class = match line.starts_with('-') {
            true => "gone",
            false => "new",
        };
        view! { <span class=class>{line.clone()} "\n"</span> }
    });
    let left_out = words::lines_left_out(excerpt.left_out);
    let left_out = left_out.map(|said| view! { <p class="subtle">{said}</p> });
    view! {
        <pre class="excerpt" tabindex="0"><code>{lines.collect_view()}</code></pre>
        {left_out}
    }
}
