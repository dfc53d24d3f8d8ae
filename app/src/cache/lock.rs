//! One tab at a time (Web Locks).

use js_sys::{Function, Object, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Lock of the browser. It is released when it is dropped, or when its tab is closed.
#[derive(Debug)]
pub struct Lock(Option<Function>);

impl Lock {
    /// The lock of that name; `None` while another tab has it. Browsers without locks give it to
    /// everybody.
    pub async fn take(name: &str) -> Option<Self> {
        let only_if_free = Object::new();
        // Setting a member of a fresh object cannot fail.
        let _ = Reflect::set(&only_if_free, &"ifAvailable".into(), &JsValue::TRUE);
        request(name, &only_if_free).await
    }

    /// Waits for the lock of that name until no other tab has it.
    pub async fn wait(name: &str) -> Option<Self> {
        request(name, &Object::new()).await
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(give_back) = &self.0 {
            // Resolving does not throw.
            let _ = give_back.call0(&JsValue::UNDEFINED);
        }
    }
}

async fn request(name: &str, options: &Object) -> Option<Lock> {
    let Some((locks, request)) = manager() else {
        return Some(Lock(None));
    };
    let mut give_back = None;
    let kept = Promise::new(&mut |resolve, _| give_back = Some(resolve));
    let asked = Promise::new(&mut |resolve, reject| {
        let kept = kept.clone();
        // What it returns keeps the lock until it is settled.
        let come = Closure::once_into_js(move |lock: JsValue| {
            let _ = resolve.call1(&JsValue::UNDEFINED, &lock);
            if lock.is_null() {
                JsValue::NULL
            } else {
                kept.into()
            }
        });
        let granted = request.call3(&locks, &name.into(), options, &come);
        // It is rejected where the browser refuses locks to this frame.
        let refused = granted.and_then(|granted| {
            let catch = Reflect::get(&granted, &"catch".into())?;
            catch.dyn_into::<Function>()?.call1(&granted, &reject)
        });
        if let Err(refused) = refused {
            let _ = reject.call1(&JsValue::UNDEFINED, &refused);
        }
    });
    // Made before it is granted: whoever stops waiting gives it back, too.
    let lock = Lock(give_back);
    match asked.await {
        Ok(granted) if granted.is_null() => None,
        Ok(_) | Err(_) => Some(lock),
    }
}

fn manager() -> Option<(JsValue, Function)> {
    let navigator = Reflect::get(&global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?;
    Some((locks, request.dyn_into().ok()?))
}
