//! Git history of the scenarios, in the order of time, as one stream of `git fast-import`.

use std::collections::BTreeSet;

use super::{
    branch,
    clock::Moment,
    limits::own_chance,
    people::{AMARA, profile},
    rng::Rng,
    scenario::{Action, Scenario},
    tree::{Change, Tree},
    words,
};
use crate::{
    fast_import::{Commit, Mark, Stream},
    world::PersonId,
};

/// Commits of one scenario.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    /// Heads of the branch: when it was opened, then after each push.
    pub(crate) heads: Vec<Mark>,
    /// The main branch's commit that it was merged onto, and the merge.
    pub(crate) merge: Option<(Mark, Mark)>,
    /// Places of inline comments: path and line.
    pub(crate) places: Vec<(String, u64)>,
    changes: Vec<Change>,
}

/// The history as a whole.
#[derive(Debug)]
pub(crate) struct History {
    pub(crate) stream: Stream,
    /// The main branch's head.
    pub(crate) main: Mark,
    /// Outcomes in the order of the scenarios.
    pub(crate) outcomes: Vec<Outcome>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Started,
    Closed,
}

/// Writes the branches and merges of all scenarios, which are in the order of their numbers from 1 on.
pub(crate) fn write(scenarios: &[Scenario], tree: Tree, founded: Moment, rng: &mut Rng) -> History {
    let mut writer = Writer::new(tree, founded);
    let started = scenarios
        .iter()
        .enumerate()
        .map(|(at, scenario)| (scenario.started, Turn::Started, at));
    let closed = scenarios
        .iter()
        .enumerate()
        .filter_map(|(at, scenario)| Some((scenario.closed()?.at, Turn::Closed, at)));
    let mut turns: Vec<_> = started.chain(closed).collect();
    turns.sort_unstable();
    let mut outcomes: Vec<Option<Outcome>> = vec![None; scenarios.len()];
    for (_, turn, at) in turns {
        let (Some(scenario), Some(slot)) = (scenarios.get(at), outcomes.get_mut(at)) else {
            continue;
        };
        match (turn, slot.as_mut()) {
            (Turn::Started, _) => {
                let mut chance = own_chance(scenario).unwrap_or_else(|| rng.fork());
                *slot = Some(writer.branch(scenario, &mut chance));
            }
            (Turn::Closed, Some(outcome)) => writer.close(at + 1, scenario, outcome),
            (Turn::Closed, None) => {}
        }
    }
    History {
        stream: writer.stream,
        main: writer.main,
        outcomes: outcomes.into_iter().flatten().collect(),
    }
}

struct Writer {
    stream: Stream,
    main: Mark,
    tree: Tree,
}

impl Writer {
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

    /// Makes a scenario's branch with all its commits.
    fn branch(&mut self, scenario: &Scenario, rng: &mut Rng) -> Outcome {
        let mut tree = self.tree.clone();
        let changes = scenario.patch.changes(&tree, rng);
        let mut outcome = Outcome {
            heads: Vec::new(),
            merge: None,
            places: Vec::new(),
            changes: Vec::new(),
        };
        let mut parent = self.main;
        let mut touched: Vec<String> = Vec::new();
        let commits = scenario.commits.clamp(1, changes.len().max(1));
        let mut left = changes.into_iter();
        for commit in 0..commits {
            let share = left.len().div_ceil(commits - commit);
            let part: Vec<Change> = left.by_ref().take(share).collect();
            let at = between(scenario.started, scenario.opened, commit + 1, commits);
            let message = match commit {
                0 => scenario.title.as_str(),
                _ => words::follow_up(rng),
            };
            parent = self.commit(
                scenario,
                (at, message, parent),
                &part,
                &mut tree,
                &mut touched,
            );
            outcome.changes.extend(part);
        }
        outcome.heads.push(parent);
        for at in scenario.pushes() {
            let part: Vec<Change> = branch::amend(&tree, &touched, scenario.topic, rng)
                .into_iter()
                .collect();
            let message = words::follow_up(rng);
            parent = self.commit(
                scenario,
                (at, message, parent),
                &part,
                &mut tree,
                &mut touched,
            );
            outcome.changes.extend(part);
            outcome.heads.push(parent);
        }
        outcome.places = places(&outcome.changes, &tree);
        outcome
    }

    fn commit(
        &mut self,
        scenario: &Scenario,
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
        let stamp = profile(scenario.author).stamp(at);
        let commit = Commit {
            branch: &scenario.branch,
            author: &stamp,
            committer: &stamp,
            message: &format!("{message}\n"),
            parents: &[parent],
        };
        self.stream.commit(&commit, contents(tree, paths))
    }

    /// Merges a branch, or gives it up; its name goes either way.
    fn close(&mut self, number: usize, scenario: &Scenario, outcome: &mut Outcome) {
        if let (Some(head), Some(step)) = (outcome.heads.last(), scenario.closed())
            && step.action == Action::Merged
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
                message: &merge_message(number, scenario),
                parents: &[self.main, *head],
            };
            let merge = self.stream.commit(&commit, contents(&self.tree, paths));
            outcome.merge = Some((self.main, merge));
            self.main = merge;
        }
        self.stream.delete_branch(&scenario.branch);
    }
}

/// Bytes of the files at the paths; none for those that are gone.
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
fn merge_message(number: usize, scenario: &Scenario) -> String {
    let mut message = format!(
        "Merged in {} (pull request #{number})\n\n{}\n",
        scenario.branch, scenario.title
    );
    let mut approved: Vec<PersonId> = Vec::new();
    for step in scenario
        .steps
        .iter()
        .filter(|step| step.action == Action::Approved)
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

/// Final places of the changed blocks: paths and lines.
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
