//! Base path, path and query, a line each: any text has a canonical form, whose own hash it accepts,
//! and neither a token nor the order of parameters changes it.
#![no_main]

use atlassian_connect::{Error, RequestTarget};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(3, '\n');
    let base_path = lines.next().unwrap_or_default();
    let path = lines.next().unwrap_or_default();
    let query = lines.next().unwrap_or_default();
    let canonical = |query: &str| {
        let target = RequestTarget {
            method: "GET",
            path,
            query,
            base_path,
        };
        target.canonical()
    };
    let canonical_form = match canonical(query) {
        Ok(canonical_form) => canonical_form,
        Err(Error::TooManyParameters { .. }) => return,
        Err(error) => panic!("{error}"),
    };
    assert!(canonical_form.accepts(&canonical_form.qsh().to_string()));
    assert!(canonical_form.as_str().starts_with("GET&/"));
    assert!(canonical_form.as_str().matches('&').count() >= 2);

    let mut pieces: Vec<&str> = query.split('&').collect();
    pieces.reverse();
    assert_eq!(canonical(&pieces.join("&")).as_ref(), Ok(&canonical_form));
    match canonical(&format!("j%77t=x&{query}")) {
        Ok(with_token) => assert_eq!(with_token, canonical_form),
        Err(error) => assert!(matches!(
            error,
            Error::TooManyParameters { found: 1_001, .. }
        )),
    }
});
