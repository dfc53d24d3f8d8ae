//! A product's repository and the people around it, made up from a seed.
//!
//! First comes the plan: `plan` tells what is merged by now and `scripts` what is open, as
//! stories without a single commit (`story`). `history` then plays the stories in the order of
//! time over a `tree` of files whose blocks change in the way of their area (`areas`, `work`,
//! `content`), and writes one stream for git. At last `assemble` puts the hashes
//! that git answers into the world's pull requests.

mod areas;
mod assemble;
mod clock;
mod content;
mod desk;
mod history;
mod landed;
mod ongoing;
mod origin;
mod people;
mod plan;
mod rng;
mod scripts;
mod story;
mod talk;
mod tree;
mod words;
mod work;
mod written;

use std::path::Path;

use jiff::Timestamp;

use crate::{
    stream::{Import, MakeError},
    world::{Repository, Workspace, World},
};
use clock::Moment;
use rng::Rng;

/// Makes a bare repository in `directory`, which is empty or missing, and the world around it: 13
/// accounts, 400 merged, 3 declined and 25 open pull requests of the 14 months before `now`. The
/// same seed and the same second give the same hashes.
///
/// # Errors
/// If the folder holds something or cannot be written, or if git is missing or refuses.
pub fn build(directory: &Path, seed: u64, now: Timestamp) -> Result<World, MakeError> {
    let mut rng = Rng::new(seed);
    let now = Moment::from(now);
    let founded = now.plus(-plan::SPAN - 30 * plan::DAY);
    let people = people::people(&mut rng, founded);
    let tree = origin::tree(&mut rng);
    let mut stories = plan::closed(now, &mut rng);
    stories.extend(ongoing::stories(scripts::open(), now, &mut rng));
    stories.sort_by_key(|story| story.opened);

    let history = history::play(&stories, tree, founded, &mut rng);
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
        pull_requests: Vec::with_capacity(stories.len()),
        default_reviewers: people::DEFAULT_REVIEWERS.to_vec(),
        statuses: std::collections::BTreeMap::new(),
    };
    for ((story, outcome), id) in stories.iter().zip(&history.outcomes).zip(1..) {
        let pull = assemble::pull_request(id, story, outcome, &hashes, &main, &mut rng);
        let builds = assemble::builds(id, story, &mut rng);
        world.statuses.insert(pull.source.commit.clone(), builds);
        world.pull_requests.push(pull);
    }
    assemble::number(&mut world.pull_requests);
    Ok(world)
}
