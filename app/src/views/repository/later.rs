//! Work over all of history: after the first paint, and seldom while history is being read.

use std::{cell::Cell, rc::Rc, time::Duration};

use js_sys::futures::spawn_local;

use crate::{
    clock,
    floor::Floor,
    load::Load,
    signal::{Signal, follow, untrack},
};

/// Until the browser has shown what is there.
const PAINT: Duration = Duration::from_millis(20);
/// Between two rounds while history grows.
const PAUSE: Duration = Duration::from_secs(2);

/// What `work` finds: once soon, again when `choice` reads something new, and at most every two
/// seconds when more is known.
pub(super) fn found<T: PartialEq + 'static>(
    floor: Floor,
    choice: impl Fn() + 'static,
    work: impl Fn() -> Load<T> + 'static,
) -> Signal<Load<T>> {
    let shown = Signal::new(Load::Loading);
    follow_both(
        floor,
        Box::new(choice),
        Rc::new(move || shown.renew(untrack(&work))),
        Rc::new(move || shown.now_or_gone().is_some()),
    );
    shown
}

fn follow_both(
    floor: Floor,
    choice: Box<dyn Fn()>,
    work: Rc<dyn Fn()>,
    is_here: Rc<dyn Fn() -> bool>,
) {
    let begun = Rc::new(Cell::new(false));
    let (waiting, done) = (Rc::new(Cell::new(false)), Rc::clone(&work));
    let started = Rc::clone(&begun);
    follow(move || {
        let _followed = (
            floor.known.past.get(),
            floor.known.progress.get(),
            floor.courses.get(),
            floor.open.get(),
            floor.settings.get(),
        );
        if waiting.replace(true) {
            return;
        }
        let pause = if started.get() { PAUSE } else { PAINT };
        let (waiting, work, is_here) = (Rc::clone(&waiting), Rc::clone(&work), Rc::clone(&is_here));
        let started = Rc::clone(&started);
        spawn_local(async move {
            clock::sleep(pause).await;
            waiting.set(false);
            if is_here() {
                // Stored facts come at once; what is loading is no round.
                started.set(untrack(|| {
                    matches!(*floor.known.past.get(), Load::Ready(_))
                }));
                work();
            }
        });
    });
    follow(move || {
        choice();
        if begun.get() {
            done();
        }
    });
}
