//! Plays the stories through, in the order of time, and writes what git keeps of them.

use std::collections::BTreeSet;

use super::{
    clock::Moment,
    desk,
    people::{AMARA, profile},
    rng::Rng,
    story::{Deed, Story},
    tree::{Change, Tree},
    words,
};
use crate::{
    stream::{Commit, Mark, Stream},
    world::PersonId,
};

/// What became of a story in git.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    /// Heads of the branch: when it was opened, then after each push.
    pub(crate) heads: Vec<Mark>,
    /// The main branch's commit that it was merged onto, and the merge.
    pub(crate) merge: Option<(Mark, Mark)>,
    /// Places that remarks can be about: path and line.
    pub(crate) places: Vec<(String, u64)>,
    changes: Vec<Change>,
}

/// The history as a whole.
#[derive(Debug)]
pub(crate) struct History {
    pub(crate) stream: Stream,
    /// The main branch's head.
    pub(crate) main: Mark,
    /// In the order of the stories.
    pub(crate) outcomes: Vec<Outcome>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Started,
    Closed,
}

/// Plays all stories, which are in the order of their numbers from 1 on.
pub(crate) fn play(stories: &[Story], tree: Tree, founded: Moment, rng: &mut Rng) -> History {
    let mut player = Player::new(tree, founded);
    let started = stories
        .iter()
        .enumerate()
        .map(|(at, story)| (story.started, Turn::Started, at));
    let closed = stories
        .iter()
        .enumerate()
        .filter_map(|(at, story)| Some((story.closed()?.at, Turn::Closed, at)));
    let mut turns: Vec<_> = started.chain(closed).collect();
    turns.sort_unstable();
    let mut outcomes: Vec<Option<Outcome>> = vec![None; stories.len()];
    for (_, turn, at) in turns {
        let (Some(story), Some(slot)) = (stories.get(at), outcomes.get_mut(at)) else {
            continue;
        };
        match (turn, slot.as_mut()) {
            (Turn::Started, _) => *slot = Some(player.branch(story, &mut rng.fork())),
            (Turn::Closed, Some(outcome)) => player.close(at + 1, story, outcome),
            (Turn::Closed, None) => {}
        }
    }
    History {
        stream: player.stream,
        main: player.main,
        outcomes: outcomes.into_iter().flatten().collect(),
    }
}

struct Player {
    stream: Stream,
    main: Mark,
    tree: Tree,
}

impl Player {
    fn new(tree: Tree, founded: Moment) -> Self {
        let mut stream = Stream::default();
        let stamp = profile(AMARA).stamp(founded);
        let first = Commit {
            branch: "main",
            author: &stamp,
            committer: &stamp,
            message: "Take the code over from the old repository\n",
            parents: &[],
        };
        let paths: BTreeSet<String> = tree.paths().cloned().collect();
        let main = stream.commit(&first, contents(&tree, paths));
        Self { stream, main, tree }
    }

    /// Makes a story's branch with all its commits.
    fn branch(&mut self, story: &Story, rng: &mut Rng) -> Outcome {
        let mut tree = self.tree.clone();
        let changes = story.work.changes(&tree, rng);
        let mut outcome = Outcome {
            heads: Vec::new(),
            merge: None,
            places: Vec::new(),
            changes: Vec::new(),
        };
        let mut parent = self.main;
        let mut touched: Vec<String> = Vec::new();
        let commits = story.commits.clamp(1, changes.len().max(1));
        let mut left = changes.into_iter();
        for commit in 0..commits {
            let share = left.len().div_ceil(commits - commit);
            let part: Vec<Change> = left.by_ref().take(share).collect();
            let at = between(story.started, story.opened, commit + 1, commits);
            let message = match commit {
                0 => story.title.as_str(),
                _ => words::follow_up(rng),
            };
            parent = self.commit(story, (at, message, parent), &part, &mut tree, &mut touched);
            outcome.changes.extend(part);
        }
        outcome.heads.push(parent);
        for at in story.pushes() {
            let part: Vec<Change> = desk::amend(&tree, &touched, story.topic, rng)
                .into_iter()
                .collect();
            let message = words::follow_up(rng);
            parent = self.commit(story, (at, message, parent), &part, &mut tree, &mut touched);
            outcome.changes.extend(part);
            outcome.heads.push(parent);
        }
        outcome.places = places(&outcome.changes, &tree);
        outcome
    }

