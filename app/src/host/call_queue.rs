//! Order among a page's calls: at most four at a time, equal reads once.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use async_lock::Semaphore;
use atlassian_bridge::Answer;
use bitbucket_cloud::Error;
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};

use super::call::Call;
use crate::browser::task::spawn_detached;

/// Calls of a page that are made together.
pub const AT_ONCE: usize = 4;

/// Way of a host to make a single call.
pub(super) trait Caller: 'static {
    /// Makes a call, which ends after a time of the host's choice.
    async fn call(&self, call: &Call) -> Result<Answer, Error>;
}

/// Answer that is on its way, for everybody who waits for it.
type Pending = Shared<LocalBoxFuture<'static, Result<Answer, Error>>>;

/// Queue in front of a [`Caller`]. A call that was begun is finished, whether or not anybody still
/// waits for it: the host cannot take it back.
pub(super) struct CallQueue<C: Caller>(Rc<Inner<C>>);

struct Inner<C: Caller> {
    caller: C,
    places: Semaphore,
    reads: RefCell<HashMap<Call, Pending>>,
}

impl<C: Caller> Clone for CallQueue<C> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<C: Caller> CallQueue<C> {
    pub(super) fn new(caller: C) -> Self {
        Self(Rc::new(Inner {
            caller,
            places: Semaphore::new(AT_ONCE),
            reads: RefCell::default(),
        }))
    }

    pub(super) fn caller(&self) -> &C {
        &self.0.caller
    }

    /// The answer; that of an equal read if one is on its way.
    pub(super) async fn ask(&self, call: Call) -> Result<Answer, Error> {
        let under_way = self.under_way(&call);
        under_way.unwrap_or_else(|| self.begin(call)).await
    }

    fn under_way(&self, call: &Call) -> Option<Pending> {
        let reads = self.0.reads.borrow();
        // One that has arrived may be older than the question.
        reads
            .get(call)
            .filter(|read| read.peek().is_none())
            .cloned()
    }

    fn begin(&self, call: Call) -> Pending {
        let inner = Rc::clone(&self.0);
        let made = call.clone();
        let answer = async move {
            let place = inner.places.acquire().await;
            let answer = inner.caller.call(&made).await;
            drop(place);
            if made.writes() {
                // Their answers may be older than what was written.
                inner.reads.borrow_mut().clear();
            }
            answer
        };
        let answer = answer.boxed_local().shared();
        if !call.writes() {
            let mut reads = self.0.reads.borrow_mut();
            reads.insert(call.clone(), answer.clone());
        }
        let (queue, driven) = (self.clone(), answer.clone());
        spawn_detached(async move {
            let _everybody_has_it = driven.clone().await;
            queue.forget(&call, &driven);
        });
        answer
    }

    fn forget(&self, call: &Call, answer: &Pending) {
        let mut reads = self.0.reads.borrow_mut();
        // An equal read that began after a write stays.
        if reads.get(call).is_some_and(|read| read.ptr_eq(answer)) {
            reads.remove(call);
        }
    }
}
