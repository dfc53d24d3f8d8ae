//! The signed-in person, and their consent that an app may act for them.

use serde_json::{Value, json};
use sightline_sandbox::{state::unix_now, world::PersonId};

use crate::support::{ADMIN, App, MEMBER, Running};

fn uuid(running: &Running, person: PersonId) -> String {
    running.sandbox.world().person(person).unwrap().uuid.clone()
}

async fn ask(running: &Running, user: &str, module_id: &str) -> (u16, Value) {
    let body = json!({ "app_key": "demo-app", "module_id": module_id, "force_update": true });
    running.internal("/connect/access-token", user, body).await
}

async fn answer(running: &Running, user: &str, answer: &str) -> u16 {
    let body = json!({ "app_key": "demo-app", "answer": answer });
    running.internal("/connect/consent", user, body).await.0
}

fn refused(error: &str) -> Value {
    json!({ "error": error })
}

#[tokio::test]
async fn a_person_is_asked_once_and_the_answer_is_remembered() {
    let running = Running::with(&App::start().await).await;
    let [ada, mo] = [uuid(&running, ADMIN), uuid(&running, MEMBER)];
    let panel = "demo-app__panel";
    assert_eq!(
        ask(&running, &mo, panel).await,
        (403, refused("CONSENT_REQUIRED"))
    );
    assert_eq!(answer(&running, &mo, "allow").await, 204);
    let (status, first) = ask(&running, &mo, panel).await;
    assert_eq!((status, &first["expires_in"]), (200, &json!(7_200)));
    let (_, second) = ask(&running, &mo, "demo-app__page").await;
    assert_ne!(first["token"], second["token"]);
    assert_eq!(ask(&running, &ada, panel).await.0, 403);

    assert_eq!(answer(&running, &mo, "deny").await, 204);
    let denied = refused("USER_ALREADY_DENIED_ACCESS");
    assert_eq!(ask(&running, &mo, panel).await, (403, denied));
    assert_eq!(answer(&running, &mo, "forget").await, 204);
    assert_eq!(
        ask(&running, &mo, panel).await,
        (403, refused("CONSENT_REQUIRED"))
    );
    let token = first["token"].as_str().unwrap();
    assert_eq!(running.sandbox.connect().grant(token, unix_now()), None);
}

#[tokio::test]
async fn the_token_acts_as_the_reader_with_the_apps_scopes() {
    let running = Running::with(&App::start().await).await;
    let token = running.reader_token(MEMBER).await;
    let call = running.http.get(format!("{}/2.0/user", running.api()));
    let user: Value = call
        .bearer_auth(&token)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(user["account_id"], "557058:mo");
    let grant = running.sandbox.connect().grant(&token, unix_now()).unwrap();
    assert_eq!(grant.scopes, ["account", "pullrequest"]);
    assert_eq!(grant.repository, None);
}

#[tokio::test]
async fn nobody_gets_an_empty_token_and_cannot_answer() {
    let running = Running::with(&App::start().await).await;
    let (status, token) = ask(&running, "anonymous", "demo-app__panel").await;
    assert_eq!((status, &token["token"]), (200, &json!("")));
    assert_eq!(answer(&running, "anonymous", "allow").await, 401);
}

#[tokio::test]
async fn a_module_that_is_not_installed_gets_nothing() {
    let running = Running::with(&App::start().await).await;
    let ada = uuid(&running, ADMIN);
    answer(&running, &ada, "allow").await;
    let missing = (404, refused("MODULE_NOT_FOUND"));
    assert_eq!(ask(&running, &ada, "demo-app__other").await, missing);
    running.uninstall().await;
    assert_eq!(ask(&running, &ada, "demo-app__panel").await, missing);
    assert_eq!(answer(&running, &ada, "allow").await, 404);
}

#[tokio::test]
async fn without_a_cookie_or_with_a_stale_one_the_first_administrator_is_signed_in() {
    let running = Running::with(&App::start().await).await;
    answer(&running, &uuid(&running, ADMIN), "allow").await;
    for user in ["", "{00000000-0000-0000-0000-000000000000}"] {
        assert_eq!(
            ask(&running, user, "demo-app__panel").await.0,
            200,
            "{user}"
        );
    }
}

#[tokio::test]
async fn signing_in_sets_a_cookie_that_scripts_cannot_read() {
    let running = Running::start().await;
    let mo = uuid(&running, MEMBER);
    for (user, status) in [(mo.as_str(), 204), ("anonymous", 204), ("a; b=c", 404)] {
        let call = running
            .post("/!api/internal/session")
            .json(&json!({ "user": user }));
        let answer = call.send().await.unwrap();
        assert_eq!(answer.status(), status, "{user}");
        let cookie = answer.headers().get("set-cookie");
        let expected = format!("sandbox_user={user}; Path=/; HttpOnly; SameSite=Lax");
        let expected = (status == 204).then_some(expected);
        assert_eq!(
            cookie.map(|cookie| cookie.to_str().unwrap().to_owned()),
            expected
        );
    }
}
