//! What overlaps with a pull request, as far as is known.

use std::rc::Rc;

use bitbucket_cloud::{FileChange, PullRequest};
use sightline_insight::overlap::{FileHunks, Open, Overlap, Touched, overlaps};

use crate::{compared::open, desk::Desk, history::Other, load::Load};

/// Others that touch the same files. By files alone where this one's own diff cannot be read.
pub(crate) fn found(desk: Desk) -> Load<Vec<Overlap>> {
    let others = match &*desk.known.others.get() {
        Load::Ready(others) => Rc::clone(others),
        Load::Failed(error) => return Load::Failed(error.clone()),
        Load::Loading => return Load::Loading,
    };
    let compared = |files| match desk.pull.get() {
        Load::Ready(pull) => Load::Ready(compare(desk, &pull, files, &others)),
        Load::Failed(error) => Load::Failed(error),
        Load::Loading => Load::Loading,
    };
    match (desk.hunks.get(), desk.files.get()) {
        (Load::Ready(hunks), _) => compared(with_lines(&hunks)),
        (Load::Failed(_), Load::Ready(files)) => compared(without_lines(&files)),
        (Load::Failed(_), Load::Failed(error)) => Load::Failed(error),
        (Load::Loading, _) | (_, Load::Loading) => Load::Loading,
    }
}

fn compare(
    desk: Desk,
    pull: &PullRequest,
    files: Vec<Touched<'_>>,
    others: &[Other],
) -> Vec<Overlap> {
    let here = desk.app.shared().repository().to_string();
    let this = open(&here, pull, files);
    let others: Vec<Open<'_>> = others
        .iter()
        .filter_map(|other| {
            let changes = other.changes.as_ref()?;
            Some(open(&here, &other.pull, with_lines(changes)))
        })
        .collect();
    overlaps(&this, &others)
}

fn with_lines(hunks: &[FileHunks]) -> Vec<Touched<'_>> {
    hunks.iter().filter_map(Touched::of).collect()
}

fn without_lines(files: &[FileChange]) -> Vec<Touched<'_>> {
    let touched = files.iter().map(|file| Touched {
        old: file.old_path().unwrap_or(file.path()),
        new: file.path(),
        lines: &[],
    });
    touched.collect()
}
