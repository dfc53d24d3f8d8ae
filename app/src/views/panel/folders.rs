//! Folders as a bar chart that is its own table: the bars only draw what the numbers say.

use sightline_insight::size::Folder;

use super::size;
use crate::{
    element::{Element, el, svg},
    text,
};

/// The first `listed` folders; the others behind a disclosure.
pub(crate) fn view(folders: &[Folder], listed: usize) -> Element {
    let most = folders
        .first()
        .map_or(0, |folder| folder.size.lines.changed());
    let (top, rest) = folders.split_at(listed.min(folders.len()));
    let all = el("div").with(table(top, most));
    if rest.is_empty() {
        return all;
    }
    let more = el("details")
        .class("more")
        .with(el("summary").text(&text::more_folders(rest.len())))
        .with(table(rest, most));
    all.with(more)
}

fn table(folders: &[Folder], most: u32) -> Element {
    let headings = el("tr")
        .with(heading("path", text::FOLDER))
        .with(heading("bar", text::SHARE))
        .with(heading("number", text::FILES))
        .with(heading("number", text::LINES));
    el("table")
        .class("folders")
        .with(el("caption").class("visually-hidden").text(text::BY_FOLDER))
        .with(el("thead").with(headings))
        .with(el("tbody").all(folders.iter().map(|folder| row(folder, most))))
}

// Plain to see for those who see; but it sets the widths.
fn heading(class: &str, name: &str) -> Element {
    let name = el("span").class("visually-hidden").text(name);
    el("th").class(class).attr("scope", "col").with(name)
}

fn row(folder: &Folder, most: u32) -> Element {
    let path = match folder.path.as_str() {
        "" => text::TOP_FOLDER,
        path => path,
    };
    let lines = folder.size.lines;
    let added = percent(lines.added, most);
    let removed = percent(lines.removed, most);
    let bar = svg("svg")
        .attr("width", "100%")
        .attr("height", "8")
        .attr("aria-hidden", "true")
        .with(
            svg("rect")
                .attr("class", "bar-added")
                .attr("width", &added)
                .attr("height", "8"),
        )
        .with(
            svg("rect")
                .attr("class", "bar-removed")
                .attr("x", &added)
                .attr("width", &removed)
                .attr("height", "8"),
        );
    let path = el("th")
        .class("path")
        .attr("scope", "row")
        .attr("title", path)
        .with(el("bdi").text(path));
    el("tr")
        .with(path)
        .with(el("td").class("bar").with(bar))
        .with(
            el("td")
                .class("number")
                .text(&text::counted(folder.size.files.into(), "file")),
        )
        .with(size::lines(el("td").class("number"), lines))
}

/// To a tenth, without the code that formats floating point numbers.
pub(super) fn percent(part: u32, whole: u32) -> String {
    let tenths = u64::from(part) * 1_000 / u64::from(whole.max(1));
    let mut text = (tenths / 10).to_string();
    text.push('.');
    text.push_str(&(tenths % 10).to_string());
    text.push('%');
    text
}
