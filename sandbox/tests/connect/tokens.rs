//! An app's JWT, exchanged for a bearer token or used directly.

use atlassian_connect::{AppKey, ClientKey, RequestTarget, sign_api_call};
use serde_json::{Value, json};
use sightline_sandbox::state::unix_now;

use crate::support::{App, REPOSITORY, Running, claims};

const TOKENS: &str = "/site/oauth2/access_token";
const GRANT: (&str, &str) = ("grant_type", "urn:bitbucket:oauth2:jwt");
const PULL: &str = "/2.0/repositories/acme/widgets/pullrequests/7";

async fn exchange(running: &Running, header: &str, form: &[(&str, &str)]) -> (u16, Value) {
    let call = running
        .post(TOKENS)
        .header("authorization", header)
        .form(form);
    let answer = call.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn exchange_well(running: &Running, more: &[(&str, &str)]) -> Value {
    let header = format!("JWT {}", running.app_token("POST", TOKENS));
    let form = [&[GRANT], more].concat();
    let (status, answer) = exchange(running, &header, &form).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

async fn get(running: &Running, path: &str, authorization: &str) -> u16 {
    let call = running.http.get(format!("{}{path}", running.api()));
    let answer = call.header("authorization", authorization).send().await;
    answer.unwrap().status().as_u16()
}

fn bearer(answer: &Value) -> String {
    format!("Bearer {}", answer["access_token"].as_str().unwrap())
}

#[tokio::test]
async fn a_jwt_buys_a_token_for_the_installation() {
    let running = Running::with(&App::start().await).await;
    let answer = exchange_well(&running, &[("state", "s p")]).await;
    assert_eq!(answer["token_type"], "bearer");
    assert_eq!(answer["expires_in"], 7_200);
    assert_eq!(answer["scopes"], "account pullrequest");
    assert_eq!(answer["state"], "s p");
    assert_eq!(get(&running, PULL, &bearer(&answer)).await, 200);
    assert_eq!(get(&running, "/2.0/user", &bearer(&answer)).await, 200);

    let expire = running.post("/sandbox/tokens/expire").send().await;
    assert_eq!(expire.unwrap().status(), 204);
    assert_eq!(get(&running, PULL, &bearer(&answer)).await, 401);
}

#[tokio::test]
async fn a_token_can_be_narrowed_to_a_scope_and_a_repository() {
    let running = Running::with(&App::start().await).await;
    let answer = exchange_well(&running, &[("scope", "repository")]).await;
    assert_eq!(answer["scopes"], "repository");
    assert_eq!(get(&running, PULL, &bearer(&answer)).await, 403);
    assert_eq!(
        get(&running, "/2.0/workspaces/acme", &bearer(&answer)).await,
        403
    );

    let narrow = [("bitbucket_repository", REPOSITORY)];
    let answer = exchange_well(&running, &narrow).await;
    assert_eq!(get(&running, PULL, &bearer(&answer)).await, 200);
    assert_eq!(
        get(&running, "/2.0/workspaces/acme", &bearer(&answer)).await,
        403
    );
}

#[tokio::test]
async fn a_token_cannot_be_widened() {
    let running = Running::with(&App::start().await).await;
    for (field, error) in [
        (("scope", "account pullrequest:write"), "invalid_scope"),
        (("scope", "nonsense"), "invalid_scope"),
        (("bitbucket_repository", "{0}"), "invalid_request"),
        (("grant_type", "password"), "unsupported_grant_type"),
        (("x", "y"), "invalid_request"),
    ] {
        let form: &[_] = match field.0 {
            "grant_type" | "x" => &[field],
            _ => &[GRANT, field],
        };
        let header = format!("JWT {}", running.app_token("POST", TOKENS));
        let (status, answer) = exchange(&running, &header, form).await;
        assert_eq!(
            (status, &answer["error"]),
            (400, &json!(error)),
            "{field:?}"
        );
        assert!(answer["error_description"].is_string());
    }
}

#[tokio::test]
async fn only_the_installed_app_itself_gets_a_token() {
    let running = Running::with(&App::start().await).await;
    let good = running.app_token("POST", TOKENS);
    // SHA-256 of `POST&/site/oauth2/access_token&`.
    assert_eq!(
        claims(&good)["qsh"],
        "f045c19462bc33df6431a1f69800ff8fc9e839dfea9d080be9f2bcd59360c73b",
    );
    let (head, _) = good.rsplit_once('.').unwrap();
    for (header, what) in [
        (format!("jwt {good}"), "the scheme in lower case"),
        (format!("Bearer {good}"), "another scheme"),
        (
            format!("JWT {head}.{}", "A".repeat(43)),
            "a wrong signature",
        ),
        (
            format!("JWT {}", running.app_token("GET", TOKENS)),
            "another method",
        ),
        (
            format!("JWT {}", running.app_token("POST", PULL)),
            "another path",
        ),
        (
            format!(
                "JWT {}",
                running.app_token_at("POST", TOKENS, unix_now() - 600)
            ),
            "an old one",
        ),
        (
            format!(
                "JWT {}",
                running.app_token_at("POST", TOKENS, unix_now() + 600)
            ),
            "one to come",
        ),
        ("JWT nonsense".to_owned(), "no token at all"),
    ] {
        let (status, answer) = exchange(&running, &header, &[GRANT]).await;
        assert_eq!(
            (status, &answer["error"]),
            (401, &json!("invalid_client")),
            "{what}"
        );
    }
    let header = format!("JWT {good}");
    running.uninstall().await;
    assert_eq!(exchange(&running, &header, &[GRANT]).await.0, 401);
}

#[tokio::test]
async fn the_hash_may_cover_the_form_too() {
    let running = Running::with(&App::start().await).await;
    let form = "grant_type=urn%3Abitbucket%3Aoauth2%3Ajwt";
    let token = running.app_token("POST", &format!("{TOKENS}?{form}"));
    let header = format!("JWT {token}");
    assert_eq!(exchange(&running, &header, &[GRANT]).await.0, 200);
    let more = [GRANT, ("scope", "account")];
    assert_eq!(exchange(&running, &header, &more).await.0, 401);
}

#[tokio::test]
async fn a_body_that_is_no_form_is_refused() {
    let running = Running::with(&App::start().await).await;
    let call = running.post(TOKENS);
    let call = call.json(&json!({ "grant_type": GRANT.1 }));
    assert_eq!(call.send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn a_jwt_works_on_the_api_for_the_call_that_it_covers() {
    let running = Running::with(&App::start().await).await;
    let asked = format!("{PULL}?fields=id");
    let header = format!("JWT {}", running.app_token("GET", &asked));
    assert_eq!(get(&running, &asked, &header).await, 200);
    assert_eq!(get(&running, PULL, &header).await, 401);
    assert_eq!(get(&running, &format!("{asked}&jwt=x"), &header).await, 200);
    assert_eq!(
        get(&running, &asked, &header.replacen("JWT", "jwt", 1)).await,
        401
    );
    let late = running.app_token_at("GET", &asked, unix_now() - 600);
    assert_eq!(get(&running, &asked, &format!("JWT {late}")).await, 401);
}

#[tokio::test]
async fn a_jwt_for_another_installation_or_app_buys_nothing() {
    let running = Running::with(&App::start().await).await;
    let (client, secret) = running.shared();
    let target = RequestTarget {
        method: "POST",
        path: TOKENS,
        query: "",
        base_path: "",
    };
    let sign = |app: &str, client: &ClientKey| {
        let app = AppKey::new(app);
        let token = sign_api_call(&app, client, &target, unix_now(), &secret);
        format!("JWT {}", token.unwrap())
    };
    let good = sign("demo-app", &client);
    let other_client = sign("demo-app", &ClientKey::new("connection:1"));
    let other_app = sign("other-app", &client);
    for (header, status) in [(good, 200), (other_client, 401), (other_app, 401)] {
        assert_eq!(exchange(&running, &header, &[GRANT]).await.0, status);
    }
}
