//! Values that views follow.
//!
//! Signals and effects are those of Leptos. All values are held as one type: each type of signal of
//! its own costs two kilobytes of code, and there would be a dozen of them.

use std::{any::Any, marker::PhantomData, rc::Rc};

use reactive_graph::{
    effect::RenderEffect,
    graph::untrack as unseen,
    owner::{LocalStorage, StoredValue},
    signal::RwSignal,
    traits::{Get, GetUntracked, Set},
};

/// A value that changes. It lives as long as the view that made it. Cheap to copy.
#[derive(Debug)]
pub(crate) struct Signal<T>(RwSignal<Held, LocalStorage>, PhantomData<fn() -> T>);

type Held = Rc<dyn Any>;

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: 'static> Signal<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(held(Rc::new(value)), PhantomData)
    }

    /// The value. What reads it is run again when it changes.
    pub(crate) fn get(self) -> Rc<T> {
        typed(self.0.get())
    }

    /// The value, for something that does not follow.
    pub(crate) fn now(self) -> Rc<T> {
        typed(self.0.get_untracked())
    }

    /// The same for something that may outlive the view: `None` once that is gone.
    pub(crate) fn now_or_gone(self) -> Option<Rc<T>> {
        self.0.try_get_untracked().map(typed)
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

fn held(value: Held) -> RwSignal<Held, LocalStorage> {
    RwSignal::new_local(value)
}

fn put(signal: RwSignal<Held, LocalStorage>, value: Held) {
    let _gone = signal.try_set(value);
}

#[expect(clippy::panic, reason = "only a value of the type is ever put in")]
fn typed<T: 'static>(held: Held) -> Rc<T> {
    match held.downcast() {
        Ok(value) => value,
        Err(_) => panic!("the signal has another type"),
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
    keep(Box::new(change));
}

fn keep(change: Box<dyn Fn()>) {
    // It runs as long as its owner lives.
    StoredValue::new_local(RenderEffect::new(move |_: Option<()>| change()));
}

/// Reads signals without following them.
pub(crate) fn untrack<T>(read: impl FnOnce() -> T) -> T {
    unseen(read)
}
