//! Change of one file in a diff.

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

/// Changed lines as a diff shows them, for readers: at most [`EXCERPT_LINES`] of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The line of the new version at which they begin, from 1.
    pub at: u32,
    /// Lines that are gone and lines that are new, each with its sign, long ones cut.
    pub lines: Vec<String>,
    /// Number of further lines.
    pub left_out: u32,
}

/// Lines of an [`Excerpt`].
pub const EXCERPT_LINES: usize = 12;
/// Lines of all excerpts of a diff.
pub(super) const DIFF_LINES: usize = 600;
/// Letters of a line, its sign among them.
const LINE_LETTERS: usize = 160;

impl Excerpt {
    /// Adds a line where `room` of the diff is left for it.
    pub(super) fn add(&mut self, line: &str, room: &mut usize) {
        if self.lines.len() >= EXCERPT_LINES || *room == 0 {
            self.left_out = self.left_out.saturating_add(1);
            return;
        }
        *room -= 1;
        let end = line.char_indices().nth(LINE_LETTERS).map(|(at, _)| at);
        let cut = end.and_then(|end| line.get(..end));
        let text = cut.map_or_else(|| line.to_owned(), |cut| format!("{cut}…"));
        self.lines.push(text);
    }
}

/// Change of one file, as a diff has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileHunks {
    /// Path before the change; none for a new file.
    pub old_path: Option<String>,
    /// Path after the change; none for a removed file.
    pub new_path: Option<String>,
    /// Its content, as far as it is told.
    pub content: Content,
    /// Mode before the change, where the diff tells it.
    pub old_mode: Option<Mode>,
    /// Mode after the change, where the diff tells it.
    pub new_mode: Option<Mode>,
    /// Id of the old content, abbreviated; none where the content stays.
    pub old_blob: Option<String>,
    /// Id of the new content, abbreviated; none where the content stays.
    pub new_blob: Option<String>,
    /// Replaced lines and insertion places of the old version, ascending.
    pub old: Vec<LineRange>,
    /// Digest of the new lines, for each of them.
    pub new: Vec<u64>,
    /// Replaced and new lines, for each of them; none in what was kept, which holds no code.
    #[serde(skip)]
    pub excerpts: Vec<Excerpt>,
    /// Lines that are new.
    pub added: u32,
    /// Lines that are gone.
    pub removed: u32,
}

/// Known part of a file's content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Nothing is known: only its paths were read.
    #[default]
    Unread,
    /// Every replaced line; no line is replaced in a file that only moves or gets another mode.
    Lines,
    /// Another content, which git merges as a whole or not at all.
    Binary,
    /// Something of another type, such as a link in the place of a file.
    Type,
}

/// Mode of a file, as git writes it in octal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mode(u32);

impl Mode {
    /// Reads a mode such as `100644`.
    pub fn parse(text: &str) -> Option<Self> {
        u32::from_str_radix(text, 8).ok().map(Self)
    }
}

/// Change of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathChange<'a> {
    /// A file is added there.
    Added(&'a str),
    /// The file there is removed.
    Removed(&'a str),
    /// The file moves.
    Renamed {
        /// Path before the change.
        from: &'a str,
        /// Path after the change.
        to: &'a str,
    },
    /// The file stays there: its content or its mode changes.
    Kept(&'a str),
}

impl<'a> PathChange<'a> {
    /// Path before the change.
    pub const fn before(self) -> Option<&'a str> {
        match self {
            Self::Added(_) => None,
            Self::Removed(path) | Self::Kept(path) | Self::Renamed { from: path, .. } => Some(path),
        }
    }

    /// Path after the change.
    pub const fn after(self) -> Option<&'a str> {
        match self {
            Self::Removed(_) => None,
            Self::Added(path) | Self::Kept(path) | Self::Renamed { to: path, .. } => Some(path),
        }
    }

    /// Path that holds a file only since the change.
    pub const fn taken(self) -> Option<&'a str> {
        match self {
            Self::Added(path) | Self::Renamed { to: path, .. } => Some(path),
            Self::Removed(_) | Self::Kept(_) => None,
        }
    }

    /// Path by which the change is known: the new one, or that of the removed file.
    pub const fn shown(self) -> &'a str {
        match self {
            Self::Added(path)
            | Self::Removed(path)
            | Self::Kept(path)
            | Self::Renamed { to: path, .. } => path,
        }
    }
}

impl FileHunks {
    /// Change of its path; `None` if the diff names none.
    pub fn path(&self) -> Option<PathChange<'_>> {
        Some(match (self.old_path.as_deref(), self.new_path.as_deref()) {
            (None, Some(path)) => PathChange::Added(path),
            (Some(path), None) => PathChange::Removed(path),
            (Some(from), Some(to)) if from != to => PathChange::Renamed { from, to },
            (Some(path), Some(_)) => PathChange::Kept(path),
            (None, None) => return None,
        })
    }

    /// Replaced lines that meet these, each with its excerpt where there is one.
    pub fn touching(
        &self,
        lines: LineRange,
    ) -> impl Iterator<Item = (LineRange, Option<&Excerpt>)> {
        let runs = self.old.iter().enumerate();
        runs.filter(move |(_, run)| run.meets(lines).is_some())
            .map(|(at, run)| (*run, self.excerpts.get(at)))
    }

    /// Line of the new version at which something new begins that takes the place of these lines; `None`
    /// where they are only removed, and in what was kept.
    pub(super) fn new_line(&self, lines: LineRange) -> Option<u32> {
        let mut met = self.touching(lines).filter_map(|(_, excerpt)| excerpt);
        let adds = |excerpt: &&Excerpt| excerpt.lines.iter().any(|line| line.starts_with('+'));
        met.find(adds).map(|excerpt| excerpt.at)
    }

    /// Adds what takes the place of this removed file, which is of another type.
    pub(super) fn becomes(&mut self, other: Self) {
        self.new_path = other.new_path;
        self.new_mode = other.new_mode;
        self.new_blob = other.new_blob;
        self.content = Content::Type;
        self.added = self.added.saturating_add(other.added);
        self.new = other.new;
        self.excerpts = other.excerpts;
    }
}
