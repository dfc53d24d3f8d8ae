//! What a pull request does to the files.

use std::rc::Rc;

use super::{
    areas::{Area, TOPICS},
    content::{self, Topic},
    desk::Desk,
    origin::{self, FIXTURE},
    rng::Rng,
    tree::{Change, Tree},
};

/// A kind of work.
#[derive(Debug, Clone)]
pub(crate) enum Work {
    /// Another version of a dependency.
    Bump {
        package: &'static str,
        version: String,
    },
    /// A binary file anew.
    Fixture,
    /// One topic, in the way of an area.
    Habit {
        area: Area,
        topic: Topic,
        size: Size,
    },
    /// Given lines of files, found by how they start.
    Lines(Vec<Line>),
    /// A file elsewhere, its callers with it.
    Move { topic: Topic },
    /// A notice at the top of every source file.
    Notices,
    /// A file that goes.
    Remove { path: &'static str },
    /// Something, and then the opposite.
    Undone { area: Area, topic: Topic },
    /// Many topics at once, in the way of an area.
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
    /// How the line starts before.
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
}

/// How much is done in each file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    Large,
    Medium,
    Small,
    Tiny,
}

impl Work {
    /// The changes in order, for a branch that starts at `tree`.
    pub(crate) fn changes(&self, tree: &Tree, rng: &mut Rng) -> Vec<Change> {
        let mut desk = Desk::at(tree);
        match self {
            Self::Bump { package, version } => desk.bump(package, version, rng),
            Self::Fixture => {
                let file = Rc::new(origin::fixture(rng));
                desk.take(Change::Put {
                    path: FIXTURE.to_owned(),
                    file,
                });
            }
            Self::Habit { area, topic, size } => desk.habit(*area, *topic, *size, rng),
            Self::Lines(lines) => lines.iter().for_each(|line| desk.line(line)),
            Self::Move { topic } => desk.rename(*topic, rng),
            Self::Notices => desk.notices(),
            Self::Remove { path } => desk.take(Change::Remove {
                path: (*path).to_owned(),
            }),
            Self::Undone { area, topic } => desk.undone(*area, *topic, rng),
            Self::Wide { area, topics } => {
                let first = rng.below(TOPICS.len());
                for topic in TOPICS.iter().cycle().skip(first).take(*topics) {
                    desk.habit(*area, *topic, Size::Medium, rng);
                }
            }
            Self::Write { path, lines } => {
                let file = Rc::new(content::lines(lines));
                desk.take(Change::Put {
                    path: (*path).to_owned(),
                    file,
                });
            }
        }
        desk.changes
    }
}

impl Size {
    /// How many blocks of a file change.
    pub(crate) fn blocks(self, rng: &mut Rng) -> usize {
        match self {
            Self::Large => rng.between(4, 8),
            Self::Medium => rng.between(2, 4),
            Self::Small => rng.between(1, 2),
            Self::Tiny => 1,
        }
    }
}
