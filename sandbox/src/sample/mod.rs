//! A product's repository and the people around it, made up from a seed.
//!
//! A `scenario` describes a pull request before it has commits: `closed` and `merged` list those that
//! are over, with the course of their `review`, `open` those that are not. `history` takes the
//! scenarios in the order of time: each makes a `branch` of a `tree` of files, a `patch` changes the
//! files that go together in an area (`areas`, `content`), and one stream for git takes the commits.
//! Last, `pull_request` puts the hashes that git answers into the world's pull requests.

mod areas;
mod branch;
mod clock;
mod closed;
mod content;
mod fixed_files;
mod history;
mod initial_tree;
mod limits;
mod merged;
mod open;
mod patch;
mod people;
mod pull_request;
mod review;
mod rng;
mod scenario;
mod tree;
mod words;

use std::path::Path;

use jiff::Timestamp;

use crate::{
    fast_import::{Import, MakeError},
    world::{Repository, Workspace, World},
};
use clock::Moment;
use rng::Rng;

/// Makes a bare repository in `directory`, which is empty or missing, and the world around it: 13
/// accounts, 410 merged, 3 declined and 25 open pull requests of the 14 months before `now`. The
/// same seed and the same second give the same hashes.
///
/// # Errors
/// If the folder holds something or cannot be written, or if git is missing or refuses.
pub fn build(directory: &Path, seed: u64, now: Timestamp) -> Result<World, MakeError> {
    let mut rng = Rng::new(seed);
    let now = Moment::from(now);
    let founded = now.plus(-closed::SPAN - 30 * closed::DAY);
    let people = people::people(&mut rng, founded);
    let tree = initial_tree::tree(&people, &mut rng);
    let mut scenarios = closed::scenarios(now, &mut rng);
    scenarios.extend(open::scenarios(now, &mut rng));
    scenarios.extend(limits::scenarios(now));
    scenarios.sort_by_key(|scenario| scenario.opened);

    let history = history::write(&scenarios, tree, founded, &mut rng);
    let hashes = Import::start(directory)?.finish(history.stream)?;

    let main = hashes.of(history.main);
    let mut world = World {
        workspace: Workspace {
            slug: "tidewater".to_owned(),
            name: "Tidewater Software".to_owned(),
            uuid: rng.uuid(),
        },
        repository: Repository {
            slug: "freightline".to_owned(),
            name: "Freightline".to_owned(),
            uuid: rng.uuid(),
            path: directory.to_owned(),
            main_branch: "main".to_owned(),
            created_on: founded.timestamp(),
        },
        people,
        pull_requests: Vec::with_capacity(scenarios.len()),
        default_reviewers: people::DEFAULT_REVIEWERS.to_vec(),
        statuses: std::collections::BTreeMap::new(),
    };
    for ((scenario, outcome), id) in scenarios.iter().zip(&history.outcomes).zip(1..) {
        let mut own = limits::own_chance(scenario);
        let rng = own.as_mut().unwrap_or(&mut rng);
        let pull = pull_request::pull_request(id, scenario, outcome, &hashes, &main, rng);
        let builds = pull_request::builds(id, scenario, rng);
        world.statuses.insert(pull.source.commit.clone(), builds);
        world.pull_requests.push(pull);
    }
    pull_request::number(&mut world.pull_requests);
    Ok(world)
}
