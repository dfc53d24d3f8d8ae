//! Answers of every shape.

use std::collections::BTreeMap;

use atlassian_bridge::{Error, connect::Call};
use serde::{Deserialize, de::DeserializeOwned};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stub::{PATH, bridge};

#[derive(Debug, PartialEq, Deserialize)]
struct PullRequest {
    id: u32,
    title: String,
    #[serde(default)]
    draft: Option<bool>,
    #[serde(default)]
    author: Option<Author>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Author {
    nickname: String,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Page<T> {
    values: Vec<T>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Size {
    size: u64,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Folder {
    inner: Option<Box<Folder>>,
}

/// Decodes the answer that is this JavaScript expression.
async fn get<T: DeserializeOwned>(answer: &str) -> Result<T, Error> {
    bridge(&format!("answer({answer});")).get(PATH).await
}

async fn text(answer: &str) -> Result<String, Error> {
    bridge(&format!("answer({answer});")).text(PATH).await
}

fn hello() -> PullRequest {
    PullRequest {
        id: 7,
        title: "Hello".to_owned(),
        draft: None,
        author: None,
    }
}

fn decode<T>(member: &str, reason: &str) -> Result<T, Error> {
    Err(Error::Decode {
        member: member.to_owned(),
        reason: reason.to_owned(),
    })
}

#[wasm_bindgen_test]
async fn objects_become_structs() {
    let author = "author: { nickname: 'ada', links: {} }";
    let answer = format!("{{ id: 7, title: 'Hello', draft: true, {author} }}");
    let author = Author {
        nickname: "ada".to_owned(),
    };
    let expected = PullRequest {
        draft: Some(true),
        author: Some(author),
        ..hello()
    };
    assert_eq!(get(&answer).await, Ok(expected));
}

#[wasm_bindgen_test]
async fn null_undefined_and_missing_members_are_none() {
    for more in [
        "",
        "draft: null, author: null",
        "draft: undefined, author: undefined",
    ] {
        let answer = get(&format!("{{ id: 7, title: 'Hello', {more} }}")).await;
        assert_eq!(answer, Ok(hello()), "{more}");
    }
}

#[wasm_bindgen_test]
async fn a_missing_member_is_named() {
    let answer = get::<PullRequest>("{ id: 7 }").await;
    assert_eq!(answer, decode(".", "missing field `title`"));
    let answer = get::<Page<PullRequest>>("{ values: [{ id: 7, title: '' }, { id: 8 }] }").await;
    assert_eq!(answer, decode("values[1]", "missing field `title`"));
}

#[wasm_bindgen_test]
async fn a_member_of_another_type_is_named() {
    let inside = "{ values: [{ id: 7, title: 'Hello', author: { nickname: 7.5 } }] }";
    let answer = get::<Page<PullRequest>>(inside).await;
    let reason = "invalid type: floating point `7.5`, expected a string";
    assert_eq!(answer, decode("values[0].author.nickname", reason));
    let answer = get::<PullRequest>("{ id: null, title: 'Hello' }").await;
    assert_eq!(
        answer,
        decode("id", "invalid type: unit value, expected u32")
    );
    let answer = get::<PullRequest>("{ id: 4294967296, title: 'Hello' }").await;
    let reason = "invalid value: integer `4294967296`, expected u32";
    assert_eq!(answer, decode("id", reason));
}

#[wasm_bindgen_test]
async fn an_object_in_place_of_text_is_not_quoted() {
    let answer = get::<PullRequest>("{ id: 7, title: { secret: 'swordfish' } }").await;
    let reason = "invalid type: an object, expected a string";
    assert_eq!(answer, decode("title", reason));
}

#[wasm_bindgen_test]
async fn answers_without_a_value_are_unit_or_none() {
    for nothing in ["null", "undefined", "''"] {
        assert_eq!(get::<()>(nothing).await, Ok(()), "{nothing}");
        assert_eq!(
            get::<Option<PullRequest>>(nothing).await,
            Ok(None),
            "{nothing}"
        );
        let reason = "invalid type: unit value, expected struct PullRequest";
        assert_eq!(
            get::<PullRequest>(nothing).await,
            decode(".", reason),
            "{nothing}"
        );
    }
}

#[wasm_bindgen_test]
async fn integers_are_taken_up_to_2_to_the_53() {
    let size = 9_007_199_254_740_991;
    assert_eq!(get("{ size: 9007199254740991 }").await, Ok(Size { size }));
    for beyond in [
        "9007199254740992",
        "9007199254740993",
        "1e300",
        "-1",
        "0.5",
        "NaN",
    ] {
        let answer = get::<Size>(&format!("{{ size: {beyond} }}")).await;
        let member = match answer {
            Err(Error::Decode { member, .. }) => member,
            other => panic!("{beyond}: {other:?}"),
        };
        assert_eq!(member, "size", "{beyond}");
    }
}

#[wasm_bindgen_test]
async fn integers_written_as_floats_are_integers_and_the_other_way_round() {
    assert_eq!(get("{ size: 7.0 }").await, Ok(Size { size: 7 }));
    assert_eq!(get::<Size>("'{\"size\":7.0}'").await, Ok(Size { size: 7 }));
    assert_eq!(get::<f64>("7").await, Ok(7.0));
    let shares = BTreeMap::from([("rust".to_owned(), 1.0), ("wasm".to_owned(), 0.5)]);
    assert_eq!(get("{ rust: 1, wasm: 0.5 }").await, Ok(shares));
}

#[wasm_bindgen_test]
async fn forty_levels_are_no_depth() {
    let nested = format!("{}null{}", "{ inner: ".repeat(40), " }".repeat(40));
    let mut folder: Option<Box<Folder>> = get(&nested).await.unwrap();
    let mut depth = 0;
    while let Some(outer) = folder {
        folder = outer.inner;
        depth += 1;
    }
    assert_eq!(depth, 40);
    let broken = nested.replace("null", "7");
    let Err(Error::Decode { member, .. }) = get::<Folder>(&broken).await else {
        panic!("it is decoded");
    };
    assert_eq!(member, ["inner"; 40].join("."));
}

#[wasm_bindgen_test]
async fn members_that_nobody_reads_may_be_anything() {
    let more = "links: new Map([[1, 2]]), size: 10n, self: window, call() {}, sign: Symbol('x')";
    let answer = get(&format!("{{ id: 7, title: 'Hello', {more} }}")).await;
    assert_eq!(answer, Ok(hello()));
}

#[wasm_bindgen_test]
async fn text_in_place_of_an_object_is_parsed() {
    assert_eq!(get("'{\"id\":7,\"title\":\"Hello\"}'").await, Ok(hello()));
    let answer = get::<PullRequest>("'{\"id\":7}'").await;
    assert_eq!(answer, decode(".", "missing field `title`"));
}

#[wasm_bindgen_test]
async fn text_that_is_no_json_is_an_error() {
    for text in ["'<html>'", "'{\"id\":7'", "' '", "'undefined'"] {
        let answer = get::<PullRequest>(text).await;
        assert_eq!(answer, decode(".", "it is not JSON"), "{text}");
    }
}

#[wasm_bindgen_test]
async fn other_values_than_objects_are_errors() {
    for value in ["7", "true", "[7, 'Hello']", "Symbol('x')", "10n", "() => 7"] {
        let answer = get::<PullRequest>(value).await;
        assert!(
            matches!(answer, Err(Error::Decode { .. })),
            "{value}: {answer:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn text_comes_as_it_is() {
    assert_eq!(text("'diff --git'").await, Ok("diff --git".to_owned()));
    assert_eq!(text("'{}'").await, Ok("{}".to_owned()));
    assert_eq!(text("''").await, Ok(String::new()));
    let scripts = "Größe 日本 🦀 \u{0} \u{feff} \u{2028}";
    let literal = "'Größe 日本 🦀 \\0 \\ufeff \\u2028'";
    assert_eq!(text(literal).await, Ok(scripts.to_owned()));
    assert_eq!(
        get(&format!("JSON.stringify({literal})")).await,
        Ok(scripts.to_owned())
    );
}

#[wasm_bindgen_test]
async fn half_a_surrogate_pair_is_replaced() {
    let replaced = "a\u{fffd}b";
    assert_eq!(text("'a\\ud83eb'").await, Ok(replaced.to_owned()));
    let title = get::<PullRequest>("{ id: 7, title: 'a\\udd80b' }").await;
    assert_eq!(title.unwrap().title, replaced);
    let parsed = get::<PullRequest>("'{\"id\":7,\"title\":\"a\\\\ud83eb\"}'").await;
    assert_eq!(parsed.unwrap().title, replaced);
}

#[wasm_bindgen_test]
async fn other_values_than_text_are_no_text() {
    for value in ["undefined", "null", "7", "{}", "['x']", "new String('x')"] {
        let answer = text(value).await;
        assert_eq!(answer, decode(".", "it is not text"), "{value}");
    }
}

#[wasm_bindgen_test]
async fn an_answer_is_read_by_several_and_shown_to_nobody() {
    let bridge = bridge("answer({ id: 7, title: 'Hello' });");
    let answer = bridge.send(&Call::get(PATH)).await.unwrap();
    assert_eq!(answer.clone().json(), Ok(hello()));
    assert_eq!(answer.json(), Ok(hello()));
    assert_eq!(format!("{answer:?}"), "Answer { .. }");
}
