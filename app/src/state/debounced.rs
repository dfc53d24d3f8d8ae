//! Values that grow while history is read, taken seldom enough for what is computed from them.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;

use super::scope::Scope;

/// Time until the browser has painted the first content.
const PAINT: Duration = Duration::from_millis(20);
/// Time between two values while history grows.
const PAUSE: Duration = Duration::from_secs(2);

/// The newest value of `source`, `None` until there is one: the first soon after the first paint,
/// others at most every two seconds. It ends with the current owner.
pub fn debounced<T>(source: Signal<Option<T>>) -> ReadSignal<Option<T>>
where
    T: Clone + Send + Sync + 'static,
{
    let (value, set_value) = signal(None);
    let waiting = StoredValue::new(false);
    let scope = Scope::current();
    Effect::new(move |_| {
        source.track();
        if waiting.get_value() {
            return;
        }
        waiting.set_value(true);
        let pause = match value.with_untracked(Option::is_some) {
            true => PAUSE,
            false => PAINT,
        };
        scope.spawn(async move {
            sleep(pause).await;
            waiting.set_value(false);
            set_value.set(source.get_untracked());
        });
    });
    value
}
