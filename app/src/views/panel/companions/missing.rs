//! What is missing, as far as is known.

use bitbucket_cloud::FileChange;
use sightline_insight::{
    FileChange as Changed,
    companions::{Companions, MIN_PAST, Present},
};

use crate::{desk::Desk, facts::changed, history::Past, load::Load, settings::Settings};

/// What history says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// These files are missing, the likeliest first, out of so many merged pull requests.
    Missing(Vec<Missing>, usize),
    /// Nothing: only so many merged pull requests tell something.
    TooLittle(usize),
}

/// A missing file and why it is thought to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missing {
    /// Where it is.
    pub(crate) path: String,
    /// The file of this change that it changed with.
    pub(crate) with: String,
    /// In how many of its changes.
    pub(crate) shared: u32,
    /// Out of so many.
    pub(crate) changes: u32,
}

/// What is missing.
pub(crate) fn found(desk: Desk) -> Load<Told> {
    let Some(found) = desk.settings.rules() else {
        return Load::Loading;
    };
    match (&*desk.known.past.get(), desk.files.get()) {
        (Load::Ready(past), Load::Ready(files)) => Load::Ready(told(past, &files, &found.settings)),
        (_, Load::Failed(error)) => Load::Failed(error),
        (Load::Failed(error), _) => Load::Failed(error.clone()),
        (Load::Loading, _) | (_, Load::Loading) => Load::Loading,
    }
}

fn told(past: &Past, files: &[FileChange], settings: &Settings) -> Told {
    let history = &past.history;
    let companions = Companions::of(history);
    if companions.calibrated() < MIN_PAST {
        return Told::TooLittle(companions.calibrated());
    }
    let files: Vec<Changed> = files.iter().map(changed).collect();
    let warnings = companions.warnings(history, &Present::of(history, &files));
    let rules = &settings.companions;
    let missing = warnings.iter().filter_map(|one| {
        let path = history.path(one.file);
        let said = one.shared >= rules.together && !rules.ignores(path);
        said.then(|| Missing {
            path: path.to_owned(),
            with: history.path(one.with).to_owned(),
            shared: one.shared,
            changes: one.changes,
        })
    });
    Told::Missing(missing.collect(), history.len())
}
