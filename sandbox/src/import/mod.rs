//! Makes a world of any local clone, read only: merged pull requests from what merging left in
//! commit messages, open ones from branches that the main branch does not have.
//!
//! Three questions to git are enough, however many pull requests there are: the log of the main
//! branch, the branches ahead of it, and their log. What git cannot know (comments, tasks, builds,
//! reviewers of what is open) stays empty rather than invented.

mod history;
mod identity;
mod merged;
mod message;
mod open;
mod people;

use std::{collections::BTreeMap, path::Path};

use jiff::Timestamp;

use crate::{
    git::{Git, GitError, Walk},
    world::{Repository, Workspace, World},
};
use history::History;
pub(crate) use identity::{slug, uuid};
pub(crate) use people::People;

/// Commits of the main branch that are looked at, the newest.
const COMMITS: usize = 30_000;
/// Commits of open branches that are looked at, the newest.
const OPEN_COMMITS: usize = 10_000;

/// Reads the clone at a path. Nothing is later than `now`.
///
/// # Errors
///
/// [`GitError::NoRepository`] and [`GitError::NoMainBranch`] where there is nothing to read;
/// otherwise what went wrong with git.
pub async fn load(path: &Path, now: Timestamp) -> Result<World, GitError> {
    let git = Git::open(path)?;
    let main = git.main_branch().await?;
    let walk = Walk {
        include: vec![main.head.clone()],
        most: Some(COMMITS),
        ..Walk::default()
    };
    let log = git.log(&walk).await?;
    let branches = git.branches_ahead_of(&main.head).await?;
    let walk = Walk {
        include: branches.iter().map(|branch| branch.head.clone()).collect(),
        exclude: vec![main.head.clone()],
        most: Some(OPEN_COMMITS),
        ..Walk::default()
    };
    let ahead = match branches.is_empty() {
        true => Vec::new(),
        false => git.log(&walk).await?,
    };

    let mut people = People::default();
    if let Some(newest) = log.first() {
        people.of(&newest.author);
    }
    let history = History::of(&log, &main.head);
    let mut pull_requests = merged::pull_requests(&history, &main.name, &mut people);
    let first_free = pull_requests.iter().map(|pull| pull.id + 1).max();
    pull_requests.extend(open::pull_requests(
        &branches,
        &History::of(&ahead, &main.head),
        &main,
        first_free.unwrap_or(1),
        &mut people,
    ));
    for pull in &mut pull_requests {
        not_after(now, pull);
    }
    let oldest = log.iter().map(|commit| commit.author.at).min();
    Ok(World {
        workspace: Workspace {
            slug: "local".to_owned(),
            name: "Local".to_owned(),
            uuid: identity::uuid("workspace", "local"),
        },
        repository: repository(path, main.name, oldest.unwrap_or(now).min(now)),
        people: people.into_people(),
        pull_requests,
        default_reviewers: Vec::new(),
        statuses: BTreeMap::new(),
    })
}

fn not_after(now: Timestamp, pull: &mut crate::world::PullRequest) {
    pull.created_on = pull.created_on.min(now);
    pull.updated_on = pull.updated_on.min(now);
    for event in &mut pull.events {
        event.at = event.at.min(now);
    }
}

fn repository(path: &Path, main_branch: String, created_on: Timestamp) -> Repository {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let name = name(&path);
    Repository {
        slug: identity::slug(&name),
        uuid: identity::uuid("repository", &name),
        name,
        path,
        main_branch,
        created_on,
    }
}

/// The name of the folder of a clone, whether the path is that of the folder, of `.git` inside it
/// or of a bare `name.git`.
fn name(path: &Path) -> String {
    let own = |path: &Path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let name = name.strip_suffix(".git").unwrap_or(&name).to_owned();
        Some(name).filter(|name| !name.is_empty())
    };
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    own(&path)
        .or_else(|| own(path.parent()?))
        .unwrap_or_else(|| "repository".to_owned())
}
