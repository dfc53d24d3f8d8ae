//! Calls that publish reports.

use std::sync::Mutex;

use bitbucket_cloud::{
    Annotation, Budget, Client, Error, Report, ReportData, ReportResult, Repository, Request,
    Severity, Transport, decode_text,
    installed::{Publish, Write},
};
use http::Method;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::script::*;

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
const PATH: &str = "/2.0/repositories/acme/widgets/commit/\
                    0123456789abcdef0123456789abcdef01234567/reports/sightline-7";

/// Refuses with a status, and writes down what was to be written.
struct Books {
    status: Option<u16>,
    writes: Mutex<Vec<Write>>,
}

impl Transport for &Books {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        decode_text("{}", request)
    }

    async fn text(&self, _: &Request) -> Result<String, Error> {
        Ok(String::new())
    }
}

impl Publish for &Books {
    async fn publish(&self, write: &Write) -> Result<(), Error> {
        self.writes.lock().unwrap().push(write.clone());
        let refused = self.status.map(|status| Error::from_status(status, ""));
        refused.map_or(Ok(()), Err)
    }
}

fn books(status: Option<u16>) -> Books {
    Books {
        status,
        writes: Mutex::default(),
    }
}

fn client(books: &Books) -> (Client<&Books>, Repository) {
    let repository = Repository::parse("acme/widgets").unwrap();
    (Client::new(books, Budget::of(2)), repository)
}

fn report() -> Report {
    Report {
        title: "Sightline".to_owned(),
        details: "Fine.".to_owned(),
        reporter: "Sightline".to_owned(),
        link: "https://bitbucket.example/x".to_owned(),
        report_type: "TEST".to_owned(),
        result: ReportResult::Passed,
        data: vec![ReportData {
            title: "Lines".to_owned(),
            kind: "NUMBER".to_owned(),
            value: json!(3),
        }],
    }
}

#[tokio::test]
async fn a_report_is_put_with_the_members_that_bitbucket_names() {
    let books = books(None);
    let (client, repository) = client(&books);
    let report = report();
    let put = client.put_report(&repository, COMMIT, "sightline-7", &report);
    put.await.unwrap();
    let writes = books.writes.lock().unwrap();
    assert_eq!(
        (&writes[0].method, writes[0].path.as_str()),
        (&Method::PUT, PATH)
    );
    let body: Value = serde_json::from_str(writes[0].body.as_ref().unwrap()).unwrap();
    let expected = json!({
        "title": "Sightline", "details": "Fine.", "reporter": "Sightline",
        "link": "https://bitbucket.example/x", "report_type": "TEST", "result": "PASSED",
        "data": [{ "title": "Lines", "type": "NUMBER", "value": 3 }],
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn annotations_are_posted_below_their_report() {
    let books = books(None);
    let (client, repository) = client(&books);
    let annotations = [Annotation {
        external_id: "sightline-7-1".to_owned(),
        annotation_type: "CODE_SMELL".to_owned(),
        path: "a.rs".to_owned(),
        line: Some(7),
        summary: "It collides.".to_owned(),
        severity: Severity::High,
        link: None,
    }];
    let add = client.add_annotations(&repository, COMMIT, "sightline-7", &annotations);
    add.await.unwrap();
    let writes = books.writes.lock().unwrap();
    assert_eq!(writes[0].path, format!("{PATH}/annotations"));
    let body: Value = serde_json::from_str(writes[0].body.as_ref().unwrap()).unwrap();
    let expected = json!([{
        "external_id": "sightline-7-1", "annotation_type": "CODE_SMELL", "path": "a.rs",
        "line": 7,
        "summary": "It collides.", "severity": "HIGH",
    }]);
    assert_eq!(body, expected);
}

#[tokio::test]
async fn a_report_that_is_gone_is_removed_already_and_each_call_counts() {
    let books = books(Some(404));
    let (client, repository) = client(&books);
    for _ in 0..2 {
        let delete = client.delete_report(&repository, COMMIT, "sightline-7");
        delete.await.unwrap();
    }
    let third = client
        .delete_report(&repository, COMMIT, "sightline-7")
        .await;
    assert_eq!(third, Err(Error::BudgetSpent { limit: 2 }));
    let writes = books.writes.lock().unwrap();
    assert_eq!(writes.len(), 2);
    assert_eq!(
        (&writes[0].method, &writes[0].body),
        (&Method::DELETE, &None)
    );
}

#[tokio::test]
async fn an_account_over_another_edge_shares_its_tokens() {
    let first = Script::of([token("t1"), status(200)]);
    let account = first.account();
    get(&account, "/2.0/a").await.unwrap();
    let second = Script::of([status(200)]);
    let over = account.over(second.clone());
    get(&over, "/2.0/b").await.unwrap();
    assert_eq!(second.urls(), ["/2.0/b"]);
    assert_eq!(authorization(&second.sent()[0]), "Bearer t1");
}
