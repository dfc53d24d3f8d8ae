//! The options that cross over.

use atlassian_bridge::connect::{Call, Method};
use serde::Serialize;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stub::{PATH, bridge, module, text};

/// Keeps the options of the last call, and answers.
const KEEP: &str = "window.sent = options; answer({});";

fn members() -> String {
    text("return Object.keys(window.sent).join(' ');")
}

fn sent(member: &str) -> String {
    text(&format!("return String(window.sent.{member});"))
}

#[derive(Serialize)]
struct Draft {
    title: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'static str>,
}

const DRAFT: Draft = Draft {
    title: "Größe \"1\"",
    description: None,
};

#[wasm_bindgen_test]
async fn options_are_a_plain_object_with_functions() {
    let bridge = bridge(KEEP);
    bridge.send(&Call::get(PATH)).await.unwrap();
    let plain = "return String(Object.getPrototypeOf(window.sent) === Object.prototype
        && !(window.sent instanceof Map));";
    assert_eq!(text(plain), "true");
    for callback in ["success", "error"] {
        assert_eq!(
            text(&format!("return typeof window.sent.{callback};")),
            "function"
        );
    }
}

#[wasm_bindgen_test]
async fn reads_have_no_body_and_no_content_type() {
    let bridge = bridge(KEEP);
    bridge.send(&Call::get(PATH)).await.unwrap();
    assert_eq!(members(), "url type responseType success error");
    assert_eq!(
        (sent("url"), sent("type")),
        (PATH.to_owned(), "GET".to_owned())
    );
    assert_eq!(sent("responseType"), "json");
    assert_eq!(sent("data"), "undefined");
    assert_eq!(sent("contentType"), "undefined");
}

#[wasm_bindgen_test]
async fn text_is_asked_for_as_text() {
    let bridge = bridge("window.sent = options; answer('');");
    assert_eq!(bridge.text(PATH).await, Ok(String::new()));
    assert_eq!(
        (sent("type"), sent("responseType")),
        ("GET".to_owned(), "text".to_owned())
    );
}

#[wasm_bindgen_test]
async fn writes_have_a_body_of_json() {
    let bridge = bridge("window.sent = options; answer(undefined);");
    bridge.put::<()>(PATH, &DRAFT).await.unwrap();
    assert_eq!(
        members(),
        "url type responseType contentType data success error"
    );
    assert_eq!(sent("type"), "PUT");
    assert_eq!(sent("contentType"), "application/json");
    assert_eq!(text("return typeof window.sent.data;"), "string");
    assert_eq!(sent("data"), r#"{"title":"Größe \"1\""}"#);
}

#[wasm_bindgen_test]
async fn each_method_has_its_name() {
    let bridge = bridge(KEEP);
    for (method, name) in [
        (Method::Get, "GET"),
        (Method::Post, "POST"),
        (Method::Put, "PUT"),
        (Method::Delete, "DELETE"),
    ] {
        bridge.send(&Call::new(method, PATH)).await.unwrap();
        assert_eq!(sent("type"), name);
    }
}

#[wasm_bindgen_test]
async fn the_app_s_own_server_is_asked_through_the_proxy() {
    let bridge = module("proxyRequest", "window.sent = options; answer('7');");
    assert_eq!(bridge.proxy_post::<u32>("/session/{2}/7").await, Ok(7));
    assert_eq!(members(), "url type responseType success error");
    assert_eq!(
        (sent("url"), sent("type")),
        ("/session/{2}/7".to_owned(), "POST".to_owned())
    );
}

#[wasm_bindgen_test]
async fn paths_of_any_script_arrive_as_they_are() {
    let bridge = bridge(KEEP);
    let path = "/2.0/repositories/acme/widgets/src/1f3c/Größe 日本 🦀?fields=%2Bvalues";
    bridge.send(&Call::get(path)).await.unwrap();
    assert_eq!(sent("url"), path);
}
