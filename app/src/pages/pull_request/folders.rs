//! Folders as a bar chart that is its own table: the bars only draw what the numbers say.

use leptos::prelude::*;
use sightline_insight::size::Folder;

use crate::{
    components::LineCounts,
    format::number::{counted, percent},
    text,
};

/// The first `listed` folders; the others behind a disclosure.
#[component]
pub fn Folders(
    /// Folders, most changed lines first.
    folders: Vec<Folder>,
    /// Number of folders that are always shown.
    listed: usize,
) -> impl IntoView {
    let first = folders.first();
    let most = first.map_or(0, |folder| folder.size.lines.changed());
    let mut top = folders;
    let rest = top.split_off(listed.min(top.len()));
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>{text::more_folders(rest.len())}</summary>
                <Table folders=rest most/>
            </details>
        }
    });
    view! {
        <div><Table folders=top most/>{rest}</div>
    }
}

#[component]
fn Table(
    /// Folders, a row each.
    folders: Vec<Folder>,
    /// Lines that fill the longest bar.
    most: u32,
) -> impl IntoView {
    let rows = folders
        .into_iter()
        .map(|folder| view! { <Row folder most/> });
    view! {
        <table class="folders">
            <caption class="visually-hidden">{text::BY_FOLDER}</caption>
            <thead>
                <tr>
                    <Heading class="path" name=text::FOLDER/>
                    <Heading class="bar" name=text::SHARE/>
                    <Heading class="number" name=text::FILES/>
                    <Heading class="number" name=text::LINES/>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// A heading that only screen readers need; but its class sets the column's width.
#[component]
fn Heading(
    /// Class of the column.
    class: &'static str,
    /// Name of the column.
    name: &'static str,
) -> impl IntoView {
    view! {
        <th class=class scope="col"><span class="visually-hidden">{name}</span></th>
    }
}

#[component]
fn Row(
    /// The folder.
    folder: Folder,
    /// Lines that fill the longest bar.
    most: u32,
) -> impl IntoView {
    let lines = folder.size.lines;
    let path = match folder.path.as_str() {
        "" => text::TOP_FOLDER.to_owned(),
        _ => folder.path,
    };
    let added = percent(lines.added, most);
    view! {
        <tr>
            <th class="path" scope="row" title=path.clone()><bdi>{path.clone()}</bdi></th>
            <td class="bar">
                <svg width="100%" height="8" aria-hidden="true">
                    <rect class="bar-added" width=added.clone() height="8"/>
                    <rect
                        class="bar-removed"
                        x=added.clone()
                        width=percent(lines.removed, most)
                        height="8"
                    />
                </svg>
            </td>
            <td class="number">{counted(folder.size.files.into(), "file")}</td>
            <td class="number"><LineCounts lines/></td>
        </tr>
    }
}