    fn commit(
        &mut self,
        story: &Story,
        (at, message, parent): (Moment, &str, Mark),
        changes: &[Change],
        tree: &mut Tree,
        touched: &mut Vec<String>,
    ) -> Mark {
        let paths: BTreeSet<String> = changes
            .iter()
            .flat_map(|change| tree.apply(change))
            .collect();
        touched.extend(paths.iter().cloned());
        let stamp = profile(story.author).stamp(at);
        let commit = Commit {
            branch: &story.branch,
            author: &stamp,
            committer: &stamp,
            message: &format!("{message}\n"),
            parents: &[parent],
        };
        self.stream.commit(&commit, contents(tree, paths))
    }

    /// Merges a branch, or gives it up; its name goes either way.
    fn close(&mut self, number: usize, story: &Story, outcome: &mut Outcome) {
        if let (Some(head), Some(step)) = (outcome.heads.last(), story.closed())
            && step.deed == Deed::Merged
        {
            let changed = outcome
                .changes
                .iter()
                .flat_map(|change| self.tree.apply(change));
            let paths: BTreeSet<String> = changed.collect();
            let stamp = profile(step.by).stamp(step.at);
            let commit = Commit {
                branch: "main",
                author: &stamp,
                committer: &stamp,
                message: &merge_message(number, story),
                parents: &[self.main, *head],
            };
            let merge = self.stream.commit(&commit, contents(&self.tree, paths));
            outcome.merge = Some((self.main, merge));
            self.main = merge;
        }
        self.stream.delete_branch(&story.branch);
    }
}

/// What git is told about paths: their bytes, or that they are gone.
fn contents(
    tree: &Tree,
    paths: BTreeSet<String>,
) -> impl Iterator<Item = (String, Option<Vec<u8>>)> {
    paths.into_iter().map(|path| {
        let bytes = tree.file(&path).map(super::tree::File::bytes);
        (path, bytes)
    })
}

/// A merge commit's message in Bitbucket's form.
fn merge_message(number: usize, story: &Story) -> String {
    let mut message = format!(
        "Merged in {} (pull request #{number})\n\n{}\n",
        story.branch, story.title
    );
    let mut approved: Vec<PersonId> = Vec::new();
    for step in story
        .steps
        .iter()
        .filter(|step| step.deed == Deed::Approved)
    {
        if !approved.contains(&step.by) {
            approved.push(step.by);
        }
    }
    if !approved.is_empty() {
        message.push('\n');
    }
    for person in approved {
        message.push_str(&format!("Approved-by: {}\n", profile(person).name));
    }
    message
}

/// The `part`th of `parts` moments that end at `end`.
fn between(start: Moment, end: Moment, part: usize, parts: usize) -> Moment {
    let share = |value: usize| i64::try_from(value).unwrap_or(1);
    let ahead = (end.0 - start.0) * share(part) / share(parts + 1).max(1);
    Moment(start.0 + ahead)
}

/// Where the changed blocks stand in the end.
fn places(changes: &[Change], tree: &Tree) -> Vec<(String, u64)> {
    let mut places: Vec<(String, u64)> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Add { path, block } | Change::Edit { path, block } => {
                Some((path.clone(), tree.text(path)?.line_of(block.id)?))
            }
            Change::Put { path, .. } => Some((path.clone(), 1)),
            Change::Header { .. } | Change::Remove { .. } | Change::Rename { .. } => None,
        })
        .collect();
    places.dedup();
    places
}
