//! A repository made of facts about pull requests: one JSON object a line with `id`, `author`,
//! `reviewers[]`, `created_on`, `merged_on?` and `files[] {path, old_path?, lines_added,
//! lines_removed}`. Without `merged_on` a pull request is open.
//!
//! The facts do not tell what is in the files, so that is made up, line by line, such that git
//! counts exactly the lines that the facts tell; every endpoint then answers from a real repository.
//! A merged pull request is one commit on the main branch, an open one is one commit on a branch of its
//! own that starts at the head of the main branch. When somebody approved is not told: at the
//! merge, then. What neither adds nor removes lines is a binary file, or a mere move.
//!
//! Making 20,000 commits takes a while. The folder therefore remembers which facts it was made of,
//! and what git answered; with the same facts it is opened again as it is.

mod files;
mod kept;
mod read;

use std::{collections::BTreeMap, fs, io, path::Path};

use jiff::Timestamp;

use crate::{
    fast_import::{Commit, Import, MakeError, Stamp, Stream},
    git::Signature,
    import::{People, slug, uuid},
    world::{
        Event, EventKind, PersonId, PullRequest, PullRequestState, Repository, Side, Workspace,
        World,
    },
};
use files::Files;
use read::Fact;

const MAIN: &str = "main";
/// Bytes that are collected before git gets them.
const CHUNK: usize = 1 << 20;

/// Error while making a repository of facts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactsError {
    /// There is not one pull request.
    #[error("the file holds no pull request")]
    Empty,
    /// A line is not as agreed.
    #[error("line {line} is no pull request: {reason}")]
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// Explanation of the error.
        reason: String,
    },
    /// The repository could not be made.
    #[error(transparent)]
    Make(#[from] MakeError),
    /// The file could not be read.
    #[error("the facts cannot be read: {0}")]
    Read(io::ErrorKind),
}

