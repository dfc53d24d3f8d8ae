//! The API of the configure page: for admins of the installation at hand, and nobody else.

use std::num::NonZeroU32;

use atlassian_connect::{
    ClientKey,
    context::{self, Uuid},
    descriptor::Reports,
    session::{self, Session, SessionKey},
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use serde_json::{Value, json};
use sightline::{
    Origin, SessionKeySource,
    store::{ReportRequest, Settled, Subject, Terms},
};

use crate::{
    bitbucket::Bitbucket,
    support::{CLIENT, Call, NOW, OTHER_CLIENT, Page, READER, REPOSITORY, Reply, SECRET, Server},
};

const OTHER_SECRET: &str = "another secret";
const DAY: u64 = 24 * 60 * 60;

/// Two installations with reports on, and a Bitbucket whose admin reads.
async fn reporting() -> (Server, Bitbucket) {
    let (bitbucket, origin) = Bitbucket::start().await;
    bitbucket.knows(CLIENT, SECRET);
    bitbucket.knows(OTHER_CLIENT, OTHER_SECRET);
    let server = Server::with(|config| {
        config.descriptor.reports = Reports::On;
        config.descriptor.forge_app_link = Some("https://forge.example/install".to_owned());
        config.host_url = Origin::parse("the host", &origin).unwrap();
        config.api_url = Origin::parse("the API", &origin).unwrap();
    });
    let server = server.await;
    server.install(CLIENT, SECRET).await;
    server.install(OTHER_CLIENT, OTHER_SECRET).await;
    (server, bitbucket)
}

async fn admin(server: &Server, client: &str, secret: &str) -> String {
    let session = server.session(&Page::configure(), client, secret).await;
    format!("Bearer {session}")
}

async fn read(server: &Server, authorization: Option<&str>) -> Reply {
    let request = Request::get("/connect/installation");
    let request = match authorization {
        Some(value) => request.header("authorization", value),
        None => request,
    };
    server.send(request.body(Body::empty()).unwrap()).await
}

async fn retry(server: &Server, authorization: &str, body: &Value) -> Reply {
    let request = Request::post("/connect/reports/retry").header("authorization", authorization);
    let request = request.body(Body::from(body.to_string())).unwrap();
    server.send(request).await
}

fn seven() -> Value {
    json!({ "repository": REPOSITORY, "pull_request": 7 })
}

/// Stores a job for a pull request of [`CLIENT`].
async fn ask(server: &Server, id: u32) {
    let request = ReportRequest {
        client_key: ClientKey::new(CLIENT),
        request: None,
        repository: Uuid::parse(REPOSITORY).unwrap(),
        full_name: "acme/api".to_owned(),
        subject: Subject::PullRequest(id),
    };
    server.store.accept_reports(&[request], NOW).await.unwrap();
}

/// Gives the job up that is taken next.
async fn give_up(server: &Server, reason: &str) {
    let terms = Terms {
        now: NOW,
        lease: 300,
        holder: 1,
        calls: 30,
        hourly: 800,
        at_once: 2,
    };
    let job = server.store.claim_report(&terms).await.unwrap().unwrap();
    let dead = Settled::Dead {
        reason: reason.to_owned(),
    };
    let settled = server.store.settle_report(&job, &dead, 5, NOW).await;
    assert!(settled.unwrap());
}

/// Words of a refusal.
fn said(reply: &Reply) -> String {
    assert_eq!(reply.header("cache-control"), "no-store");
    reply.json()["error"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_admin_reads_the_facts_of_their_installation() {
    let (server, bitbucket) = reporting().await;
    bitbucket.takes_away("pullrequest");
    let reply = read(&server, Some(&admin(&server, CLIENT, SECRET).await)).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    assert_eq!(reply.header("cache-control"), "no-store");
    assert_eq!(reply.header("content-type"), "application/json");
    let mut facts = reply.json();
    let what_leaves = facts["what_leaves"].take();
    let events = "Bitbucket tells Sightline’s server of these events: pullrequest:created,";
    assert!(what_leaves.as_str().unwrap().starts_with(events));
    let scope = |name: &str, state: &str| json!({ "name": name, "state": state });
    assert_eq!(
        facts,
        json!({
            "principal": "Acme <& Sons>", "client_key": CLIENT,
            "version": env!("CARGO_PKG_VERSION"),
            "scopes": [
                scope("account", "granted"), scope("repository", "granted"),
                scope("pullrequest", "missing"),
            ],
            "writing": "off",
            "reports": {
                "heard_at": null, "waiting": 0, "running": 0, "done": 0, "dead": 0, "failures": [],
            },
            "what_leaves": null,
            // From 1 March 2026 to 31 January 2027: a year without 29 days.
            "connect_days_left": 336,
            "forge_link": "https://forge.example/install",
        })
    );
}

#[tokio::test]
async fn scopes_that_bitbucket_does_not_speak_of_are_unknown() {
    let (server, bitbucket) = reporting().await;
    bitbucket.fails_for("pullrequest");
    let facts = server.facts(CLIENT, SECRET).await;
    assert_eq!(facts["scopes"][1]["state"], "granted");
    assert_eq!(facts["scopes"][2]["state"], "unknown");
}

#[tokio::test]
async fn a_reader_who_is_no_admin_of_the_workspace_is_refused() {
    let (server, bitbucket) = reporting().await;
    bitbucket.admins_are(&["{44444444-5555-6666-7777-888888888888}"]);
    ask(&server, 7).await;
    give_up(&server, "the API answered 403").await;
    let reader = admin(&server, CLIENT, SECRET).await;
    for reply in [
        read(&server, Some(&reader)).await,
        retry(&server, &reader, &seven()).await,
    ] {
        assert_eq!(reply.status, StatusCode::FORBIDDEN);
        assert_eq!(said(&reply), "Only admins of the workspace see this");
    }
    let client = ClientKey::new(CLIENT);
    let jobs = server.store.report_overview(&client, NOW);
    assert_eq!(
        jobs.await.unwrap().counts.dead,
        1,
        "nothing was tried again"
    );
}

#[tokio::test]
async fn an_admin_on_a_later_page_is_found() {
    let (server, bitbucket) = reporting().await;
    bitbucket.admins_are(&["{44444444-5555-6666-7777-888888888888}", READER]);
    server.facts(CLIENT, SECRET).await;
    assert_eq!(bitbucket.asked_for_admins(), 2);
    // The role is known for some minutes.
    server.facts(CLIENT, SECRET).await;
    assert_eq!(bitbucket.asked_for_admins(), 2);
}

#[tokio::test]
async fn where_bitbucket_does_not_say_who_is_an_admin_nobody_is() {
    let (server, bitbucket) = reporting().await;
    let refused = async |server: &Server| {
        let reply = read(server, Some(&admin(server, CLIENT, SECRET).await)).await;
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
        let expected = "Bitbucket did not say whether you are an admin of this workspace";
        assert_eq!(said(&reply), expected);
    };
    bitbucket.admins_are(&[]);
    refused(&server).await;
    bitbucket.admins_are(&[READER]);
    server.facts(CLIENT, SECRET).await;
    // More than are read.
    bitbucket.admins_are(&["{44444444-5555-6666-7777-888888888888}"; 6]);
    refused(&server.at(NOW)).await;
    let silent = server.changed(|config| {
        config.api_url = Origin::parse("the API", "http://127.0.0.1:1").unwrap();
    });
    refused(&silent).await;
}

#[tokio::test]
async fn bitbucket_is_asked_for_scopes_once_however_often_the_page_asks() {
    let (server, bitbucket) = reporting().await;
    for _ in 0..3 {
        server.facts(CLIENT, SECRET).await;
    }
    // A token for each scope, which is thrown away, and the one that reads the reader's role.
    assert_eq!(bitbucket.grants(), [CLIENT; 4]);
}

#[tokio::test]
async fn an_admin_reads_how_the_reports_of_their_workspace_go_and_of_no_other() {
    let (server, _bitbucket) = reporting().await;
    for id in [7, 8] {
        ask(&server, id).await;
    }
    give_up(&server, "the API answered 403: <b>").await;
    let ours = server.facts(CLIENT, SECRET).await;
    assert_eq!(
        ours["reports"],
        json!({
            "heard_at": NOW, "waiting": 1, "running": 0, "done": 0, "dead": 1,
            "failures": [{
                "key": seven(), "full_name": "acme/api", "reason": "the API answered 403: <b>",
                "at": NOW,
            }],
        })
    );
    let theirs = server.facts(OTHER_CLIENT, OTHER_SECRET).await;
    assert_eq!(theirs["reports"]["heard_at"], Value::Null);
    assert!(!theirs.to_string().contains("acme/api"), "{theirs}");
}

#[tokio::test]
async fn failures_of_more_than_a_day_ago_are_counted_and_not_listed() {
    let (server, bitbucket) = reporting().await;
    ask(&server, 7).await;
    give_up(&server, "the API answered 403").await;
    let listed = async |now: u64| {
        let mut page = Page::configure();
        page.now = now;
        bitbucket.turns_to(now);
        let server = server.at(now);
        let session = server.session(&page, CLIENT, SECRET).await;
        let facts = read(&server, Some(&format!("Bearer {session}")))
            .await
            .json();
        assert_eq!(facts["reports"]["dead"], 1);
        facts["reports"]["failures"].as_array().unwrap().len()
    };
    assert_eq!(listed(NOW + DAY).await, 1);
    assert_eq!(listed(NOW + DAY + 1).await, 0);
}

#[tokio::test]
async fn without_reports_there_are_no_facts_of_them() {
    let (server, _bitbucket) = reporting().await;
    ask(&server, 7).await;
    give_up(&server, "the API answered 403").await;
    let server = server.changed(|config| config.descriptor.reports = Reports::Off);
    assert_eq!(server.facts(CLIENT, SECRET).await["reports"], Value::Null);
    let admin = admin(&server, CLIENT, SECRET).await;
    let refused = retry(&server, &admin, &seven()).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_session_of_another_page_opens_nothing_of_the_api() {
    let (server, _bitbucket) = reporting().await;
    ask(&server, 7).await;
    give_up(&server, "the API answered 403").await;
    for page in [Page::pull_request(), Page::repository()] {
        let session = server.session(&page, CLIENT, SECRET).await;
        let session = format!("Bearer {session}");
        for reply in [
            read(&server, Some(&session)).await,
            retry(&server, &session, &seven()).await,
        ] {
            assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{}", page.path);
            assert_eq!(said(&reply), "The session of this page opens nothing here");
        }
    }
    let facts = server.facts(CLIENT, SECRET).await;
    assert_eq!(facts["reports"]["dead"], 1, "nothing was tried again");
}

#[tokio::test]
async fn calls_without_a_session_or_with_a_forged_one_are_refused() {
    let (server, _bitbucket) = reporting().await;
    let admin = admin(&server, CLIENT, SECRET).await;
    let own = Session {
        client_key: ClientKey::new(CLIENT),
        page: context::Page::Configure,
        repository: None,
        user: Uuid::parse(READER),
    };
    let forged = session::issue(&own, &SessionKey::new([7; 32]), NOW);
    let SessionKeySource::Given(key) = &server.config.session_key else {
        panic!("a key was given");
    };
    let nobody = Session { user: None, ..own };
    let nobody = session::issue(&nobody, key, NOW);
    let page = Page::configure().token(CLIENT, SECRET);
    for authorization in [
        None,
        Some(String::new()),
        Some("Bearer ".to_owned()),
        Some(format!("Bearer {}", forged.expose())),
        Some(format!("Bearer {}", nobody.expose())),
        Some(admin[..admin.len() - 2].to_owned()),
        // The address of the page opens the page, and no more.
        Some(format!("Bearer {page}")),
        Some(format!("JWT {page}")),
        Some(admin.replace("Bearer", "JWT")),
    ] {
        let reply = read(&server, authorization.as_deref()).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{authorization:?}");
        assert!(!said(&reply).is_empty());
        let authorization = authorization.unwrap_or_default();
        let reply = retry(&server, &authorization, &seven()).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{authorization:?}");
    }
}

#[tokio::test]
async fn a_session_that_has_ended_is_refused_in_words() {
    let (server, bitbucket) = reporting().await;
    let admin = admin(&server, CLIENT, SECRET).await;
    // A quarter of an hour, and a minute of leeway.
    bitbucket.turns_to(NOW + 960);
    let last = server.at(NOW + 960);
    assert_eq!(read(&last, Some(&admin)).await.status, StatusCode::OK);
    let late = server.at(NOW + 961);
    for reply in [
        read(&late, Some(&admin)).await,
        retry(&late, &admin, &seven()).await,
    ] {
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        assert_eq!(said(&reply), "The session of this page has ended");
    }
}

#[tokio::test]
async fn an_admin_whose_installation_is_gone_is_told_so() {
    let (server, _bitbucket) = reporting().await;
    let admin = admin(&server, CLIENT, SECRET).await;
    let gone = Call::uninstalled(CLIENT).signed(CLIENT, SECRET);
    server.call(&gone).await;
    let reply = read(&server, Some(&admin)).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert_eq!(said(&reply), "Sightline is not installed here");
}

#[tokio::test]
async fn a_report_that_was_given_up_is_tried_again_once() {
    let (server, _bitbucket) = reporting().await;
    for id in [7, 8] {
        ask(&server, id).await;
        give_up(&server, "the API answered 403").await;
    }
    let admin = admin(&server, CLIENT, SECRET).await;
    let reply = retry(&server, &admin, &seven()).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT, "{}", reply.body);
    let reports = server.facts(CLIENT, SECRET).await["reports"].take();
    assert_eq!(reports["waiting"], 1);
    assert_eq!(
        reports["failures"][0]["key"]["pull_request"], 8,
        "that alone"
    );
    let again = retry(&server, &admin, &seven()).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert_eq!(said(&again), "No report of this pull request was given up");
}

#[tokio::test]
async fn nobody_tries_again_what_belongs_to_another_installation() {
    let (server, _bitbucket) = reporting().await;
    ask(&server, 7).await;
    give_up(&server, "the API answered 403").await;
    let other = admin(&server, OTHER_CLIENT, OTHER_SECRET).await;
    let reply = retry(&server, &other, &seven()).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    let mut named = seven();
    named["client_key"] = CLIENT.into();
    let reply = retry(&server, &other, &named).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    let facts = server.facts(CLIENT, SECRET).await;
    assert_eq!(facts["reports"]["dead"], 1);
}

#[tokio::test]
async fn what_names_no_report_is_refused() {
    let (server, _bitbucket) = reporting().await;
    let admin = admin(&server, CLIENT, SECRET).await;
    for (body, status) in [
        (json!([]), StatusCode::BAD_REQUEST),
        (json!({ "repository": REPOSITORY }), StatusCode::BAD_REQUEST),
        (
            json!({ "repository": REPOSITORY, "pull_request": -7 }),
            StatusCode::BAD_REQUEST,
        ),
        (
            json!({ "repository": "../../x", "pull_request": 7 }),
            StatusCode::NOT_FOUND,
        ),
        (
            json!({ "repository": REPOSITORY, "pull_request": 9 }),
            StatusCode::NOT_FOUND,
        ),
    ] {
        let reply = retry(&server, &admin, &body).await;
        assert_eq!(reply.status, status, "{body}");
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn calls_of_admins_count_into_the_rate_of_their_installation() {
    let (server, _bitbucket) = reporting().await;
    let server = server.changed(|config| {
        config.limits.tenant_requests = NonZeroU32::new(2).unwrap();
    });
    let admin = admin(&server, CLIENT, SECRET).await;
    assert_eq!(read(&server, Some(&admin)).await.status, StatusCode::OK);
    for reply in [
        read(&server, Some(&admin)).await,
        retry(&server, &admin, &seven()).await,
    ] {
        assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(reply.header("retry-after").parse::<u32>().unwrap() > 0);
        assert_eq!(said(&reply), "Too many requests");
    }
    // Somebody else's is untouched.
    let other = self::admin(&server, OTHER_CLIENT, OTHER_SECRET).await;
    assert_eq!(read(&server, Some(&other)).await.status, StatusCode::OK);
}
