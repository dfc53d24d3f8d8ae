//! Reads a unified diff.

use super::{
    change::{Content, DIFF_LINES, Excerpt, FileHunks, LineRange, Mode},
    quote::unquote_c_style,
};

/// Reads a unified diff as git writes it. Anything that is no diff is passed over. Context lines do
/// not count, only what is replaced.
pub fn hunks(diff: &str) -> Vec<FileHunks> {
    let mut parser = DiffParser::default();
    // `str::lines` would take a carriage return for a part of the line's end.
    for line in diff.split_terminator('\n') {
        parser.line(line);
    }
    parser.finish()
}

struct DiffParser {
    files: Vec<FileHunks>,
    file: Option<FileHunks>,
    hunk: Hunk,
    /// Lines that excerpts may still hold.
    room: usize,
}

impl Default for DiffParser {
    fn default() -> Self {
        Self {
            files: Vec::new(),
            file: None,
            hunk: Hunk::default(),
            room: DIFF_LINES,
        }
    }
}

/// Position of the parser within a hunk.
#[derive(Default)]
struct Hunk {
    /// The next line of the old version.
    at: u32,
    /// The next line of the new version.
    new_at: u32,
    /// Lines of both versions that are still to come.
    old_left: u32,
    new_left: u32,
    /// The run of changed lines that is being read.
    run: Option<Run>,
}

/// Lines that are replaced, and a digest of what stands in their place.
struct Run {
    old: LineRange,
    new: Digest,
    excerpt: Excerpt,
}

impl DiffParser {
    fn line(&mut self, line: &str) {
        if self.hunk.old_left > 0 || self.hunk.new_left > 0 {
            return self.body(line);
        }
        if line.starts_with('\\') {
            return self.without_newline();
        }
        self.end_run();
        if let Some(paths) = line.strip_prefix("diff --git ") {
            // Binary files and changes of modes have their paths here only.
            let path = same_path(paths);
            self.next_file(FileHunks {
                old_path: path.clone(),
                new_path: path,
                content: Content::Lines,
                ..FileHunks::default()
            });
        } else if let Some(mode) = line.strip_prefix("new file mode ") {
            self.header(|file| {
                file.old_path = None;
                file.new_mode = Mode::parse(mode);
            });
        } else if let Some(mode) = line.strip_prefix("deleted file mode ") {
            self.header(|file| {
                file.new_path = None;
                file.old_mode = Mode::parse(mode);
            });
        } else if let Some(mode) = line.strip_prefix("old mode ") {
            self.header(|file| file.old_mode = Mode::parse(mode));
        } else if let Some(mode) = line.strip_prefix("new mode ") {
            self.header(|file| file.new_mode = Mode::parse(mode));
        } else if let Some(versions) = line.strip_prefix("index ") {
            self.header(|file| index(file, versions));
        } else if is_binary(line) {
            self.header(|file| file.content = Content::Binary);
        } else if let Some(path) = line.strip_prefix("--- ") {
            self.header(|file| file.old_path = path_of(path, "a/"));
        } else if let Some(path) = line.strip_prefix("+++ ") {
            self.header(|file| file.new_path = path_of(path, "b/"));
        } else if let Some(path) = line.strip_prefix("rename from ") {
            self.header(|file| file.old_path = Some(unquote_c_style(path)));
        } else if let Some(path) = line.strip_prefix("rename to ") {
            self.header(|file| file.new_path = Some(unquote_c_style(path)));
        } else if let Some((old, new)) = line.strip_prefix("@@ -").and_then(ranges) {
            // For an empty range git names the line before it.
            let begin = |(first, count): (u32, u32)| match count {
                0 => first.saturating_add(1),
                _ => first,
            };
            self.hunk = Hunk {
                at: begin(old),
                new_at: begin(new),
                old_left: old.1,
                new_left: new.1,
                run: None,
            };
        }
    }

    /// A line without its end differs from the same line with it.
    fn without_newline(&mut self) {
        if let Some(run) = &mut self.hunk.run {
            run.new.add("\\");
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
                let end = hunk.at;
                let run = hunk.run_from(here);
                run.old.end = end;
                run.excerpt.add(line, &mut self.room);
                hunk.old_left = hunk.old_left.saturating_sub(1);
                file.removed = file.removed.saturating_add(1);
            }
            Some(b'+') => {
                let run = hunk.run_from(here);
                run.new.add(line);
                run.excerpt.add(line, &mut self.room);
                hunk.new_at = hunk.new_at.saturating_add(1);
                hunk.new_left = hunk.new_left.saturating_sub(1);
                file.added = file.added.saturating_add(1);
            }
            Some(b'\\') => self.without_newline(),
            _ => {
                hunk.at = hunk.at.saturating_add(1);
                hunk.new_at = hunk.new_at.saturating_add(1);
                hunk.old_left = hunk.old_left.saturating_sub(1);
                hunk.new_left = hunk.new_left.saturating_sub(1);
                self.end_run();
            }
        }
    }

    fn end_run(&mut self) {
        if let Some(run) = self.hunk.run.take() {
            let file = self.file.get_or_insert_default();
            file.old.push(run.old);
            file.new.push(run.new.0);
            file.excerpts.push(run.excerpt);
        }
    }

    fn next_file(&mut self, next: FileHunks) {
        let done = self.file.replace(next);
        self.keep(done);
    }

    fn finish(mut self) -> Vec<FileHunks> {
        self.end_run();
        let done = self.file.take();
        self.keep(done);
        self.files
    }

    /// Keeps a file. git writes a change of type, such as a file that becomes a link, as a removal
    /// that the addition of the same path follows.
    fn keep(&mut self, file: Option<FileHunks>) {
        let Some(file) = file else {
            return;
        };
        let removed = self.files.last_mut().filter(|last| {
            last.new_path.is_none() && file.old_path.is_none() && last.old_path == file.new_path
        });
        match removed {
            Some(removed) => removed.becomes(file),
            None => self.files.push(file),
        }
    }
}

/// FNV-1a of lines: the same in every version of the app, since records of diffs hold it.
struct Digest(u64);

impl Digest {
    const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    fn add(&mut self, line: &str) {
        for byte in line.bytes().chain([b'\n']) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl Hunk {
    fn run_from(&mut self, here: LineRange) -> &mut Run {
        let at = self.new_at;
        self.run.get_or_insert_with(|| Run {
            old: here,
            new: Digest::EMPTY,
            excerpt: Excerpt {
                at,
                ..Excerpt::default()
            },
        })
    }
}

/// `3f2a..9c1b 100644`: the ids of both contents, and the mode if it stays.
fn index(file: &mut FileHunks, versions: &str) {
    let (ids, mode) = versions.split_once(' ').unwrap_or((versions, ""));
    let Some((old, new)) = ids.split_once("..") else {
        return;
    };
    file.old_blob = Some(old.to_owned());
    file.new_blob = Some(new.to_owned());
    if let Some(mode) = Mode::parse(mode) {
        file.old_mode = Some(mode);
        file.new_mode = Some(mode);
    }
}

/// Returns whether a line stands for content that git compares as a whole.
fn is_binary(line: &str) -> bool {
    line == "GIT binary patch" || line.starts_with("Binary files ") && line.ends_with(" differ")
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
