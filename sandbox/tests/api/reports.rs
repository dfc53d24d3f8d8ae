//! Reports on commits.

use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

use crate::support::{Answer, REPOSITORY, TestBox};

fn report(result: &str) -> Value {
    json!({
        "title": "Sightline", "details": "Two collide.", "report_type": "TEST", "result": result,
        "data": [{ "title": "Conflicts", "type": "NUMBER", "value": 2 }],
    })
}

fn annotation(id: &str) -> Value {
    json!({
        "external_id": id, "annotation_type": "CODE_SMELL", "path": "src/lib.rs",
        "summary": "It collides.", "severity": "HIGH",
    })
}

async fn send(test: &TestBox, method: &str, token: &str, path: &str, body: &Value) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("{REPOSITORY}{path}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json");
    test.send(request.body(body.to_string().into()).unwrap())
        .await
}

#[tokio::test]
async fn a_report_is_put_replaced_read_and_removed() {
    let test = TestBox::new();
    let token = test.token(&["repository"]);
    let path = "/commit/clash/reports/mine";
    let put = send(&test, "PUT", &token, path, &report("PENDING")).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text());
    let first = put.json();
    assert_eq!(first["external_id"], "mine");
    let put = send(&test, "PUT", &token, path, &report("FAILED")).await;
    assert_eq!(put.json()["uuid"], first["uuid"], "it is the same report");
    let read = test.json(&format!("{REPOSITORY}{path}")).await;
    assert_eq!(read["result"], "FAILED");
    assert_eq!(read["data"][0]["value"], 2);
    let all = test
        .json(&format!("{REPOSITORY}/commit/clash/reports"))
        .await;
    assert_eq!(all["values"].as_array().unwrap().len(), 1);
    let gone = send(&test, "DELETE", &token, path, &Value::Null).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let read = test.get(&format!("{REPOSITORY}{path}")).await;
    assert_eq!(read.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn annotations_belong_to_a_report_and_go_with_it() {
    let test = TestBox::new();
    let token = test.token(&["repository"]);
    let path = "/commit/clash/reports/mine";
    let list = format!("{path}/annotations");
    let two = json!([annotation("1"), annotation("2")]);
    let none = send(&test, "POST", &token, &list, &two).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "there is no report");
    send(&test, "PUT", &token, path, &report("PENDING")).await;
    let posted = send(&test, "POST", &token, &list, &two).await;
    assert_eq!(posted.status, StatusCode::OK, "{}", posted.text());
    send(&test, "PUT", &token, path, &report("PASSED")).await;
    let read = test.walk(&format!("{REPOSITORY}{list}")).await;
    assert_eq!(read.len(), 2);
    send(&test, "DELETE", &token, path, &Value::Null).await;
    send(&test, "PUT", &token, path, &report("PASSED")).await;
    assert_eq!(test.walk(&format!("{REPOSITORY}{list}")).await.len(), 0);
}

#[tokio::test]
async fn what_the_description_forbids_is_refused() {
    let test = TestBox::new();
    let token = test.token(&["repository"]);
    let path = "/commit/clash/reports/mine";
    let with = |name: &str, value: Value| {
        let mut changed = report("PASSED");
        changed[name] = value;
        changed
    };
    let figure = json!({ "title": "x", "type": "NUMBER", "value": 1 });
    for body in [
        json!([]),
        with("title", json!("")),
        with("result", json!("DONE")),
        with("report_type", json!("LINT")),
        with("data", json!(vec![figure; 11])),
        with("data", json!([{ "title": "x" }])),
    ] {
        let answer = send(&test, "PUT", &token, path, &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
    }
    send(&test, "PUT", &token, path, &report("PASSED")).await;
    let list = format!("{path}/annotations");
    let mut line = annotation("1");
    line["line"] = json!(0);
    for body in [
        json!({}),
        json!([]),
        json!([{ "external_id": "1" }]),
        json!([line]),
        json!(vec![annotation("1"); 101]),
    ] {
        let answer = send(&test, "POST", &token, &list, &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
    }
}

#[tokio::test]
async fn reports_need_the_scope_and_somebody_who_publishes_them() {
    let test = TestBox::new();
    let path = "/commit/clash/reports/mine";
    let token = test.token(&["account"]);
    let refused = send(&test, "PUT", &token, path, &report("PASSED")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let nobody = test
        .call(Request::delete(format!("{REPOSITORY}{path}")))
        .await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
}
