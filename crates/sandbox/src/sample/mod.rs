//! A product's repository and the people around it, made up from a seed.
//!
//! First comes the plan: `plan` tells what is merged by now and `scripts` what is open, as
//! stories without a single commit (`story`). `history` then plays the stories in the order of
//! time over a `tree` of files whose blocks change in the way of their area (`areas`, `work`,
//! `content`), and writes one stream for git (`stream`). At last `assemble` puts the hashes
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
mod stream;
mod talk;
mod tree;
mod words;
mod work;
mod written;

use std::{io, path::Path};

use jiff::Timestamp;

use crate::world::{Repository, Workspace, World};
use clock::Moment;
use rng::Rng;

/// Why there is no sample repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SampleError {
    /// git refused.
    #[error("git did not make the sample repository: {message}")]
    Git {
        /// What git wrote on its error stream.
        message: String,
    },
    /// git could not be started, or the folder not be written.
    #[error("the sample repository cannot be written: {0}")]
    Io(io::ErrorKind),
    /// git did not say which commits it made.
    #[error("git did not list the commits that it made")]
    Marks,
    /// The folder holds something already.
    #[error("the folder for the sample repository is not empty")]
    NotEmpty,
}

impl From<io::Error> for SampleError {
    fn from(error: io::Error) -> Self {
        Self::Io(error.kind())
    }
}

/// Makes a bare repository in `directory`, which is empty or missing, and the world around it: 13
/// accounts, 400 merged, 3 declined and 25 open pull requests of the 14 months before `now`. The
/// same seed and the same second give the same hashes.
///
/// # Errors
/// If the folder holds something or cannot be written, or if git is missing or refuses.
pub fn build(directory: &Path, seed: u64, now: Timestamp) -> Result<World, SampleError> {
    let mut rng = Rng::new(seed);
    let now = Moment::from(now);
    let founded = now.plus(-plan::SPAN - 30 * plan::DAY);
    let people = people::people(&mut rng, founded);
    let tree = origin::tree(&mut rng);
    let mut stories = plan::closed(now, &mut rng);
    stories.extend(ongoing::stories(scripts::open(), now, &mut rng));
    stories.sort_by_key(|story| story.opened);

    let history = history::play(&stories, tree, founded, &mut rng);
    let hashes = history.stream.import(directory)?;

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
