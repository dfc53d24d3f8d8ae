//! Files as blocks, so that changes made side by side can be put together.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// A function, rule, property or paragraph of a file.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Stays the same when the text changes.
    pub(crate) id: u64,
    /// Lines without line ends.
    pub(crate) lines: Vec<String>,
}

/// A text file: what stands around the blocks, and the blocks.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) header: Vec<String>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) footer: Vec<String>,
    pub(crate) joint: Joint,
}

/// Separator between two blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    /// An empty line.
    Blank,
    /// A comma at the end of the upper one.
    Comma,
    /// Nothing.
    None,
}

/// A file's content.
#[derive(Debug, Clone)]
pub(crate) enum File {
    Binary(Vec<u8>),
    Text(Text),
}

/// One step from a tree to another.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// A new block at the end, or before the last one.
    Add { path: String, block: Block },
    /// Another text of a block.
    Edit { path: String, block: Block },
    /// Other lines above the blocks.
    Header { path: String, lines: Vec<String> },
    /// A new or replaced file.
    Put { path: String, file: Rc<File> },
    /// A file that goes.
    Remove { path: String },
    /// A file that moves.
    Rename { from: String, to: String },
}

/// All files of a commit by path. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    files: BTreeMap<String, Rc<File>>,
    moved: BTreeMap<String, String>,
}

impl Tree {
    /// Every path.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }

    /// The file at that path.
    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path).map(Rc::as_ref)
    }

    /// The text at that path.
    pub(crate) fn text(&self, path: &str) -> Option<&Text> {
        match self.file(path)? {
            File::Text(text) => Some(text),
            File::Binary(_) => None,
        }
    }

    /// Applies a change, and returns the paths that it is about. A change of something that is gone
    /// is dropped, as in a merge by hand.
    pub(crate) fn apply(&mut self, change: &Change) -> BTreeSet<String> {
        match change {
            Change::Put { path, file } => {
                self.files.insert(path.clone(), file.clone());
                BTreeSet::from([path.clone()])
            }
            Change::Remove { path } => {
                let path = self.now(path);
                self.files.remove(&path);
                BTreeSet::from([path])
            }
            Change::Rename { from, to } => {
                let from = self.now(from);
                if let Some(file) = self.files.remove(&from) {
                    self.files.insert(to.clone(), file);
                    self.moved.insert(from.clone(), to.clone());
                }
                BTreeSet::from([from, to.clone()])
            }
            Change::Add { path, block } => self.change_text(path, |text| {
                if !text.blocks.iter().any(|other| other.id == block.id) {
                    text.blocks.push(block.clone());
                }
            }),
            Change::Edit { path, block } => self.change_text(path, |text| {
                if let Some(other) = text.blocks.iter_mut().find(|other| other.id == block.id) {
                    other.lines.clone_from(&block.lines);
                }
            }),
            Change::Header { path, lines } => {
                self.change_text(path, |text| text.header.clone_from(lines))
            }
        }
    }

    fn change_text(&mut self, path: &str, change: impl FnOnce(&mut Text)) -> BTreeSet<String> {
        let path = self.now(path);
        if let Some(File::Text(text)) = self.files.get_mut(&path).map(Rc::make_mut) {
            change(text);
        }
        BTreeSet::from([path])
    }

    /// Current path of the file that stood at `path`.
    fn now(&self, path: &str) -> String {
        match self.moved.get(path) {
            Some(moved) if !self.files.contains_key(path) => moved.clone(),
            _ => path.to_owned(),
        }
    }
}

impl File {
    /// Content as it stands in git.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Binary(bytes) => bytes.clone(),
            Self::Text(text) => text
                .lines()
                .into_iter()
                .fold(Vec::new(), |mut bytes, line| {
                    bytes.extend_from_slice(line.as_bytes());
                    bytes.push(b'\n');
                    bytes
                }),
        }
    }
}

impl Text {
    /// The 1-based line at which a block starts.
    pub(crate) fn line_of(&self, id: u64) -> Option<u64> {
        let mut line = self.header.len() + 1;
        for block in &self.blocks {
            if block.id == id {
                return u64::try_from(line).ok();
            }
            line += block.lines.len() + usize::from(self.joint == Joint::Blank);
        }
        None
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = self.header.clone();
        let last = self.blocks.len().saturating_sub(1);
        for (at, block) in self.blocks.iter().enumerate() {
            lines.extend(block.lines.iter().cloned());
            match self.joint {
                Joint::Blank if at < last => lines.push(String::new()),
                Joint::Comma if at < last => {
                    if let Some(end) = lines.last_mut() {
                        end.push(',');
                    }
                }
                _ => {}
            }
        }
        lines.extend(self.footer.iter().cloned());
        lines
    }
}
