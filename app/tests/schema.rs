//! The published schema and the app agree about settings.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::Account;
use jsonschema::Validator;
use serde_json::{Value, json};
use sightline_app::model::settings::Settings;
use sightline_insight::kinds::Kind;

fn schema() -> Validator {
    let schema = include_str!("../../docs/sightline.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn read(value: &Value) -> Result<Settings, String> {
    Settings::parse(&value.to_string()).map_err(|invalid| invalid.to_string())
}

/// The one in the documentation.
fn example() -> Value {
    let page = include_str!("../../docs/SETTINGS.md");
    let (_, rest) = page.split_once("```json").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    serde_json::from_str(example).unwrap()
}

#[test]
fn what_the_schema_allows_is_read() {
    let schema = schema();
    for allowed in [
        example(),
        json!({}),
        json!({ "$schema": "https://example/sightline.schema.json" }),
        json!({ "generated": [] }),
        json!({ "generated": ["/!a", "//b", "a b", "**/x/*.?s"] }),
        json!({ "companions": {} }),
        json!({ "companions": { "together": 5 } }),
        json!({ "companions": { "together": 4_294_967_295_u32 } }),
        json!({ "companions": { "together": 5.0 } }),
        json!({ "report": false }),
        json!({ "thresholds": {} }),
        json!({ "thresholds": { "conflicts": 0, "lines": 4_294_967_295_u32, "forgotten": 2.0 } }),
    ] {
        assert!(schema.is_valid(&allowed), "{allowed}");
        assert!(read(&allowed).is_ok(), "{allowed}: {:?}", read(&allowed));
    }
}

#[test]
fn what_the_schema_forbids_is_refused_with_what_is_wrong() {
    let schema = schema();
    for (forbidden, said) in [
        (json!([]), "invalid length 0, expected an object"),
        (
            json!("all"),
            "invalid type: string \"all\", expected an object",
        ),
        (
            json!({ "genrated": [] }),
            "genrated: unknown field `genrated`",
        ),
        (
            json!({ "generated": "dist" }),
            "generated: invalid type: string \"dist\", expected a sequence",
        ),
        (
            json!({ "tests": ["a", 1] }),
            "tests[1]: invalid type: integer `1`, expected a string",
        ),
        (json!({ "lock": ["!a"] }), "lock[0]: this is no pattern: !a"),
        (json!({ "lock": ["/"] }), "lock[0]: this is no pattern: /"),
        (json!({ "lock": [""] }), "lock[0]: this is no pattern: "),
        (json!({ "code": ["[a"] }), "code[0]: this is no pattern: [a"),
        (
            json!({ "bots": [7] }),
            "bots[0]: invalid type: integer `7`, expected a string",
        ),
        (
            json!({ "report": "yes" }),
            "report: invalid type: string \"yes\", expected a boolean",
        ),
        (
            json!({ "thresholds": { "conflict": 1 } }),
            "thresholds.conflict: unknown field `conflict`",
        ),
        (
            json!({ "thresholds": { "lines": -1 } }),
            "thresholds.lines: it is less than 0",
        ),
        (
            json!({ "thresholds": { "lines": 0.5 } }),
            "thresholds.lines: it is not a whole number",
        ),
        (
            json!({ "companions": { "ignored": [] } }),
            "companions.ignored: unknown field `ignored`",
        ),
        (
            json!({ "companions": { "together": 4 } }),
            "companions.together: it is less than 5",
        ),
        (
            json!({ "companions": { "together": 5.5 } }),
            "companions.together: it is not a whole number",
        ),
        (
            json!({ "companions": { "together": 4_294_967_296_u64 } }),
            "companions.together: it is not a number below 2³²",
        ),
    ] {
        assert!(!schema.is_valid(&forbidden), "{forbidden}");
        let fault = read(&forbidden).unwrap_err();
        assert!(fault.starts_with(said), "{forbidden}: {fault}");
    }
}

#[test]
fn the_example_does_what_its_page_says() {
    let settings = read(&example()).unwrap();
    for (path, kind) in [
        ("gen/main.go", Kind::Code),
        ("api/checks/user.rs", Kind::Test),
        ("deploy/values.txt", Kind::Config),
        ("web/user.api.ts", Kind::Generated),
        ("external/zlib.c", Kind::Vendored),
        ("versions.txt", Kind::Lock),
        ("src/lib.rs", Kind::Code),
    ] {
        assert_eq!(settings.kinds.of(path), kind, "{path}");
    }
    let named = |name: &str| Account {
        display_name: Some(name.to_owned()),
        ..Account::default()
    };
    assert!(settings.is_bot(&named("Release Robot")));
    assert!(!settings.is_bot(&named("Ann")));
    assert!(settings.companions.ignores("web/CHANGELOG.md"));
    assert!(!settings.companions.ignores("web/a.md"));
    assert_eq!(settings.companions.together, 8);
}
