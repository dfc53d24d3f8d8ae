//! Things that come from Bitbucket and are shown in several places: asked for once, in one state.

use std::{pin::Pin, rc::Rc};

use bitbucket_cloud::Error;
use js_sys::futures::spawn_local;

use crate::{
    load::Load,
    signal::{Act, Signal, follow},
};

/// A thing, in whatever state it is. Cheap to copy.
pub(crate) struct Source<T: 'static> {
    state: Signal<Load<Rc<T>>>,
    ask: Act,
}

/// What fetches a `T`.
pub(crate) type Fetch<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;

impl<T> Clone for Source<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Source<T> {}

impl<T: 'static> Source<T> {
    /// Asked for now.
    pub(crate) fn new(fetch: impl Fn() -> Fetch<T> + 'static) -> Self {
        let state = Signal::new(Load::Loading);
        let ask = Act::new(move || ask(state, fetch()));
        ask.run();
        Self { state, ask }
    }

    /// Asked for whenever another thing has come; fails when that fails.
    pub(crate) fn after<U: 'static>(
        first: Source<U>,
        fetch: impl Fn(Rc<U>) -> Fetch<T> + 'static,
    ) -> Self {
        Self::after_new(first, |_, _| false, fetch)
    }

    /// The same, but what is here stays while the other thing is the `same` in what counts.
    pub(crate) fn after_new<U: 'static>(
        first: Source<U>,
        same: fn(&U, &U) -> bool,
        fetch: impl Fn(Rc<U>) -> Fetch<T> + 'static,
    ) -> Self {
        let state = Signal::new(Load::Loading);
        let asked = Signal::new(None::<Rc<U>>);
        let on = Act::new(move || match first.now() {
            Load::Failed(_) => first.ask(),
            Load::Loading => {}
            Load::Ready(value) => {
                asked.set(Some(Rc::clone(&value)));
                ask(state, fetch(value));
            }
        });
        let settled = move |value: &U| {
            let asked = asked.now();
            let same = asked.as_ref().as_ref().is_some_and(|old| same(old, value));
            same && !matches!(*state.now(), Load::Failed(_))
        };
        follow(move || match first.get() {
            Load::Failed(error) => state.set(Load::Failed(error)),
            Load::Loading => state.set(Load::Loading),
            Load::Ready(value) if settled(&value) => {}
            Load::Ready(_) => on.run(),
        });
        Self { state, ask: on }
    }

    /// Its state. A view that reads it is built again when it changes.
    pub(crate) fn get(self) -> Load<Rc<T>> {
        (*self.state.get()).clone()
    }

    /// The same for one that does not follow.
    pub(crate) fn now(self) -> Load<Rc<T>> {
        (*self.state.now()).clone()
    }

    /// Asks again. What is there stays until the answer comes.
    pub(crate) fn ask(self) {
        self.ask.run();
    }

    /// Puts something newer in its place.
    pub(crate) fn set(self, value: T) {
        self.state.set(Load::Ready(Rc::new(value)));
    }
}

fn ask<T: 'static>(state: Signal<Load<Rc<T>>>, fetch: Fetch<T>) {
    if let Load::Failed(_) = *state.now() {
        state.set(Load::Loading);
    }
    spawn_local(async move { state.set(fetch.await.map(Rc::new).into()) });
}
