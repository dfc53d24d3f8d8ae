//! The published schema and the app agree about settings.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::{Account, Json};
use jsonschema::Validator;
use serde_json::{Value, json};
use sightline_app::settings::Settings;
use sightline_insight::kinds::Kind;

fn schema() -> Validator {
    let schema = include_str!("../../docs/sightline.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn tree(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Number(number) => Json::Number(number.as_f64().unwrap()),
        Value::String(text) => Json::Text(text.clone()),
        Value::Array(values) => Json::List(values.iter().map(tree).collect()),
        Value::Object(members) => {
            let members = members.iter();
            Json::Object(
                members
                    .map(|(name, value)| (name.clone(), tree(value)))
                    .collect(),
            )
        }
    }
}

fn read(value: &Value) -> Result<Settings, String> {
    Settings::of(&tree(value)).map_err(|mismatch| mismatch.to_string())
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
    ] {
        assert!(schema.is_valid(&allowed), "{allowed}");
        assert!(read(&allowed).is_ok(), "{allowed}: {:?}", read(&allowed));
    }
}

#[test]
fn what_the_schema_forbids_is_refused_with_what_is_wrong() {
    let schema = schema();
    for (forbidden, said) in [
        (json!([]), "it is not an object"),
        (json!("all"), "it is not an object"),
        (json!({ "genrated": [] }), "there is no setting genrated"),
        (
            json!({ "generated": "dist" }),
            "generated: it is not a list",
        ),
        (json!({ "tests": ["a", 1] }), "tests: it is not a text"),
        (json!({ "lock": ["!a"] }), "lock: this is no pattern: !a"),
        (json!({ "lock": ["/"] }), "lock: this is no pattern: /"),
        (json!({ "lock": [""] }), "lock: this is no pattern: "),
        (json!({ "code": ["[a"] }), "code: this is no pattern: [a"),
        (json!({ "bots": [7] }), "bots: it is not a text"),
        (
            json!({ "companions": { "ignored": [] } }),
            "companions: there is no setting ignored",
        ),
        (
            json!({ "companions": { "together": 4 } }),
            "companions: together: it is less than 5",
        ),
        (
            json!({ "companions": { "together": 5.5 } }),
            "companions: together: it is not a whole number",
        ),
    ] {
        assert!(!schema.is_valid(&forbidden), "{forbidden}");
        assert_eq!(read(&forbidden), Err(said.to_owned()), "{forbidden}");
    }
}

#[test]
fn the_example_does_what_its_page_says() {
    let settings = read(&example()).unwrap();
    for (path, kind) in [
        ("gen/main.go", Kind::Code),
        ("api/checks/user.rs", Kind::Test),
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
