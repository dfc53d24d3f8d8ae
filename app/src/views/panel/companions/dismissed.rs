//! What the reader does not want to be told again about a pull request.

use js_sys::futures::spawn_local;

use crate::{
    desk::Desk,
    facts::{Fields, Line},
    page::App,
    signal::Signal,
    store::{Rows, Table},
};

/// Paths, kept in the browser. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Dismissed {
    app: App,
    key: Signal<String>,
    paths: Signal<Vec<String>>,
}

impl Dismissed {
    /// Those of a pull request.
    pub(super) fn of(desk: Desk) -> Self {
        let dismissed = Self {
            app: desk.app,
            key: Signal::new(["dismissed ", &desk.id.to_string()].concat()),
            paths: Signal::new(Vec::new()),
        };
        let (shared, key) = (desk.app.shared(), dismissed.key.now());
        spawn_local(async move {
            shared.store.ready().await;
            let row = shared.store.row(Table::Note, &key);
            let paths = row.and_then(|row| Fields::of(&row)?.list(Fields::text));
            if let Some(paths) = paths {
                dismissed.paths.set(paths);
            }
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
        let shared = self.app.shared();
        shared
            .store
            .put(Table::Note, &self.key.now(), &row.finish());
        self.paths.set(paths);
        dismissed
    }
}
