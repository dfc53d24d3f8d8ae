//! Addresses of the panel that Bitbucket did not sign, or not for this, or not now.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use sightline_tests::{
    signed::{FRESH, Installation, Times, changed, get},
    site,
};
use xtask::stack::{Options, Reach, Stack};

async fn installed() -> (Stack, Installation) {
    let stack = Stack::start(&Options {
        reach: Reach::Started,
        ..Options::default()
    })
    .unwrap();
    let app = &stack.addresses().app;
    let installation = Installation::make(app, stack.registration_secret()).await;
    (stack, installation)
}

/// Words that no refusal may contain: they tell which part of the signature was wrong.
const REASONS: &[&str] = &["qsh", "signature", "HS256", "MAC", "secret"];

#[tokio::test]
async fn only_what_bitbucket_signed_for_this_and_now_is_opened() {
    let (stack, installation) = installed().await;
    let good = installation.panel(7, &installation.secret, FRESH);
    let (status, text) = get(&good).await;
    assert_eq!(status, 200, "{text}");
    assert!(text.contains("sightline-context"));

    let unsigned = good.split("&jwt=").next().unwrap().to_owned();
    let (header_and_claims, _) = good.rsplit_once('.').unwrap();
    let expired = Times {
        iat: -600,
        exp: -300,
    };
    let not_yet = Times {
        iat: 3_600,
        exp: 3_900,
    };
    let refused = [
        ("unsigned", unsigned),
        ("without a signature", format!("{header_and_claims}.")),
        ("forged", installation.panel(7, "a guess", FRESH)),
        (
            "signed with the registration secret",
            installation.panel(7, stack.registration_secret(), FRESH),
        ),
        (
            "expired",
            installation.panel(7, &installation.secret, expired),
        ),
        (
            "not yet",
            installation.panel(7, &installation.secret, not_yet),
        ),
        (
            "re-pointed at another pull request",
            changed(&good, "pull_request=7&", "pull_request=8&"),
        ),
        (
            "re-pointed at another page",
            changed(&good, "/pull-request?", "/repository?"),
        ),
        (
            "re-pointed by an added parameter",
            changed(&good, "&jwt=", "&pull_request=8&jwt="),
        ),
    ];
    for (how, url) in refused {
        let (status, text) = get(&url).await;
        assert_eq!(status, 401, "{how}: {text}");
        for reason in REASONS {
            assert!(!text.contains(reason), "{how} tells {reason}: {text}");
        }
    }
    let (_, text) = get(&installation.panel(7, &installation.secret, expired)).await;
    assert!(text.contains("This link has expired"), "{text}");
}

#[tokio::test]
async fn secrets_and_tokens_stand_in_no_log() {
    let (stack, installation) = installed().await;
    let urls = [
        installation.panel(7, &installation.secret, FRESH),
        installation.panel(7, "a guess", FRESH),
    ];
    for url in &urls {
        get(url).await;
    }
    site::until_it_logs(&stack, "refused a page").await;
    let log = stack.server_log();
    for url in &urls {
        let (_, token) = url.split_once("jwt=").unwrap();
        for part in token.split('.') {
            assert!(!log.contains(part), "{log}");
        }
        assert!(!log.contains(&installation.secret), "{log}");
        assert!(!log.contains(stack.registration_secret()), "{log}");
    }
}
