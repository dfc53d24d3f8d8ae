//! A pull request's effect on the files.

use std::rc::Rc;

use super::{
    areas::{Area, TOPICS},
    branch::Branch,
    content::{self, Topic},
    initial_tree::{self, FIXTURE},
    limits::Limit,
    rng::Rng,
    tree::{Change, Tree},
};

/// Changes that a pull request makes to the files.
#[derive(Debug, Clone)]
pub(crate) enum Patch {
    /// Another version of a dependency.
    Bump {
        package: &'static str,
        version: String,
    },
    /// Other content of a binary file.
    Fixture,
    /// The files that an area usually changes together for one topic.
    Feature {
        area: Area,
        topic: Topic,
        size: Size,
    },
    /// A limit on a call.
    Limit(Limit),
    /// Given lines of files, found by how they start.
    Lines(Vec<Line>),
    /// A file elsewhere, its callers with it.
    Move { topic: Topic },
    /// A notice at the top of every source file.
    Notices,
    /// A file that goes.
    Remove { path: &'static str },
    /// A change, and its revert.
    Reverted { area: Area, topic: Topic },
    /// The files of an area for many topics at once.
    Wide { area: Area, topics: usize },
    /// A new file.
    Write {
        path: &'static str,
        lines: &'static [&'static str],
    },
}

/// A line that becomes another one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub(crate) path: &'static str,
    /// Start of the line before the change.
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
}

/// Amount of work in each file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    Large,
    Medium,
    Small,
    Tiny,
}

impl Patch {
    /// The changes in order, for a branch that starts at `tree`.
    pub(crate) fn changes(&self, tree: &Tree, rng: &mut Rng) -> Vec<Change> {
        let mut branch = Branch::starting_at(tree);
        match self {
            Self::Bump { package, version } => branch.bump(package, version, rng),
            Self::Fixture => {
                let file = Rc::new(initial_tree::fixture(rng));
                branch.apply(Change::Put {
                    path: FIXTURE.to_owned(),
                    file,
                });
            }
            Self::Feature { area, topic, size } => branch.change_topic(*area, *topic, *size, rng),
            Self::Limit(limit) => {
                let changes = limit.changes().into_iter();
                changes.for_each(|change| branch.apply(change));
            }
            Self::Lines(lines) => lines.iter().for_each(|line| branch.edit_line(line)),
            Self::Move { topic } => branch.move_helpers(*topic, rng),
            Self::Notices => branch.add_notices(),
            Self::Remove { path } => branch.apply(Change::Remove {
                path: (*path).to_owned(),
            }),
            Self::Reverted { area, topic } => branch.revert(*area, *topic, rng),
            Self::Wide { area, topics } => {
                let first = rng.below(TOPICS.len());
                for topic in TOPICS.iter().cycle().skip(first).take(*topics) {
                    branch.change_topic(*area, *topic, Size::Medium, rng);
                }
            }
            Self::Write { path, lines } => {
                let file = Rc::new(content::lines(lines));
                branch.apply(Change::Put {
                    path: (*path).to_owned(),
                    file,
                });
            }
        }
        branch.changes
    }
}

impl Size {
    /// Number of blocks of a file that change.
    pub(crate) fn blocks(self, rng: &mut Rng) -> usize {
        match self {
            Self::Large => rng.between(4, 8),
            Self::Medium => rng.between(2, 4),
            Self::Small => rng.between(1, 2),
            Self::Tiny => 1,
        }
    }
}