/// Makes a bare repository in `directory`, which is empty, missing or made of the same facts before,
/// and the world around it.
///
/// # Errors
/// [`FactsError`]
pub fn build(directory: &Path, file: &Path) -> Result<World, FactsError> {
    let text = fs::read_to_string(file).map_err(|error| FactsError::Read(error.kind()))?;
    let facts = read::facts(&text)?;
    let first = facts.first().ok_or(FactsError::Empty)?;
    let founded = facts
        .iter()
        .map(|fact| fact.created_on)
        .fold(first.created_on, Timestamp::min);
    let name = file.file_stem().map_or_else(
        || "facts".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    let hashes = match kept::hashes(directory, &text, facts.len() + 1) {
        Some(hashes) => hashes,
        None => {
            let hashes = commit(directory, &facts, founded)?;
            kept::keep(directory, &text, &hashes).map_err(MakeError::from)?;
            hashes
        }
    };

    let mut people = People::default();
    let merged = facts.iter().filter(|fact| fact.merged_on.is_some()).count();
    let mut pull_requests: Vec<PullRequest> = facts
        .iter()
        .zip(hashes.iter().skip(1))
        .enumerate()
        .filter_map(|(at, (fact, commit))| {
            let onto = hashes.get(at.min(merged))?;
            Some(pull_request(fact, onto, commit, &mut people))
        })
        .collect();
    pull_requests.sort_by_key(|pull| pull.id);
    Ok(World {
        workspace: Workspace {
            slug: "facts".to_owned(),
            name: "Facts".to_owned(),
            uuid: uuid("workspace", "facts"),
        },
        repository: Repository {
            slug: slug(&name),
            uuid: uuid("repository", &name),
            name,
            path: directory.to_owned(),
            main_branch: MAIN.to_owned(),
            created_on: founded,
        },
        people: people.into_people(),
        pull_requests,
        default_reviewers: Vec::new(),
        statuses: BTreeMap::new(),
    })
}

/// Makes all commits: first the files that were there before, then one for each fact, which tells
/// merged pull requests before open ones.
fn commit(directory: &Path, facts: &[Fact], founded: Timestamp) -> Result<Vec<String>, FactsError> {
    let mut import = Import::start(directory)?;
    let mut stream = Stream::default();
    let (mut files, contents) = Files::before(facts);
    let nobody = Stamp {
        name: "Nobody".to_owned(),
        email: "nobody@facts.example".to_owned(),
        at: founded.as_second(),
        zone: 0,
    };
    let first = Commit {
        branch: MAIN,
        author: &nobody,
        committer: &nobody,
        message: "Take over what was there\n",
        parents: &[],
    };
    let mut marks = vec![stream.commit(&first, contents.into_iter())];
    let mut head = marks.clone();
    for fact in facts {
        let stamp = |at: Timestamp| Stamp {
            name: fact.author.clone(),
            email: email(&fact.author),
            at: at.as_second(),
            zone: 0,
        };
        let (branch, changed) = match fact.merged_on {
            Some(_) => {
                let changes = fact.files.iter();
                let changed = changes.flat_map(|change| files.change(change));
                (MAIN.to_owned(), changed.collect())
            }
            None => (branch(fact), files.branch(&fact.files)),
        };
        let commit = Commit {
            branch: &branch,
            author: &stamp(fact.created_on),
            committer: &stamp(fact.merged_on.unwrap_or(fact.created_on)),
            message: &format!("{} (#{})\n", title(fact), fact.id),
            parents: &head,
        };
        let mark = stream.commit(&commit, changed.into_iter());
        marks.push(mark);
        if fact.merged_on.is_some() {
            head = vec![mark];
        }
        if stream.waiting() > CHUNK {
            import.take(&mut stream);
        }
    }
    let hashes = import.finish(stream)?;
    Ok(marks.into_iter().map(|mark| hashes.of(mark)).collect())
}

fn pull_request(fact: &Fact, onto: &str, commit: &str, people: &mut People) -> PullRequest {
    let mut known = |name: &str, at| -> PersonId {
        people.of(&Signature {
            name: name.to_owned(),
            email: email(name),
            at,
        })
    };
    let author = known(&fact.author, fact.created_on);
    let closed_on = fact.merged_on.unwrap_or(fact.created_on);
    let mut reviewers = Vec::new();
    for name in fact.reviewers.iter().filter(|name| **name != fact.author) {
        let reviewer = known(name, closed_on);
        if !reviewers.contains(&reviewer) {
            reviewers.push(reviewer);
        }
    }
    let event = |at, by, kind| Event { at, by, kind };
    let mut events = vec![event(fact.created_on, author, EventKind::Opened)];
    let closed_by = reviewers.first().copied().unwrap_or(author);
    let merge = fact.merged_on.map(|at| (at, closed_by));
    if let Some((at, closed_by)) = merge {
        let approved = |by: &PersonId| event(at, *by, EventKind::Approved);
        events.extend(reviewers.iter().map(approved));
        events.push(event(at, closed_by, EventKind::Merged));
    }
    let side = |branch: String, commit: &str| Side {
        branch,
        commit: commit.to_owned(),
    };
    PullRequest {
        id: fact.id,
        title: title(fact),
        description: String::new(),
        author,
        state: merge.map_or(PullRequestState::Open, |_| PullRequestState::Merged),
        draft: false,
        source: side(branch(fact), commit),
        destination: side(MAIN.to_owned(), onto),
        close_source_branch: merge.is_some(),
        merge_commit: merge.map(|_| commit.to_owned()),
        closed_by: merge.map(|(_, by)| by),
        created_on: fact.created_on,
        updated_on: closed_on,
        reviewers,
        events,
        comments: Vec::new(),
        tasks: Vec::new(),
        gone: None,
    }
}

fn branch(fact: &Fact) -> String {
    format!("pull/{}", fact.id)
}

fn title(fact: &Fact) -> String {
    match fact.files.as_slice() {
        [] => "Change nothing".to_owned(),
        [only] => format!("Change {}", only.path),
        [first, rest @ ..] => format!("Change {} and {} more", first.path, rest.len()),
    }
}

fn email(name: &str) -> String {
    format!("{}@facts.example", slug(name))
}
