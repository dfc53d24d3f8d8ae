//! Table of the changes in a folder.

use bitbucket_cloud::Timestamp;
use leptos::{either::Either, prelude::*};
use sightline_insight::hotspots::{Hotspot, Place};

use super::page::source_page;
use crate::{
    components::{Ago, Button, ButtonKind, Link, SortHeading},
    context::use_page,
    format::number::number,
    model::{
        hotspots::{SpotColumn, UsualCompanion, last_change, name},
        sorting::Sorting,
    },
    state::{
        built::built,
        hotspots::{FolderStore, HotspotStore},
    },
    text::{self, hotspots as words},
};

/// Rows that are listed at once.
const LISTED: usize = 50;
/// Rows that are listed more each time.
const MORE: usize = 200;
/// Class and column of the headings that sort, in the order of their names.
const COLUMNS: [(&str, SpotColumn); 6] = [
    ("", SpotColumn::Name),
    ("number", SpotColumn::Changes),
    ("number", SpotColumn::People),
    ("number", SpotColumn::Lines),
    ("when", SpotColumn::LastChange),
    ("", SpotColumn::Companions),
];

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Row {
    spot: Hotspot,
    /// Bitbucket's page of a file.
    page: String,
    companions: Vec<UsualCompanion>,
}

/// The table and a button for more of it.
#[component]
pub(super) fn SpotTable(
    /// The folder.
    folder: FolderStore,
) -> impl IntoView {
    let FolderStore {
        hotspots,
        tree,
        spots,
    } = folder;
    let page = use_page();
    let listed = RwSignal::new(LISTED);
    let sorting = hotspots.sorting;
    let rows = Memo::new(move |_| {
        let (tree, spots) = (tree.read(), spots.read());
        let mut spots = spots.to_vec();
        tree.sort(&mut spots, sorting.get());
        let rows = spots.iter().take(listed.get()).map(|spot| Row {
            page: source_page(&page, &tree, spot),
            companions: tree.companions(spot),
            spot: spot.clone(),
        });
        rows.collect::<Vec<_>>()
    });
    let built = built(move || rows.read().len());
    let shown = move || {
        let rows = rows.read();
        rows.iter().take(built.get()).cloned().collect::<Vec<_>>()
    };
    let left = Memo::new(move |_| spots.read().len().saturating_sub(listed.get()).min(MORE));
    let more = move |_| listed.update(|listed| *listed += MORE);
    view! {
        <div class="view">
            <div class="scrolled" tabindex="0" role="region" aria-label=words::TABLE>
                <table class="pull-requests spots">
                    <caption class="visually-hidden">{words::TABLE}</caption>
                    <Headings sorting/>
                    <tbody>
                        <For each=shown key=Clone::clone let:row>
                            <SpotRow hotspots row/>
                        </For>
                    </tbody>
                </table>
            </div>
            <Show when=move || left.get() != 0>
                <button class="button" type="button" on:click=more>
                    {move || text::show_more(left.get())}
                </button>
            </Show>
        </div>
    }
}

/// Names of the columns.
#[component]
fn Headings(
    /// Sorting of the table.
    sorting: RwSignal<Sorting<SpotColumn>>,
) -> impl IntoView {
    let headings = words::COLUMNS.into_iter().zip(COLUMNS);
    let headings = headings.map(|(name, (class, column))| {
        view! { <SortHeading class name column sorting on_sort=move |to| sorting.set(to)/> }
    });
    view! {
        <thead>
            <tr>
                {headings.collect_view()}
            </tr>
        </thead>
    }
}

/// A file or folder.
#[component]
fn SpotRow(
    /// State of the view.
    hotspots: HotspotStore,
    /// The row.
    row: Row,
) -> impl IntoView {
    let Row {
        spot,
        page,
        companions,
    } = row;
    let activity = spot.activity;
    let pull_request = last_change(&spot);
    let href = use_page().pull_request_page(pull_request);
    let companions = companions.into_iter();
    let companions = companions.map(|companion| view! { <Companion companion/> });
    view! {
        <tr>
            <th scope="row"><SpotName hotspots spot page/></th>
            <td class="number">{number(activity.changes.into())}</td>
            <td class="number">{number(activity.people.into())}</td>
            <td class="number">{number(activity.lines)}</td>
            <td class="when">
                <Ago time=Timestamp::from_unix(activity.last_changed_on)/>
                " "
                <Link href>{format!("#{pull_request}")}</Link>
            </td>
            <td><ul class="usual">{companions.collect_view()}</ul></td>
        </tr>
    }
}

/// A link to a file, or a button that opens a folder.
#[component]
fn SpotName(
    /// State of the view.
    hotspots: HotspotStore,
    /// The file or folder.
    spot: Hotspot,
    /// Bitbucket's page of a file.
    page: String,
) -> impl IntoView {
    let name = name(&spot);
    match spot.place {
        Place::File(_) => Either::Left(view! { <Link href=page><bdi>{name}</bdi></Link> }),
        Place::Folder(_) => {
            let enter = move |()| super::enter::enter(hotspots, spot.path.clone());
            Either::Right(view! { <Button name kind=ButtonKind::Step on_press=enter/> })
        }
    }
}

/// A usual companion by its name, with how often it was one.
#[component]
fn Companion(
    /// The companion.
    companion: UsualCompanion,
) -> impl IntoView {
    let UsualCompanion {
        path,
        shared,
        changes,
    } = companion;
    let short = path.rsplit('/').next().unwrap_or_default().to_owned();
    view! {
        <li>
            <code title=path><bdi>{short}</bdi></code>
            " "
            <span class="subtle">{words::companion(shared, changes)}</span>
        </li>
    }
}
