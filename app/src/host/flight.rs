//! Calls on their way.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use bitbucket_cloud::Error;
use js_sys::{Promise, futures::future_to_promise};
use wasm_bindgen::JsValue;

use super::{Call, connect, failure, gate::Gate, timer::Timer};

/// Calls at a time.
const AT_ONCE: u32 = 4;

/// Makes calls, each with an end.
#[derive(Debug, Clone)]
pub(super) struct Flight(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    denied: Cell<bool>,
    gate: Gate,
    on_the_way: RefCell<Vec<(Call, Promise)>>,
    seconds: u32,
}

impl Flight {
    pub(super) fn new(seconds: u32) -> Self {
        Self(Rc::new(Inner {
            denied: Cell::default(),
            gate: Gate::new(AT_ONCE),
            on_the_way: RefCell::default(),
            seconds,
        }))
    }

    /// The answer; that of an equal read if one is on its way.
    pub(super) async fn ask(&self, call: &Call) -> Result<JsValue, Error> {
        let answer = self.joined(call).unwrap_or_else(|| self.depart(call));
        let answer = answer.await.map_err(|thrown| {
            if Timer::rang(&thrown) {
                let seconds = self.0.seconds;
                return Error::Timeout { seconds };
            }
            failure::read(&thrown, &call.path)
        });
        self.0
            .denied
            .set(matches!(answer, Err(Error::Denied { .. })));
        answer
    }

    /// Whether the reader did not allow what was asked for last.
    pub(super) fn is_denied(&self) -> bool {
        self.0.denied.get()
    }

    fn joined(&self, call: &Call) -> Option<Promise> {
        if call.writes() {
            return None;
        }
        let on_the_way = self.0.on_the_way.borrow();
        let equal = on_the_way.iter().find(|(other, _)| other == call);
        equal.map(|(_, answer)| answer.clone())
    }

    fn depart(&self, call: &Call) -> Promise {
        let inner = Rc::clone(&self.0);
        let to = call.clone();
        let answer = future_to_promise(async move {
            let pass = inner.gate.enter().await;
            let answer = Timer::start(inner.seconds)
                .or(Box::pin(connect::call(&to)))
                .await;
            drop(pass);
            let mut on_the_way = inner.on_the_way.borrow_mut();
            if to.writes() {
                // Their answers may be older than what was written.
                on_the_way.clear();
            } else {
                on_the_way.retain(|(call, _)| *call != to);
            }
            drop(on_the_way);
            answer
        });
        let entry = (call.clone(), answer.clone());
        self.0.on_the_way.borrow_mut().push(entry);
        answer
    }
}
