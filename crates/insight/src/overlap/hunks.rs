//! The old side of a unified diff.

use serde::{Deserialize, Serialize};

/// Lines of a file, or a place between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineRange {
    /// The first line, from 1.
    pub first: u32,
    /// The line after the last; the same as `first` for an insertion before that line.
    pub end: u32,
}

impl LineRange {
    /// The lines at which two changes meet. Neighbouring ones do: git merges them by itself only
    /// where an unchanged line lies between.
    pub(super) fn meets(self, other: Self) -> Option<Self> {
        let first = self.first.max(other.first);
        let end = self.end.min(other.end);
        (first <= end).then_some(Self { first, end })
    }
}

/// What a diff replaces in one file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileHunks {
    /// Path before the change; none for a new file.
    pub old_path: Option<String>,
    /// Path after the change; none for a removed file.
    pub new_path: Option<String>,
    /// Replaced lines and insertion places of the old version, ascending.
    pub old: Vec<LineRange>,
    /// Lines that are new.
    pub added: u32,
    /// Lines that are gone.
    pub removed: u32,
}

/// Reads a unified diff as git writes it. Anything that is no diff is passed over; binary files have
/// no lines. Context lines do not count, only what is replaced.
pub fn hunks(diff: &str) -> Vec<FileHunks> {
    let mut parser = DiffParser::default();
    for line in diff.lines() {
        parser.line(line);
    }
    parser.finish()
}

#[derive(Default)]
struct DiffParser {
    files: Vec<FileHunks>,
    file: Option<FileHunks>,
    hunk: Hunk,
}

/// Where the parser stands within a hunk.
#[derive(Default)]
struct Hunk {
    /// The next line of the old version.
    at: u32,
    /// Lines of both versions that are still to come.
    old_left: u32,
    new_left: u32,
    /// The run of changed lines that is being read.
    run: Option<LineRange>,
}

impl DiffParser {
    fn line(&mut self, line: &str) {
        if self.hunk.old_left > 0 || self.hunk.new_left > 0 {
            return self.body(line);
        }
        if let Some(paths) = line.strip_prefix("diff --git ") {
            // Binary files and changes of modes have their paths here only.
            let path = same_path(paths);
            self.next_file(FileHunks {
                old_path: path.clone(),
                new_path: path,
                ..FileHunks::default()
            });
        } else if line.starts_with("new file mode ") {
            self.header(|file| file.old_path = None);
        } else if line.starts_with("deleted file mode ") {
            self.header(|file| file.new_path = None);
        } else if let Some(path) = line.strip_prefix("--- ") {
            self.header(|file| file.old_path = path_of(path, "a/"));
        } else if let Some(path) = line.strip_prefix("+++ ") {
            self.header(|file| file.new_path = path_of(path, "b/"));
        } else if let Some(path) = line.strip_prefix("rename from ") {
            self.header(|file| file.old_path = Some(unquote_c_style(path)));
        } else if let Some(path) = line.strip_prefix("rename to ") {
            self.header(|file| file.new_path = Some(unquote_c_style(path)));
        } else if let Some((old, new)) = line.strip_prefix("@@ -").and_then(ranges) {
            // For an empty old range git names the line before it.
            let at = if old.1 == 0 {
                old.0.saturating_add(1)
            } else {
                old.0
            };
            self.hunk = Hunk {
                at,
                old_left: old.1,
                new_left: new.1,
                run: None,
            };
        }
    }

    fn header(&mut self, set: impl FnOnce(&mut FileHunks)) {
        set(self.file.get_or_insert_default());
    }

    fn body(&mut self, line: &str) {
        let (hunk, file) = (&mut self.hunk, self.file.get_or_insert_default());
        let here = LineRange {
            first: hunk.at,
            end: hunk.at,
        };
        match line.as_bytes().first() {
            Some(b'-') => {
                hunk.at = hunk.at.saturating_add(1);
                hunk.run.get_or_insert(here).end = hunk.at;
                hunk.old_left = hunk.old_left.saturating_sub(1);
                file.removed = file.removed.saturating_add(1);
            }
            Some(b'+') => {
                hunk.run.get_or_insert(here);
                hunk.new_left = hunk.new_left.saturating_sub(1);
                file.added = file.added.saturating_add(1);
            }
            Some(b'\\') => return,
            _ => {
                hunk.at = hunk.at.saturating_add(1);
                hunk.old_left = hunk.old_left.saturating_sub(1);
                hunk.new_left = hunk.new_left.saturating_sub(1);
                self.end_run();
            }
        }
        if self.hunk.old_left == 0 && self.hunk.new_left == 0 {
            self.end_run();
        }
    }

    fn end_run(&mut self) {
        if let Some(run) = self.hunk.run.take() {
            self.file.get_or_insert_default().old.push(run);
        }
    }

    fn next_file(&mut self, next: FileHunks) {
        self.files.extend(self.file.replace(next));
    }

    fn finish(mut self) -> Vec<FileHunks> {
        self.end_run();
        self.files.extend(self.file);
        self.files
    }
}

/// `12,3 +12,4 @@ …`: first line and count of both sides.
fn ranges(text: &str) -> Option<((u32, u32), (u32, u32))> {
    let mut parts = text.split(' ');
    let old = range(parts.next()?)?;
    let new = range(parts.next()?.strip_prefix('+')?)?;
    parts.next()?.starts_with("@@").then_some((old, new))
}

fn range(text: &str) -> Option<(u32, u32)> {
    match text.split_once(',') {
        Some((first, count)) => Some((first.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

fn path_of(text: &str, prefix: &str) -> Option<String> {
    // git ends a path that holds blanks with a tab.
    let path = unquote_c_style(text.trim_end_matches('\t'));
    if path == "/dev/null" {
        return None;
    }
    Some(path.strip_prefix(prefix).unwrap_or(&path).to_owned())
}

/// The path in `a/path b/path`; nothing if they differ, for then it is said again.
fn same_path(paths: &str) -> Option<String> {
    let middle = paths.len() / 2;
    let old = path_of(paths.get(..middle)?, "a/")?;
    let new = path_of(paths.get(middle + 1..)?, "b/")?;
    (old == new).then_some(old)
}

/// Undoes git's C-style quoting.
fn unquote_c_style(text: &str) -> String {
    let Some(inner) = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    else {
        return text.to_owned();
    };
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'n') => bytes.push(b'\n'),
            Some(b't') => bytes.push(b'\t'),
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                while let Some(next @ b'0'..=b'7') = rest.peek().copied().filter(|_| value < 0o40) {
                    value = value * 8 + u32::from(next - b'0');
                    rest.next();
                }
                bytes.push(u8::try_from(value).unwrap_or(b'?'));
            }
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
