//! Values that views follow.
//!
//! All values are held as one type, and the graph of who follows what is two hundred lines: measured,
//! the same pages weigh a tenth less than with Leptos's signals, whose model this is.

pub mod graph;

use std::{any::Any, fmt, marker::PhantomData, rc::Rc};

use js_sys::futures::spawn_local;

use graph::{Due, Graph, Held, Key};

thread_local! {
    static GRAPH: Rc<Graph> = Rc::default();
}

/// A value that changes. It lives as long as the view that made it. Cheap to copy.
pub(crate) struct Signal<T>(Key, PhantomData<fn() -> T>);

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T> fmt::Debug for Signal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Signal").field(&self.0).finish()
    }
}

impl<T: 'static> Signal<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(graph().hold(Rc::new(value)), PhantomData)
    }

    /// The value. What reads it is run again when it changes.
    pub(crate) fn get(self) -> Rc<T> {
        typed(graph().follow(self.0))
    }

    /// The value, for something that does not follow.
    pub(crate) fn now(self) -> Rc<T> {
        typed(graph().look(self.0))
    }

    /// The same for something that may outlive the view: `None` once that is gone.
    pub(crate) fn now_or_gone(self) -> Option<Rc<T>> {
        graph().look(self.0)?.downcast().ok()
    }

    /// Puts another value in its place. What comes after the view is gone is dropped.
    pub(crate) fn set(self, value: T) {
        put(self.0, Rc::new(value));
    }
}

impl<T: PartialEq + 'static> Signal<T> {
    /// The same, where it is another value: else nothing moves.
    pub(crate) fn renew(self, value: T) {
        if *self.now() != value {
            self.set(value);
        }
    }
}

fn graph() -> Rc<Graph> {
    GRAPH.with(Rc::clone)
}

fn put(key: Key, value: Held) {
    if graph().put(key, value) == Due::Yes {
        spawn_local(async { graph().run() });
    }
}

#[expect(
    clippy::panic,
    reason = "only a value of the type is ever put in, and views read while they are there"
)]
fn typed<T: 'static>(held: Option<Held>) -> Rc<T> {
    match held.and_then(|held: Rc<dyn Any>| held.downcast().ok()) {
        Some(value) => value,
        None => panic!("the signal is gone"),
    }
}

/// Something to do, later and more than once. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Act(Signal<Box<dyn Fn()>>);

impl Act {
    pub(crate) fn new(act: impl Fn() + 'static) -> Self {
        Self(Signal::new(Box::new(act)))
    }

    pub(crate) fn run(self) {
        self.0.now()();
    }
}

/// Does something now, and whenever a signal changes that it reads.
pub(crate) fn follow(change: impl Fn() + 'static) {
    graph().effect(Box::new(change));
}

/// Reads signals without following them.
pub(crate) fn untrack<T>(read: impl FnOnce() -> T) -> T {
    graph().unseen(read)
}

/// What a part of the page owns, until it is dropped.
#[derive(Default)]
pub(crate) struct Scope(Rc<graph::Scope>);

impl Scope {
    /// Makes something that it owns.
    pub(crate) fn with<T>(&self, make: impl FnOnce() -> T) -> T {
        graph().within(&self.0, make)
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        graph().clear(&self.0);
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}
