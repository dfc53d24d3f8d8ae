use atlassian_connect::descriptor::Reports;
use axum::http::StatusCode;
use sightline::Origin;

use crate::{
    bitbucket::Bitbucket,
    support::{CLIENT, SECRET, Server},
};

#[tokio::test]
async fn the_descriptor_names_this_server_and_every_route_it_names_exists() {
    let server = Server::with(|config| {
        config.descriptor.reports = Reports::On;
    })
    .await;
    let reply = server.get("/atlassian-connect.json").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("content-type"), "application/json");
    let descriptor = reply.json();
    assert_eq!(descriptor["baseUrl"], "https://sightline.example");
    assert_eq!(
        descriptor["scopes"],
        serde_json::json!(["account", "repository", "pullrequest"])
    );
    let posts = [
        &descriptor["lifecycle"]["installed"],
        &descriptor["lifecycle"]["uninstalled"],
        &descriptor["modules"]["webhooks"][0]["url"],
    ];
    let proxies = descriptor["modules"]["proxy"].as_object().unwrap();
    let proxies = proxies.values().map(|proxy| &proxy["destination"]);
    for post in posts.into_iter().chain(proxies) {
        // The route is there, and takes POST alone.
        let path = post.as_str().unwrap().split('?').next().unwrap();
        let reply = server.get(path).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{post}");
        assert_eq!(reply.header("allow"), "POST");
    }
    for page in [
        &descriptor["modules"]["webPanels"][0]["url"],
        &descriptor["modules"]["repoPages"][0]["url"],
        &descriptor["modules"]["configurePage"]["url"],
    ] {
        let path = page.as_str().unwrap().split('?').next().unwrap();
        assert_eq!(
            server.get(path).await.status,
            StatusCode::UNAUTHORIZED,
            "{page}"
        );
    }
}

#[tokio::test]
async fn pages_say_what_comes_to_the_server_as_it_is_configured() {
    let (bitbucket, origin) = Bitbucket::start().await;
    bitbucket.knows(CLIENT, SECRET);
    let server = Server::installed().await.changed(|config| {
        config.host_url = Origin::parse("the host", &origin).unwrap();
        config.api_url = Origin::parse("the API", &origin).unwrap();
    });
    let said = async |server: &Server| {
        let admins = server.facts(CLIENT, SECRET).await["what_leaves"].to_string();
        [server.get("/").await.body, admins]
    };
    let nothing = "No code and no review data leaves Bitbucket for Sightline’s server.";
    for said in said(&server).await {
        assert!(said.contains(nothing), "{said}");
    }
    let server = server.changed(|config| {
        config.descriptor.reports = Reports::On;
    });
    for said in said(&server).await {
        assert!(!said.contains("leaves Bitbucket"), "{said}");
        let events = "pullrequest:created, pullrequest:updated, pullrequest:fulfilled, \
                      pullrequest:rejected, repo:push.";
        assert!(said.contains(events), "{said}");
    }
}
