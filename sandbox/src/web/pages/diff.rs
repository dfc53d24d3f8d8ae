//! A unified diff, as tables.

use maud::{Markup, html};

use super::words::counted;

/// Lines beyond this many are not drawn, so that no diff stops the browser.
const MOST_LINES: usize = 4_000;

/// One file of a diff.
#[derive(Debug, Default, PartialEq, Eq)]
struct FileDiff<'a> {
    name: String,
    remark: Option<&'static str>,
    lines: Vec<Line<'a>>,
}

/// One line of a diff, with its numbers in the old and the new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line<'a> {
    Added(u64, &'a str),
    Context(u64, u64, &'a str),
    Hunk(&'a str),
    Removed(u64, &'a str),
}

/// The files of git's diff, each folding.
pub(crate) fn section(text: &str) -> Markup {
    let files = parse(text);
    let mut left = MOST_LINES;
    let cards = files.iter().map(|file| {
        let shown = file.lines.len() <= left;
        if shown {
            left -= file.lines.len();
        }
        file_card(file, shown)
    });
    html! {
        p.subtle { (counted(files.len(), "file changed", "files changed")) }
        @if files.is_empty() { p.empty { "No changes." } }
        div.diff { @for card in cards { (card) } }
    }
}

fn file_card(file: &FileDiff<'_>, shown: bool) -> Markup {
    let added = file
        .lines
        .iter()
        .filter(|line| matches!(line, Line::Added(..)));
    let removed = file
        .lines
        .iter()
        .filter(|line| matches!(line, Line::Removed(..)));
    html! {
        details.card id=(format!("chg-{}", file.name)) open[shown] {
            summary {
                span.grow { (file.name) }
                @if let Some(remark) = file.remark { span.lozenge { (remark) } }
                @if !file.lines.is_empty() {
                    span.added { "+" (added.count()) }
                    span.removed { "−" (removed.count()) }
                }
            }
            @if !shown {
                p.empty { "This diff is too large to show." }
            } @else if !file.lines.is_empty() {
                div.lines tabindex="0" role="region" aria-label=(file.name) {
                    table { tbody { @for line in &file.lines { (row(&file.name, *line)) } } }
                }
            }
        }
    }
}

/// A line of a file. Its numbers are what links to lines lead to: `L`, the path, `F` or `T` for the version
/// that it comes from or goes to, and the number.
fn row(name: &str, line: Line<'_>) -> Markup {
    let from = |number: u64| format!("L{name}F{number}");
    let to = |number: u64| format!("L{name}T{number}");
    match line {
        Line::Hunk(text) => html! { tr.hunk { td colspan="3" { (text) } } },
        Line::Added(new, text) => html! {
            tr.plus { td.number {} td.number id=(to(new)) { (new) } td { "+" (text) } }
        },
        Line::Removed(old, text) => html! {
            tr.minus { td.number id=(from(old)) { (old) } td.number {} td { "-" (text) } }
        },
        Line::Context(old, new, text) => html! {
            tr {
                td.number id=(from(old)) { (old) }
                td.number id=(to(new)) { (new) }
                td { " " (text) }
            }
        },
    }
}

fn parse(text: &str) -> Vec<FileDiff<'_>> {
    let mut files: Vec<FileDiff<'_>> = Vec::new();
    // How many lines of the hunk are still to come, old and new, and the next line numbers.
    let (mut olds, mut news, mut old, mut new) = (0, 0, 0, 0);
    for line in text.split('\n') {
        if let Some(names) = line
            .strip_prefix("diff --git ")
            .filter(|_| olds + news == 0)
        {
            files.push(FileDiff {
                name: last_name(names),
                ..FileDiff::default()
            });
            continue;
        }
        let Some(file) = files.last_mut() else {
            continue;
        };
        if olds + news == 0 {
            if let Some((starts, counts)) = hunk(line) {
                (old, new) = starts;
                (olds, news) = counts;
                file.lines.push(Line::Hunk(line));
            } else if let Some(remark) = remark(line) {
                file.remark = Some(remark);
            } else if let Some(name) = line.strip_prefix("rename to ") {
                file.name = unquoted(name);
            }
            continue;
        }
        match line.split_at_checked(1) {
            Some(("+", text)) => {
                file.lines.push(Line::Added(new, text));
                (new, news) = (new + 1, news.saturating_sub(1));
            }
            Some(("-", text)) => {
                file.lines.push(Line::Removed(old, text));
                (old, olds) = (old + 1, olds.saturating_sub(1));
            }
            Some(("\\", _)) => {}
            other => {
                let text = other.map_or("", |(_, text)| text);
                file.lines.push(Line::Context(old, new, text));
                (old, olds) = (old + 1, olds.saturating_sub(1));
                (new, news) = (new + 1, news.saturating_sub(1));
            }
        }
    }
    files
}

fn remark(line: &str) -> Option<&'static str> {
    match line {
        _ if line.starts_with("new file mode") => Some("added"),
        _ if line.starts_with("deleted file mode") => Some("deleted"),
        _ if line.starts_with("rename from ") => Some("renamed"),
        _ if line.starts_with("Binary files ") => Some("binary"),
        _ => None,
    }
}

/// First lines and numbers of lines of `@@ -a,b +c,d @@`.
fn hunk(line: &str) -> Option<((u64, u64), (u64, u64))> {
    let (ranges, _) = line.strip_prefix("@@ -")?.split_once(" @@")?;
    let (old, new) = ranges.split_once(" +")?;
    let (old, olds) = range(old)?;
    let (new, news) = range(new)?;
    Some(((old, new), (olds, news)))
}

fn range(text: &str) -> Option<(u64, u64)> {
    match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

/// The name in the new tree, of `a/NAME b/NAME`.
fn last_name(names: &str) -> String {
    let half = names.len() / 2;
    let second = names
        .get(half + 1..)
        .filter(|name| name.starts_with("b/") || name.starts_with("\"b/"))
        .or_else(|| names.rsplit_once(" b/").map(|(_, name)| name))
        .unwrap_or(names);
    let name = unquoted(second);
    name.strip_prefix("b/").unwrap_or(&name).to_owned()
}

fn unquoted(name: &str) -> String {
    name.strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'))
        .unwrap_or(name)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIFF: &str = "diff --git a/a b.txt b/a b.txt\nindex 1..2 100644\n--- a/a b.txt\t\n+++ b/a b.txt\t\n@@ -1,2 +1,2 @@ fn\n one\n--- two\n+++ 2\n\\ No newline at end of file\ndiff --git a/old b/new\nsimilarity index 100%\nrename from old\nrename to new\ndiff --git a/x.png b/x.png\nnew file mode 100644\nBinary files /dev/null and b/x.png differ\n";

    #[test]
    fn lines_that_look_like_headers_are_still_lines_within_a_hunk() {
        let files = parse(DIFF);
        let [first, second, third] = files.as_slice() else {
            unreachable!("three files")
        };
        assert_eq!(first.name, "a b.txt");
        assert_eq!(
            first.lines,
            [
                Line::Hunk("@@ -1,2 +1,2 @@ fn"),
                Line::Context(1, 1, "one"),
                Line::Removed(2, "-- two"),
                Line::Added(2, "++ 2"),
            ]
        );
        assert_eq!(
            (second.name.as_str(), second.remark),
            ("new", Some("renamed"))
        );
        assert_eq!(
            (third.name.as_str(), third.remark),
            ("x.png", Some("binary"))
        );
    }
}
