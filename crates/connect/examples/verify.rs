//! Time that verification of a page's address takes, against a bare HMAC with the same key of the same
//! bytes: the address with its token, all of which verification reads. `signed` is an HMAC of the token's
//! signed part alone, the least that any verification computes.
//!
//! `cargo run --release --example verify` prints nanoseconds, as `verify=… hmac=… signed=…`.
//!
//! The address is one that Bitbucket makes for a panel, with the parameters of its bridge. Each is
//! timed in many short rounds by turns, and the quickest round counts: whatever else the machine
//! does makes rounds slower, never quicker.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use atlassian_connect::{Claims, RequestTarget, SharedSecret, UnverifiedToken, sign};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Allocator of the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const NOW: u64 = 1_772_366_400;
const CLIENT: &str = "ari:cloud:bitbucket::app/{11111111-2222-3333-4444-555555555555}/sightline";
const SECRET: &str = "4b7d2f0a9c6e4813b5d7f1028364a9ce4b7d2f0a9c6e4813b5d7f1028364a9ce";
const QUERY: &str = "repository=%7B22222222-3333-4444-5555-666666666666%7D&full_name=acme%2Fapi\
                     &pull_request=7&user=%7B33333333-4444-5555-6666-777777777777%7D\
                     &xdm_e=https%3A%2F%2Fbitbucket.org\
                     &xdm_c=channel-sightline__pull-request-4213&cp=&xdm_deprecated_addon_key_do_not_use=sightline";
/// Short enough that some rounds pass undisturbed on a busy machine.
const ROUND: u32 = 50;
const TIME: Duration = Duration::from_secs(3);

fn main() {
    let target = RequestTarget {
        method: "GET",
        path: "/pull-request",
        query: QUERY,
        base_path: "",
    };
    let secret = SharedSecret::new(SECRET);
    let claims = Claims {
        iss: CLIENT.to_owned(),
        iat: NOW,
        exp: NOW + 180,
        qsh: target.canonical().unwrap().qsh().to_string(),
        sub: None,
        aud: vec![CLIENT.to_owned()],
    };
    let token = sign(&claims, &secret);
    let (signed, _) = token.rsplit_once('.').unwrap();
    let address = format!("/pull-request?{QUERY}&jwt={token}");
    let (_, query) = address.split_once('?').unwrap();
    let target = RequestTarget { query, ..target };

    let verify = || {
        let token = UnverifiedToken::parse(black_box(&token)).unwrap();
        black_box(token.verify(&secret, black_box(&target), NOW).unwrap());
    };
    let (mut verifying, mut all, mut part) = (f64::MAX, f64::MAX, f64::MAX);
    let started = Instant::now();
    while started.elapsed() < TIME {
        verifying = verifying.min(nanoseconds(verify));
        all = all.min(nanoseconds(|| hmac(&address)));
        part = part.min(nanoseconds(|| hmac(signed)));
    }
    println!("verify={verifying:.0} hmac={all:.0} signed={part:.0}");
}

fn hmac(text: &str) {
    let mut mac = Hmac::<Sha256>::new_from_slice(black_box(SECRET.as_bytes())).unwrap();
    mac.update(black_box(text.as_bytes()));
    black_box(mac.finalize().into_bytes());
}

/// One of a round's calls.
fn nanoseconds(call: impl Fn()) -> f64 {
    let started = Instant::now();
    for _ in 0..ROUND {
        call();
    }
    started.elapsed().as_secs_f64() * 1e9 / f64::from(ROUND)
}
