//! Size of the pull request, by kind of file and by folder.

use std::sync::Arc;

use leptos::{either::Either, prelude::*};
use sightline_insight::{
    kinds::{Kind, reading_minutes},
    size::Size,
};

use super::{folders::Folders, reading_time::ReadingTime};
use crate::{
    components::{Button, FoldedSection, Loaded, SizeTotal},
    model::{
        reveal::Block,
        size::{ChangeSize, FOLDERS},
    },
    state::{pull_request::use_pull_request, retry, reveal::use_reveal},
    text::{self, size as words},
};

/// Lines of the skeleton.
const LINES: usize = 7;

/// The section.
#[component]
pub fn SizeSection() -> impl IntoView {
    let store = use_pull_request();
    let open = Memo::new(move |_| store.unfolds_size());
    view! {
        <FoldedSection
            id="size"
            heading=text::SIZE
            summary=move || view! { <Summary/> }
            open
            place=use_reveal().place(Block::Size)
        >
            <div class="sizing">
                <Loaded value=store.size retry=move |()| retry(store.files) lines=LINES let:size>
                    <Content size/>
                </Loaded>
                <SettingsNote/>
            </div>
        </FoldedSection>
    }
}

/// Files, lines and the time that they take to read.
#[component]
fn Summary() -> impl IntoView {
    let store = use_pull_request();
    move || match store.size.get()?.ok()? {
        size if size.total.files == 0 => Some(Either::Left(text::NO_CHANGES)),
        size => {
            let minutes = reading_minutes(size.lines_to_read());
            Some(Either::Right(view! {
                <span class="total"><SizeTotal size=size.total/></span>
                <span class="subtle">{words::reading_time(minutes)}</span>
            }))
        }
    }
}

#[component]
fn Content(
    /// Size of the change.
    size: Arc<ChangeSize>,
) -> impl IntoView {
    if size.total.files == 0 {
        return Either::Left(view! { <p class="empty">{text::NO_CHANGES}</p> });
    }
    let odd = words::odd_files(size.moved, size.without_lines);
    let kinds = size.listed().into_iter();
    let kinds = kinds.map(|(kind, size)| view! { <KindSize kind size/> });
    Either::Right(view! {
        <div>
            <ul class="kinds" aria-label=words::BY_KIND>{kinds.collect_view()}</ul>
            <ReadingTime lines=size.lines_to_read()/>
            {odd.map(|odd| view! { <p class="subtle">{odd}</p> })}
            <Folders folders=size.folders.clone() listed=FOLDERS/>
        </div>
    })
}

/// A kind of file, and its size.
#[component]
fn KindSize(
    /// The kind.
    kind: Kind,
    /// Its size; `None` where none of it changed though it should.
    size: Option<Size>,
) -> impl IntoView {
    let size = match size {
        Some(size) => Either::Left(view! { <SizeTotal size/> }),
        None => Either::Right(words::NO_TESTS),
    };
    view! {
        <li><span class="subtle">{words::kind(kind)}</span>" "{size}</li>
    }
}

/// Error in the settings, if any.
#[component]
fn SettingsNote() -> impl IntoView {
    let settings = use_pull_request().settings;
    move || match settings.get()? {
        Err(_) => Some(Either::Left(view! {
            <p class="note">
                {words::NO_SETTINGS}
                " "
                <Button name=text::TRY_AGAIN on_press=move |()| retry(settings)/>
            </p>
        })),
        Ok(loaded) => {
            let fault = loaded.fault.as_deref().map(words::broken_settings);
            fault.map(|fault| Either::Right(view! { <p class="note">{fault}</p> }))
        }
    }
}
