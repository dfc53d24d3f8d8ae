//! Background work that ends with a store, wherever it is begun.

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

/// Owner under which a store was made. Event handlers and effects run under owners that end earlier:
/// an effect's with its next run, a button's with its view. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Scope(StoredValue<WeakOwner>);

impl Scope {
    /// Scope of the current owner.
    ///
    /// # Panics
    /// Outside of the app's components.
    pub fn current() -> Self {
        let owner = Owner::current().map(|owner| owner.downgrade());
        #[expect(clippy::expect_used, reason = "stores are made by components")]
        Self(StoredValue::new(owner.expect("an owner")))
    }

    /// Runs something under this owner; nothing once it has ended.
    pub fn run(self, act: impl FnOnce()) {
        let owner = self.0.try_with_value(WeakOwner::upgrade).flatten();
        if let Some(owner) = owner {
            owner.with(act);
        }
    }

    /// Runs a task until it is done or this owner has ended.
    pub fn spawn(self, task: impl Future<Output = ()> + 'static) {
        self.run(|| spawn_local_scoped_with_cancellation(task));
    }
}

/// Tasks that can be ended while their store goes on. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Tasks(StoredValue<Owner>);

impl Tasks {
    /// Tasks that end with the current owner at the latest.
    pub fn current() -> Self {
        Self(StoredValue::new(Owner::new()))
    }

    /// Runs a task until it is done or ended.
    pub fn spawn(self, task: impl Future<Output = ()> + 'static) {
        if let Some(owner) = self.0.try_get_value() {
            owner.with(|| spawn_local_scoped_with_cancellation(task));
        }
    }

    /// Ends the tasks that run. Others may be run afterwards.
    pub fn end(self) {
        if let Some(owner) = self.0.try_get_value() {
            owner.cleanup();
        }
    }
}
