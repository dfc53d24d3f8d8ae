//! What the repository's past and its other pull requests say, a line each.

use crate::{
    desk::Desk,
    load::Load,
    signal::untrack,
    text::summary as words,
    views::panel::{
        companions::{Missing, Told, dismissed, found as missing},
        overlaps::found,
        reviewers::knowing,
    },
};

pub(super) fn overlaps(desk: Desk) -> Vec<String> {
    let (Load::Ready(found), Load::Ready(others)) =
        (untrack(|| found(desk)), &*desk.known.others.now())
    else {
        return Vec::new();
    };
    let lines = found.iter().filter_map(|overlap| {
        let other = others.iter().find(|other| other.pull.id == overlap.id)?;
        Some(words::overlap(&other.pull, overlap.files.len()))
    });
    lines.collect()
}

pub(super) fn companions(desk: Desk) -> Vec<String> {
    match untrack(|| missing(desk)) {
        Load::Ready(Told::Missing(files, _)) => {
            let line =
                |one: &Missing| words::companion(&one.path, &one.with, one.shared, one.changes);
            let dismissed = dismissed(desk);
            let told = files.iter().filter(|one| !dismissed.contains(&one.path));
            told.map(line).collect()
        }
        _ => Vec::new(),
    }
}

pub(super) fn reviewers(desk: Desk) -> Vec<String> {
    let Load::Ready(found) = untrack(|| knowing(desk)) else {
        return Vec::new();
    };
    let lines = found.iter().filter_map(|known| {
        let name = known.account.display_name.as_ref()?;
        Some(words::knows(name, known.why.reviewed, known.why.authored))
    });
    lines.collect()
}
