//! Any bytes as a payload: it is one event or the other, and its secret stays out of debug output.
#![no_main]

use atlassian_connect::lifecycle::{Installed, Uninstalled};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let installed = Installed::parse(bytes);
    let uninstalled = Uninstalled::parse(bytes);
    assert!(installed.is_err() || uninstalled.is_err());
    if let Ok(event) = installed {
        assert!(!event.client_key.as_str().is_empty());
        let debug = format!("{:?}", event.shared_secret);
        assert!(matches!(&*debug, "None" | "Some(SharedSecret([redacted]))"));
    }
});
