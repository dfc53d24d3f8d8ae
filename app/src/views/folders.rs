//! Folders as a bar chart that is its own table: the bars only draw what the numbers say.

use leptos::prelude::*;
use sightline_insight::size::Folder;

use super::size;
use crate::text;

/// The first `listed` folders; the others behind a disclosure.
pub(crate) fn view(folders: &[Folder], listed: usize) -> impl IntoView + use<> {
    let most = folders
        .first()
        .map_or(0, |folder| folder.size.lines.changed());
    let (top, rest) = folders.split_at(listed.min(folders.len()));
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>{text::more_folders(rest.len())}</summary>
                {table(rest, most)}
            </details>
        }
    });
    view! { {table(top, most)} {rest} }
}

fn table(folders: &[Folder], most: u32) -> impl IntoView + use<> {
    let rows: Vec<_> = folders.iter().map(|folder| row(folder, most)).collect();
    view! {
        <table class="folders">
            <caption class="visually-hidden">{text::BY_FOLDER}</caption>
            <thead>
                <tr>
                    {heading("path", text::FOLDER)}
                    {heading("bar", text::SHARE)}
                    {heading("number", text::FILES)}
                    {heading("number", text::LINES)}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

// Plain to see for those who see; but it sets the widths.
fn heading(class: &'static str, name: &'static str) -> impl IntoView {
    view! { <th scope="col" class=class><span class="visually-hidden">{name}</span></th> }
}

fn row(folder: &Folder, most: u32) -> impl IntoView + use<> {
    let path = match folder.path.as_str() {
        "" => text::TOP_FOLDER.to_owned(),
        path => path.to_owned(),
    };
    let title = path.clone();
    let lines = folder.size.lines;
    let added = percent(lines.added, most);
    let removed = percent(lines.removed, most);
    view! {
        <tr>
            <th scope="row" class="path" title=title><bdi>{path}</bdi></th>
            <td class="bar">
                <svg width="100%" height="8" aria-hidden="true">
                    <rect class="bar-added" width=added.clone() height="8"></rect>
                    <rect class="bar-removed" x=added width=removed height="8"></rect>
                </svg>
            </td>
            <td class="number">{text::counted(folder.size.files.into(), "file")}</td>
            <td class="number">{size::lines(lines)}</td>
        </tr>
    }
}

// To a tenth, without the code that formats floating point numbers.
fn percent(part: u32, whole: u32) -> String {
    let tenths = u64::from(part) * 1_000 / u64::from(whole.max(1));
    let mut text = (tenths / 10).to_string();
    text.push('.');
    text.push_str(&(tenths % 10).to_string());
    text.push('%');
    text
}
