//! Forms are accepted from our own pages only.

use axum::http::StatusCode;

use crate::support::{SETTINGS, TestBox, WEB, Who, csrf};

#[tokio::test]
async fn a_form_needs_our_origin_and_the_readers_own_token() {
    let test = TestBox::new();
    let page = format!("{SETTINGS}/develop-apps");
    let token = csrf(&test.get(&page).await.text);
    let form = |token: &str| format!("csrf={token}&descriptor_url=http%3A%2F%2Flocalhost%3A1%2Fx");
    let good = form(&token);
    let foreign = Some("http://localhost:7992");
    for (origin, who, body) in [
        (None, Who::Admin, &good),
        (foreign, Who::Admin, &good),
        (Some("null"), Who::Admin, &good),
        (Some(WEB), Who::Admin, &form("")),
        (Some(WEB), Who::Admin, &form(&"0".repeat(64))),
        (Some(WEB), Who::Admin, &"descriptor_url=x".to_owned()),
        (Some(WEB), Who::Member, &good),
    ] {
        let answer = test.post(who, origin, &page, body).await;
        assert_eq!(
            answer.status,
            StatusCode::FORBIDDEN,
            "{origin:?} {who:?} {body}"
        );
        assert!(answer.text.contains("That request was not accepted"));
    }
    let accepted = test.post(Who::Admin, Some(WEB), &page, &good).await;
    assert_eq!(
        accepted.status,
        StatusCode::OK,
        "though nothing answers at that address"
    );
    assert!(accepted.text.contains("class=\"message error\""));
}
