//! What the reader does not want to be told again about a pull request.

use js_sys::futures::spawn_local;

use crate::{
    desk::Desk,
    facts::{Fields, Line},
    signal::Signal,
    store::{Rows, Table},
};

/// Paths, kept in the browser. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Dismissed {
    desk: Desk,
    paths: Signal<Vec<String>>,
}

impl Dismissed {
    /// Those of a pull request.
    pub(super) fn of(desk: Desk) -> Self {
        let dismissed = Self {
            desk,
            paths: Signal::new(Vec::new()),
        };
        let shared = desk.app.shared();
        spawn_local(async move {
            shared.store.ready().await;
            dismissed.paths.set(kept(desk));
        });
        dismissed
    }

    /// Whether a file is among them. Who asks is asked again when that changes.
    pub(super) fn has(self, path: &str) -> bool {
        self.paths.get().iter().any(|other| other == path)
    }

    /// Dismisses a file, or brings it back: whether it is dismissed then.
    pub(super) fn turn(self, path: &str) -> bool {
        let mut paths = (*self.paths.now()).clone();
        let known = paths.len();
        paths.retain(|other| other != path);
        let dismissed = paths.len() == known;
        if dismissed {
            paths.push(path.to_owned());
        }
        let mut row = Line::default();
        row.count(paths.len());
        for path in &paths {
            row.text(path);
        }
        let shared = self.desk.app.shared();
        let key = key(self.desk);
        shared.store.put(Table::Note, &key, &row.finish());
        self.paths.set(paths);
        dismissed
    }
}

/// Those that are kept of a pull request.
pub(crate) fn kept(desk: Desk) -> Vec<String> {
    let row = desk.app.shared().store.row(Table::Note, &key(desk));
    let paths = row.and_then(|row| Fields::of(&row)?.list(Fields::text));
    paths.unwrap_or_default()
}

fn key(desk: Desk) -> String {
    ["dismissed ", &desk.id.to_string()].concat()
}
