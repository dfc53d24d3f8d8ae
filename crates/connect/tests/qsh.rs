//! Canonical requests and their hashes, against what other implementations make of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod common;

use atlassian_connect::{Canonical, Error, MAX_PARAMETERS, RequestTarget};
use serde_json::Value;

use common::shared;

fn bundled() -> Vec<Value> {
    serde_json::from_str(include_str!("data/qsh.json")).unwrap()
}

fn decisions() -> Vec<Value> {
    serde_json::from_str(include_str!("data/qsh-decisions.json")).unwrap()
}

fn text<'a>(vector: &'a Value, member: &str) -> &'a str {
    vector[member].as_str().unwrap_or_default()
}

fn canonical(vector: &Value) -> Result<Canonical, Error> {
    let base_path = vector.get("base_path").or(vector.get("base_url_path"));
    RequestTarget {
        method: text(vector, "method"),
        path: text(vector, "path"),
        query: text(vector, "query"),
        base_path: base_path.and_then(Value::as_str).unwrap_or_default(),
    }
    .canonical()
}

/// The hash as another implementation computes it.
fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn assert_agrees(vector: &Value) {
    let id = text(vector, "id");
    let canonical = canonical(vector).unwrap();
    assert_eq!(canonical.as_str(), text(vector, "canonical"), "{id}");
    assert_eq!(canonical.qsh().to_string(), text(vector, "qsh"), "{id}");
    assert!(canonical.accepts(text(vector, "qsh")), "{id}");
}

#[test]
fn what_the_public_libraries_agree_on_is_hashed_alike() {
    let vectors = bundled();
    assert_eq!(vectors.len(), 378);
    vectors.iter().for_each(assert_agrees);
}

#[test]
fn where_they_disagree_there_is_a_decision() {
    for decision in decisions() {
        let id = text(&decision, "id");
        assert!(!text(&decision, "why").is_empty(), "{id}");
        let canonical = canonical(&decision);
        if decision["canonical"].is_null() {
            let found = text(&decision, "query").split('&').count();
            let limit = MAX_PARAMETERS;
            assert_eq!(
                canonical,
                Err(Error::TooManyParameters { found, limit }),
                "{id}"
            );
            continue;
        }
        let canonical = canonical.unwrap();
        assert_eq!(canonical.as_str(), text(&decision, "canonical"), "{id}");
        let own = sha256(text(&decision, "canonical"));
        assert_eq!(canonical.qsh().to_string(), own, "{id}");
        assert!(canonical.accepts(&own), "{id}");
        if let Some(other) = decision["also_accepted"].as_str() {
            assert_ne!(other, canonical.as_str(), "{id}");
            assert!(canonical.accepts(&sha256(other)), "{id}");
        }
    }
}

#[test]
fn every_shared_vector_passes_or_is_decided_on() {
    let Some(Value::Array(vectors)) = shared("qsh.json") else {
        return;
    };
    let (split, agreed): (Vec<_>, Vec<_>) = vectors
        .iter()
        .partition(|vector| vector["core_agree"] == Value::Bool(false));
    let core = |v: &&&Value| v["core_agree"] == Value::Bool(true);
    assert_eq!(agreed.iter().filter(core).count(), 309);
    agreed.into_iter().for_each(assert_agrees);
    let decisions = decisions();
    assert_eq!(split.len(), decisions.len());
    for vector in split {
        let id = text(vector, "id");
        let mut ours = decisions.iter().filter(|decision| decision["id"] == id);
        let decision = ours.next().unwrap_or_else(|| panic!("{id} is undecided"));
        for member in ["method", "path", "query"] {
            assert_eq!(decision[member], vector[member], "{id}");
        }
        // The decision follows the implementation that it names.
        let named = match text(decision, "with") {
            "javascript" => &vector["canonical"],
            "" => continue,
            other => &vector["others"][other],
        };
        assert_eq!(&decision["canonical"], named, "{id}");
        if let Some(also) = decision["also_accepted"].as_str() {
            assert_eq!(also, text(vector, "canonical"), "{id}");
        }
    }
}

#[test]
fn up_to_a_thousand_parameters_are_hashed() {
    let query = |n: usize| vec!["a=1"; n].join("&");
    let canonical = |query: &str| {
        RequestTarget {
            method: "GET",
            path: "/",
            query,
            base_path: "",
        }
        .canonical()
    };
    assert!(canonical(&query(1_000)).is_ok());
    assert_eq!(
        canonical(&query(1_001)),
        Err(Error::TooManyParameters {
            found: 1_001,
            limit: 1_000
        })
    );
}

#[test]
fn only_the_hashes_of_the_request_are_accepted() {
    let canonical = RequestTarget {
        method: "GET",
        path: "/path",
        query: "",
        base_path: "",
    }
    .canonical()
    .unwrap();
    let right = "799be84a7fa35570087163c0cd9af3abff7ac05c2c12ba0bb1d7eebc984b3ac2";
    assert!(canonical.accepts(right));
    for wrong in [
        "",
        "context-qsh",
        "fixed",
        &right[1..],
        &right.to_uppercase(),
        &format!("{right} "),
        "c88caad15a1c1a900b8ac08aa9686f4e8184539bea1deda36e2f649430df3239",
    ] {
        assert!(!canonical.accepts(wrong), "{wrong}");
    }
}

#[test]
fn a_query_with_its_token_stays_out_of_debug_output() {
    let target = RequestTarget {
        method: "GET",
        path: "/panel",
        query: "jwt=aaa.bbb.ccc",
        base_path: "",
    };
    let debug = format!("{target:?}");
    assert!(
        debug.contains("/panel") && !debug.contains("bbb"),
        "{debug}"
    );
}
