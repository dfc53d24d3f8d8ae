//! Any bytes as a descriptor: one that is taken asks for scopes, and is taken again as it is written.
#![no_main]

use atlassian_connect::descriptor::Descriptor;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(descriptor) = Descriptor::parse(bytes) {
        assert!(!descriptor.scopes.is_empty());
        let json = serde_json::to_vec(&descriptor).expect("it is JSON");
        assert_eq!(Descriptor::parse(&json), Ok(descriptor));
    }
});
