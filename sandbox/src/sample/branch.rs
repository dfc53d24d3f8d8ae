//! A branch: its tree so far, and the changes made on it.

use std::rc::Rc;

use super::{
    areas::{Area, TOPICS},
    content::{self, Kind, Topic},
    initial_tree::{self, LOCK, MANIFEST},
    patch::{Line, Size},
    rng::Rng,
    tree::{Block, Change, Text, Tree},
};

/// A branch while changes are made on it.
pub(crate) struct Branch {
    tree: Tree,
    pub(crate) changes: Vec<Change>,
}

impl Branch {
    /// A branch that starts at `tree`.
    pub(crate) fn starting_at(tree: &Tree) -> Self {
        Self {
            tree: tree.clone(),
            changes: Vec::new(),
        }
    }

    pub(crate) fn apply(&mut self, change: Change) {
        self.tree.apply(&change);
        self.changes.push(change);
    }

    pub(crate) fn change_topic(&mut self, area: Area, topic: Topic, size: Size, rng: &mut Rng) {
        if area == Area::Data {
            let number = self
                .tree
                .paths()
                .filter(|path| path.starts_with("migrations/"))
                .count()
                + 1;
            let verb = rng.one_of(&[
                "add_index_to",
                "extend",
                "index",
                "widen",
                "backfill",
                "relax",
            ]);
            let path = initial_tree::migration(number, verb, topic);
            let blocks = rng.between(1, 3);
            let file = Rc::new(content::file(&path, topic, blocks, rng));
            self.apply(Change::Put { path, file });
        }
        for path in area.touched(topic, rng) {
            for _ in 0..size.blocks(rng) {
                self.work_on(&path, topic, rng);
            }
        }
    }

    fn work_on(&mut self, path: &str, topic: Topic, rng: &mut Rng) {
        let kind = Kind::of(path);
        let change = if !kind.is_generated() && rng.chance(22) {
            let block = content::block(kind, topic, rng);
            Some(Change::Add {
                path: path.to_owned(),
                block,
            })
        } else {
            edit(&self.tree, path, topic, rng)
        };
        if let Some(change) = change {
            self.apply(change);
        }
    }

    pub(crate) fn edit_line(&mut self, line: &Line) {
        let Some(text) = self.tree.text(line.path) else {
            return;
        };
        let starts = |block: &&Block| {
            block
                .lines
                .first()
                .is_some_and(|first| first.starts_with(line.from))
        };
        if let Some(block) = text.blocks.iter().find(starts) {
            let block = Block {
                id: block.id,
                lines: vec![line.to.to_owned()],
            };
            self.apply(Change::Edit {
                path: line.path.to_owned(),
                block,
            });
        }
    }

    pub(crate) fn bump(&mut self, package: &str, version: &str, rng: &mut Rng) {
        for (path, mark) in [
            (LOCK, format!("name = \"{package}\"")),
            (MANIFEST, format!("{package} = ")),
        ] {
            let Some(text) = self.tree.text(path) else {
                continue;
            };
            let holds = |block: &&Block| block.lines.iter().any(|line| line.starts_with(&mark));
            let Some(block) = text.blocks.iter().find(holds) else {
                continue;
            };
            let lines = block.lines.iter().map(|line| match line.split_once(" = ") {
                Some(("version", _)) => format!("version = \"{version}\""),
                Some(("checksum", _)) => {
                    format!("checksum = \"{:016x}{:016x}\"", rng.next(), rng.next())
                }
                Some((name, _)) if name == package => format!("{package} = \"{version}\""),
                _ => line.clone(),
            });
            let block = Block {
                id: block.id,
                lines: lines.collect(),
            };
            self.apply(Change::Edit {
                path: path.to_owned(),
                block,
            });
        }
    }

    pub(crate) fn move_helpers(&mut self, topic: Topic, rng: &mut Rng) {
        let to = format!("core/support/{}_helpers.rs", topic.0);
        self.apply(Change::Rename {
            from: initial_tree::helpers(topic),
            to: to.clone(),
        });
        self.work_on(&to, topic, rng);
        for name in ["rules", "store"] {
            self.work_on(&format!("core/{}/{name}.rs", topic.0), topic, rng);
        }
    }

    pub(crate) fn add_notices(&mut self) {
        let paths: Vec<String> = self.tree.paths().cloned().collect();
        for path in paths {
            let (Some(prefix), Some(text)) =
                (Kind::of(&path).comment_prefix(), self.tree.text(&path))
            else {
                continue;
            };
            let mut lines = vec![
                format!("{prefix} Copyright Tidewater Software. All rights reserved."),
                format!("{prefix} See LICENSE.md in the root folder for what you may do with it."),
                String::new(),
            ];
            lines.extend(text.header.iter().cloned());
            self.apply(Change::Header { path, lines });
        }
    }

    pub(crate) fn revert(&mut self, area: Area, topic: Topic, rng: &mut Rng) {
        let before = self.tree.clone();
        for path in area.files(topic).take(1) {
            let old = before.text(&path).and_then(|text| rng.pick(&text.blocks));
            let Some(old) = old.cloned() else {
                continue;
            };
            let block = content::edited(Kind::of(&path), topic, &old, rng);
            self.apply(Change::Edit {
                path: path.clone(),
                block,
            });
            self.apply(Change::Edit { path, block: old });
        }
    }
}

/// One more small change of what a branch has touched, as a review brings it about.
pub(crate) fn amend(
    tree: &Tree,
    touched: &[String],
    topic: Topic,
    rng: &mut Rng,
) -> Option<Change> {
    let path = rng.pick(touched)?;
    edit(tree, path, topic, rng)
}

fn edit(tree: &Tree, path: &str, topic: Topic, rng: &mut Rng) -> Option<Change> {
    let kind = Kind::of(path);
    let block = block_for(tree.text(path)?, kind, topic, rng)?;
    let block = content::edited(kind, topic, block, rng);
    Some(Change::Edit {
        path: path.to_owned(),
        block,
    })
}

/// The block that belongs to the topic where a file is made by a tool; else any.
fn block_for<'a>(text: &'a Text, kind: Kind, topic: Topic, rng: &mut Rng) -> Option<&'a Block> {
    if kind.is_generated() {
        let place = TOPICS.iter().position(|other| *other == topic)?;
        return text.blocks.get(place);
    }
    rng.pick(&text.blocks)
}
