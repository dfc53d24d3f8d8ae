//! Verdict of git's merge on two changes: `merge-ort` with its defaults, as far as the diffs tell.

use super::change::{Content, FileHunks, LineRange, PathChange};

/// Result of merging the changes of two pull requests in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileMerge {
    /// git merges both by itself.
    Clean,
    /// git stops.
    Conflict(Conflict),
    /// Not known from the facts that were read.
    Unknown(Unknown),
}

/// Reason why git stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// Both replace these lines of the old version, differently.
    Lines(Vec<LineRange>),
    /// Both change a file that git does not merge by lines.
    Binary,
    /// Both change the mode, or the type, of the file.
    Mode,
    /// Both put a file at the same path, with different content.
    SamePath,
    /// Both rename the file, differently.
    Renames {
        /// Path that both start from.
        from: String,
    },
    /// One changes or renames the file, the other one removes it.
    Removed(Side),
    /// A file stands where the other one has a folder.
    FolderAndFile(Side),
}

/// Reason why it is not known whether git stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// A diff was not read.
    NotRead,
    /// The two start from different versions of the file, so that their lines cannot be compared.
    Versions,
    /// One moves files out of a folder that the other one adds to: if the folder is empty then, git asks
    /// whether the new file is to move too.
    Folder,
}

/// One of two pull requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one from which the pair is seen.
    This,
    /// The other one.
    Other,
}

/// Two changes of a file that both start from.
pub(super) fn of_one_file(ours: &FileHunks, theirs: &FileHunks) -> FileMerge {
    let (Some(our_path), Some(their_path)) = (ours.path(), theirs.path()) else {
        return FileMerge::Clean;
    };
    match (our_path, their_path) {
        (PathChange::Removed(_), PathChange::Removed(_)) => FileMerge::Clean,
        (PathChange::Removed(_), _) => FileMerge::Conflict(Conflict::Removed(Side::This)),
        (_, PathChange::Removed(_)) => FileMerge::Conflict(Conflict::Removed(Side::Other)),
        (PathChange::Renamed { from, to }, PathChange::Renamed { to: other, .. })
            if to != other =>
        {
            FileMerge::Conflict(Conflict::Renames {
                from: from.to_owned(),
            })
        }
        (PathChange::Renamed { .. }, _) if theirs.content == Content::Type => {
            FileMerge::Conflict(Conflict::Mode)
        }
        (_, PathChange::Renamed { .. }) if ours.content == Content::Type => {
            FileMerge::Conflict(Conflict::Mode)
        }
        _ => contents(ours, theirs),
    }
}

/// Two files at a path where both start from none, or from different ones.
pub(super) fn at_one_path(ours: &FileHunks, theirs: &FileHunks) -> FileMerge {
    if ours.content == Content::Unread || theirs.content == Content::Unread {
        return FileMerge::Unknown(Unknown::NotRead);
    }
    let is_new = |file: &FileHunks| file.old_path.is_none();
    // An empty file is what git takes both to start from.
    let is_empty = |file: &FileHunks| is_new(file) && !file.changes_content();
    let same = match (&ours.new_blob, &theirs.new_blob) {
        (Some(own), Some(other)) => same_blob(own, other),
        _ => {
            is_new(ours)
                && is_new(theirs)
                && ours.content == Content::Lines
                && theirs.content == Content::Lines
                && ours.new == theirs.new
        }
    };
    let merges = same || is_empty(ours) || is_empty(theirs);
    match merges && ours.new_mode == theirs.new_mode {
        true => FileMerge::Clean,
        false => FileMerge::Conflict(Conflict::SamePath),
    }
}

fn contents(ours: &FileHunks, theirs: &FileHunks) -> FileMerge {
    if ours.content == Content::Unread || theirs.content == Content::Unread {
        return FileMerge::Unknown(Unknown::NotRead);
    }
    let blobs = |own: &Option<String>, other: &Option<String>| {
        own.as_ref()
            .zip(other.as_ref())
            .map(|(own, other)| same_blob(own, other))
    };
    let is_type = ours.content == Content::Type || theirs.content == Content::Type;
    let is_mode = |file: &FileHunks| file.old_mode != file.new_mode;
    let modes_differ = is_mode(ours) && is_mode(theirs) && ours.new_mode != theirs.new_mode;
    if blobs(&ours.new_blob, &theirs.new_blob) == Some(true) && !is_type {
        return match modes_differ {
            true => FileMerge::Conflict(Conflict::Mode),
            false => FileMerge::Clean,
        };
    }
    if is_type {
        let same = ours.new_mode == theirs.new_mode
            && blobs(&ours.new_blob, &theirs.new_blob) == Some(true);
        return match same {
            true => FileMerge::Clean,
            false => FileMerge::Conflict(Conflict::Mode),
        };
    }
    if modes_differ {
        return FileMerge::Conflict(Conflict::Mode);
    }
    if !ours.changes_content() || !theirs.changes_content() {
        return FileMerge::Clean;
    }
    if ours.content == Content::Binary || theirs.content == Content::Binary {
        return FileMerge::Conflict(Conflict::Binary);
    }
    let lines = common(ours, theirs);
    if !lines.is_empty() {
        return FileMerge::Conflict(Conflict::Lines(lines));
    }
    match blobs(&ours.old_blob, &theirs.old_blob) {
        Some(false) => FileMerge::Unknown(Unknown::Versions),
        _ => FileMerge::Clean,
    }
}

impl FileHunks {
    fn changes_content(&self) -> bool {
        match self.content {
            Content::Lines => !self.old.is_empty(),
            Content::Unread | Content::Binary | Content::Type => true,
        }
    }
}

/// Returns whether two ids, each abbreviated as its diff needs it, are of the same content.
fn same_blob(one: &str, other: &str) -> bool {
    let length = one.len().min(other.len());
    one.get(..length) == other.get(..length)
}

/// Lines that both replace, and not by the same ones. Follows git's `xdl_do_merge`.
fn common(ours: &FileHunks, theirs: &FileHunks) -> Vec<LineRange> {
    let hunks = |file: &FileHunks| -> Vec<(LineRange, u64)> {
        file.old
            .iter()
            .copied()
            .zip(file.new.iter().copied())
            .collect()
    };
    let (ours, theirs) = (hunks(ours), hunks(theirs));
    let (mut ours, mut theirs) = (ours.iter().peekable(), theirs.iter().peekable());
    let mut found = Vec::new();
    while let (Some(own), Some(other)) = (ours.peek(), theirs.peek()) {
        if own != other {
            found.extend(own.0.meets(other.0));
        }
        // An unchanged line follows each range, so what ends first meets nothing that comes later.
        let (end, other_end) = (own.0.end, other.0.end);
        if end <= other_end {
            ours.next();
        }
        if other_end <= end {
            theirs.next();
        }
    }
    found
}
